"""What of patients' accounts is disputed on a day, and how long the asking rested for disputes that were
answered. Whoever asks for money looks here first.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.collect.billing_mark import (
    BillingMark,
    MarkSort,
    Rested,
    disputed_lines,
    rested,
    standing_sorts,
)
from almoner.core.ledger import Account
from almoner.store.money.postings import line_balances
from almoner.store.session import Session

PATIENT = Account.PATIENT_AR.value


@dataclass(frozen=True, slots=True)
class Disputed:
    """What is disputed of one patient's account: all of it, or some lines."""

    is_whole: bool = False
    lines: frozenset[int] = frozenset()
    rested: tuple[Rested, ...] = ()

    def covers(self, line_id: int) -> bool:
        """True where a line may not be asked for."""
        return self.is_whole or line_id in self.lines


NOTHING = Disputed()


def disputes_of(session: Session, patient_ids: Sequence[int], *, on: date) -> dict[int, Disputed]:
    """Return what patients dispute, by patient; who never did is not there."""
    if not patient_ids:
        return {}
    marks: dict[int, list[BillingMark]] = defaultdict(list)
    for mark in session.find(BillingMark, patient_id=list(patient_ids), sort=MarkSort.DISPUTE.value):
        marks[mark.patient_id].append(mark)
    return {
        patient_id: Disputed(
            MarkSort.DISPUTE in standing_sorts(own, on=on),
            disputed_lines(own, on=on),
            rested(own, on=on),
        )
        for patient_id, own in marks.items()
    }


def disputed_cents(
    session: Session, owed: Mapping[int, int], disputes: Mapping[int, Disputed]
) -> dict[int, int]:
    """Return how much of what patients owe they dispute, in cents by patient; nobody who disputes nothing."""
    lines = [line_id for one in disputes.values() for line_id in one.lines]
    balances = line_balances(session, lines) if lines else {}
    found = {}
    for patient_id, one in disputes.items():
        of_lines = sum(max(0, balances.get((line_id, PATIENT), 0)) for line_id in one.lines)
        cents = max(0, owed.get(patient_id, 0)) if one.is_whole else of_lines
        if cents:
            found[patient_id] = cents
    return found
