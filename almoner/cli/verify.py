"""`almoner verify`: proves the books of every practice whole, or lists what is broken."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from almoner.cli.opening import NoBooks, open_books

if TYPE_CHECKING:
    from almoner.store.proof.verify import Broken


def run(arguments: list[str]) -> int:
    """Exit 0 when clean or when there are no books yet, 1 when something is broken, 2 without a server."""
    parser = argparse.ArgumentParser(prog="almoner verify", description="Prove the books whole.")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        open_books()
    except NoBooks:
        sys.stdout.write(json.dumps({"books": False}) + "\n" if options.json else "no books here\n")
        return 0
    return _report(is_json=options.json)


def _report(*, is_json: bool) -> int:
    from almoner.store.proof.verify import practices

    packs = _broken_packs()
    found = {practice_id: _broken(practice_id) for practice_id in practices()}
    if is_json:
        listed = {
            str(practice_id): [
                {"check": one.check, "count": one.count, "ids": list(one.ids)} for one in broken
            ]
            for practice_id, broken in found.items()
        }
        sys.stdout.write(json.dumps({"books": bool(found), "broken": listed, "code_sets": packs}) + "\n")
    elif not found:
        sys.stdout.write("no books here\n")
    else:
        for practice_id, broken in found.items():
            words = (
                "clean: seals, projections, money and claims verified"
                if not broken
                else f"{len(broken)} broken"
            )
            sys.stdout.write(f"practice {practice_id}: {words}\n")
            sys.stdout.writelines(f"  {one}\n" for one in broken)
    if not is_json:
        mend = "remove it and it is fetched from the books, or import it again"
        sys.stdout.writelines(f"code sets: {pack} isn't whole: {mend}\n" for pack in packs)
    return 1 if packs or any(found.values()) else 0


def _broken(practice_id: int) -> list["Broken"]:
    """What is broken in the books of a practice, and which payments' pages say otherwise than their plans."""
    from almoner.flow.access import office
    from almoner.flow.clock import today
    from almoner.flow.remit import preview_kept
    from almoner.store.proof.verify import SEEN_AT_ONCE, Broken, verify

    actor = office(practice_id)
    on = today(actor)
    broken = verify(practice_id, on=on)
    if ids := preview_kept.differs(actor, on=on):
        broken.append(Broken("kept preview", len(ids), tuple(ids[:SEEN_AT_ONCE])))
    return broken


def _broken_packs() -> list[str]:
    """The packs of code sets, in the books and in the folder, that aren't what they are named for."""
    from almoner.settings import data_folder
    from almoner.store.session import books
    from almoner.store.shipped.code_books import INSTALLATION, broken_packs
    from almoner.store.shipped.codes import CodeStore

    store = CodeStore(data_folder())
    with books(INSTALLATION, alias="owner") as session:
        broken = broken_packs(session)
    here = [f"{pack} of the folder" for pack in sorted(store.active().packs) if not store.is_whole(pack)]
    return [*broken, *here]
