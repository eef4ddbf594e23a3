"""`almoner why`: every posting behind a balance, and the payer's bytes that it rests on."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from almoner.cli.opening import open_books, practice_actor

if TYPE_CHECKING:
    from almoner.store.money.why import Because
    from almoner.store.money.why_open import Work


def run(arguments: list[str]) -> int:
    """Print why a balance is what it is; exit 2 where nothing has that number."""
    parser = argparse.ArgumentParser(prog="almoner why", description="Why a balance is what it is.")
    parser.add_argument("name", help="a number of a claim, line, patient or payment, an id, or an account")
    parser.add_argument("--practice", help="number or part of the name, where there are several")
    options = parser.parse_args(arguments)
    open_books()
    from almoner.flow.books.look_why import why

    found = why(practice_actor(options.practice), options.name)
    if found is None:
        sys.stderr.write("almoner: no claim, line, patient, payment, posting or account is called so here\n")
        return 2
    sys.stdout.write(f"{found.kind}: {len(found.rows)} postings\n")
    _tell(found.rows, is_account=found.kind == "account")
    if found.is_cut:
        sys.stdout.write("There are more: these are the oldest.\n")
    _tell_open(found.work)
    return 0


def _tell(rows: Sequence["Because"], *, is_account: bool) -> None:
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
        whose = f"  of {row.patient}" if is_account and row.patient else ""
        whose += f" receipt {row.receipt_id}" if is_account and row.receipt_id else ""
        sys.stdout.write(f"{row.effective_on} {moved}  {cause}{whose}  [{source}]{undone}{reason}\n")
        if row.said:
            sys.stdout.write(f"{' ' * 22}| {row.said}\n")
    for account, cents in sorted(sums.items()):
        sys.stdout.write(f"{account.ljust(20)}{dollars(cents).rjust(14)}\n")


def _tell_open(work: Sequence["Work"]) -> None:
    from almoner.core.money import dollars

    for number, one in enumerate(work):
        head = "" if number else "open:\n"
        owner = f"{one.owner} by {one.due_on}" if one.due_on else one.owner
        amount = dollars(one.cents).rjust(12)
        sys.stdout.write(f"{head}{amount}  {one.what}  [{owner}]  {one.why}\n")
        for place in one.places:
            cause = " ".join(part for part in (place.carc, place.line_control) if part)
            amount = dollars(place.cents).rjust(12)
            sys.stdout.write(f"{' ' * 14}{amount}  {cause}  [{place.file} {place.element}]\n")
            if place.said:
                sys.stdout.write(f"{' ' * 26}| {place.said}\n")
