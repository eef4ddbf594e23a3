"""Moves what was charged to whoever answers for it now, where the patient's coverage was learnt or corrected
after the charge: each opening is reversed exactly and made anew, and the charge itself never changes.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from almoner.core.charge.capture import opening
from almoner.core.charge.line import ChargeLine
from almoner.core.coverage import Coverage
from almoner.core.ledger import Posting, Reason, reversal_of

OPENINGS = frozenset({Reason.CHARGE, Reason.SELF_PAY_CHARGE})


def standing(postings: Iterable[Posting]) -> dict[int, Posting]:
    """Return the posting that opened the receivable of each line and stands, by line id."""
    found = [posting for posting in postings if posting.reason in OPENINGS]
    gone = {posting.reverses for posting in found}
    return {
        posting.subject.line_id: posting
        for posting in found
        if not posting.reverses and posting.key not in gone
    }


def reassign(
    lines: Iterable[ChargeLine], opened: Mapping[int, Posting], first: Coverage | None, *, on: date
) -> tuple[Posting, ...]:
    """Return the postings that move the lines to the policy that pays first now, None for the patient.

    `opened` is what `standing` found. A line that is with the right payer, or has no charge, moves nothing.
    Only lines about which no payer has decided are given here.
    """
    moves: list[Posting] = []
    for line in lines:
        held = opened.get(line.id)
        if held is None:
            continue
        wanted = opening(line, first, key=f"{held.key}:again", on=on)
        is_right = wanted.debit == held.debit and wanted.subject.payer_id == held.subject.payer_id
        if not is_right:
            moves += [reversal_of(held, key=f"undo:{held.key}", on=on), wanted]
    return tuple(moves)
