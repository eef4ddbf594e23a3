"""`almoner era plan|post|reverse`: a remittance file without books, and the remittances in the books."""

import argparse
import sys

USAGE = (
    "usage: almoner era plan FILE [--against CHARGES.json] [--json] | post ID | reverse ID --reason TEXT\n"
)


def run(arguments: list[str]) -> int:
    """Planning a file needs no server; posting and reversing go through their flows."""
    act = arguments[0] if arguments else ""
    if act == "plan":
        from almoner.cli.era import plan

        return plan(arguments[1:])
    if act not in ("post", "reverse"):
        (sys.stdout if act in ("-h", "--help") else sys.stderr).write(USAGE)
        return 0 if act in ("-h", "--help") else 2
    return _on_books(act, arguments[1:])


def _on_books(act: str, arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog=f"almoner era {act}")
    parser.add_argument("id", type=int, help="the remittance's number")
    parser.add_argument("--practice", help="number or part of the name, where there are several")
    if act == "reverse":
        parser.add_argument("--reason", required=True)
    options = parser.parse_args(arguments)
    from almoner.cli.opening import open_books, practice_actor

    open_books()
    from almoner.flow.clock import today
    from almoner.flow.post import post, reverse
    from almoner.flow.refused import Refused
    from almoner.store.session import NotFound

    actor = practice_actor(options.practice)
    try:
        if act == "post":
            done = post(actor, options.id, on=today(actor))
            words = f"{done.state.value}: {len(done.plan.postings)} postings, {len(done.plan.tasks)} tasks"
        else:
            reverse(actor, options.id, on=today(actor), reason=options.reason)
            words = "reversed as a unit"
    except (Refused, NotFound) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    sys.stdout.write(f"remittance {options.id}: {words}\n")
    return 0
