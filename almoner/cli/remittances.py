"""`almoner era plan|post|reverse`: a remittance file without books, and the remittances in the books."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from almoner.flow.access import Actor

USAGE = (
    "usage: almoner era plan FILE [--against CHARGES.json] [--json] | post ID [--again] [--reason TEXT] | "
    "reverse ID --reason TEXT\n"
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
    parser.add_argument(
        "--reason", default="", required=act == "reverse", help="why; lets a suspect one post"
    )
    if act == "post":
        parser.add_argument("--again", action="store_true", help="take up a payment that was undone")
    options = parser.parse_args(arguments)
    from almoner.cli.opening import open_books, practice_actor

    open_books()
    from almoner.flow.clock import today
    from almoner.flow.refused import Refused
    from almoner.flow.remit.post import reverse
    from almoner.store.session import NotFound

    actor = practice_actor(options.practice)
    try:
        if act == "post":
            return _post(actor, options)
        reverse(actor, options.id, on=today(actor), reason=options.reason)
    except (Refused, NotFound) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    sys.stdout.write(f"remittance {options.id}: reversed as a unit\n")
    return 0


def _post(actor: "Actor", options: argparse.Namespace) -> int:
    """Post; 0 where it is posted, 1 where the payment itself stands against it."""
    from almoner.core.remit import RemittanceState
    from almoner.flow.clock import today
    from almoner.flow.remit.post import post
    from almoner.flow.remit.undone import take_up_again

    on, remittance_id = today(actor), options.id
    if options.again:
        remittance_id = take_up_again(actor, remittance_id, on=on, reason=options.reason).id
    done = post(actor, remittance_id, on=on, reason=options.reason)
    words = f"{done.state.value}: {len(done.plan.postings)} postings, {len(done.plan.tasks)} tasks"
    sys.stdout.write(f"remittance {remittance_id}: {words}\n")
    sys.stderr.writelines(f"  {note}\n" for note in done.plan.notes)
    return 0 if done.state is RemittanceState.POSTED else 1
