"""`almoner why`: every posting behind a balance, and the payer's bytes that it rests on."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from almoner.cli.opening import open_books, practice_actor

if TYPE_CHECKING:
    from almoner.store.why import Because


def run(arguments: list[str]) -> int:
    """Print why a balance is what it is; exit 2 where nothing has that number."""
    parser = argparse.ArgumentParser(prog="almoner why", description="Why a balance is what it is.")
    parser.add_argument("name", help="a claim's or line's control number, a patient's number, or any id")
    parser.add_argument("--practice", help="number or part of the name, where there are several")
    options = parser.parse_args(arguments)
    open_books()
    from almoner.flow.look_why import why

    found = why(practice_actor(options.practice), options.name)
    if found is None:
        sys.stderr.write("almoner: no claim, line, patient or posting has that number here\n")
        return 2
    kind, rows = found
    sys.stdout.write(f"{kind}: {len(rows)} postings\n")
    _tell(rows)
    return 0


def _tell(rows: Sequence["Because"]) -> None:
    from almoner.core.money import dollars

    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.debit] += row.cents
        sums[row.credit] -= row.cents
        cause = " ".join(part for part in (row.reason, row.carc, row.line_control) if part)
        source = f"{row.file} {row.element}".strip() or f"{row.flow} by {row.actor}"
        reason = f"  because {row.why}" if row.why and not row.file else ""
        undone = f"  undoes {row.reverses}" if row.reverses else ""
        amount = dollars(row.cents).rjust(12)
        moved = f"{row.posting_id:>8} {amount}  {row.debit} < {row.credit}"
        sys.stdout.write(f"{row.effective_on} {moved}  {cause}  [{source}]{undone}{reason}\n")
        if row.said:
            sys.stdout.write(f"{' ' * 22}| {row.said}\n")
    for account, cents in sorted(sums.items()):
        sys.stdout.write(f"{account.ljust(20)}{dollars(cents).rjust(14)}\n")
