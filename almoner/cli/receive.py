"""`almoner receive`: takes in files from outside, tells what each was, and posts what is clean on request."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from almoner.cli.opening import open_books, practice_actor

if TYPE_CHECKING:
    from almoner.flow.access import Actor

LARGEST = 64 * 1024 * 1024


def run(arguments: list[str]) -> int:
    """Exit 0 when every file was taken in or had come before, 1 when one was refused.

    A refused file changes nothing.
    """
    parser = argparse.ArgumentParser(prog="almoner receive", description="Take in files from outside.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--practice", help="number or part of the name, where there are several")
    parser.add_argument("--commit", action="store_true", help="post the remittances that need nobody's eyes")
    options = parser.parse_args(arguments)
    open_books()
    actor = practice_actor(options.practice)
    taken = [_receive(actor, path, is_posted=options.commit) for path in options.files]
    return 0 if all(taken) else 1


def _receive(actor: "Actor", path: Path, *, is_posted: bool) -> bool:
    from almoner.flow.clock import today
    from almoner.flow.exchange.receive import receive
    from almoner.flow.refused import Refused

    on, shown = today(actor), os.fsencode(path).decode("utf-8", "replace")  # a name may be no text
    try:
        content = read_file(path)
        received = receive(actor, path.name, content, on=on)
    except (Refused, OSError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        sys.stderr.write(f"{shown}: refused, nothing was changed. {why}\n")
        return False
    sys.stdout.write(f"{shown}: {received.words}\n")
    for remittance_id in received.remittance_ids:
        _tell_remittance(actor, remittance_id, is_posted=is_posted)
    return True


def _tell_remittance(actor: "Actor", remittance_id: int, *, is_posted: bool) -> None:
    from almoner.core.money import dollars
    from almoner.flow.clock import today
    from almoner.flow.remit.post import post_if_clean, preview

    seen = preview(actor, remittance_id, on=today(actor))
    held = f"{len(seen.plan.tasks)} tasks, {len(seen.planned.suspense)} in suspense"
    amount = dollars(seen.remittance.amount_cents)
    sys.stdout.write(f"  remittance {remittance_id}: {amount}, {seen.state.value}; ")
    sys.stdout.write(f"{len(seen.plan.postings)} postings, {held}\n")
    if is_posted:
        done = post_if_clean(actor, remittance_id, on=today(actor))
        sys.stdout.write(
            "  posted\n" if done else "  not posted: it needs eyes (almoner era post, or the screen)\n"
        )


def read_file(path: Path) -> bytes:
    """Return a file's bytes, at most one more than is taken in: a huge file costs nothing to refuse."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
