"""A card payment from the question to the receipt: what a terminal is asked for is on record before it is.

Promises that a charge whose answer was lost is found again by its key and becomes one receipt, never two; and
that of a card nothing is kept but the terminal's reference and the last four digits.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from almoner.core.collect.receipt import Receipt, Target
from almoner.core.collect.take import take
from almoner.core.plan import Ids, Plan, join, reading


class CardState(StrEnum):
    """What is known of a charge."""

    ASKED = "asked"
    """The terminal was asked, and its answer is not known yet."""
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class FarePart:
    """What of a charge is for one patient, and the plan that it pays, if any. `receipt_id` is 0 until it is
    approved.
    """

    patient_id: int
    cents: int
    plan_id: int = 0
    receipt_id: int = 0


@dataclass(frozen=True, slots=True)
class CardCharge:
    """A charge of a patient's card that a terminal was asked for. `card_id` is the kept card that it is of, 0
    where one was presented.

    `link_id` is the pay link by which a guarantor pays on the processor's own page, 0 at the desk; its
    `parts`, one a patient, sum to its cents and become a receipt each.
    """

    kind: ClassVar[str] = "card_charge"
    id: int
    patient_id: int
    cents: int
    asked_by: str
    asked_on: date
    version: int = 1
    visit_id: int = 0
    target: Target = Target.ACCOUNT
    plan_id: int = 0
    state: CardState = CardState.ASKED
    reference: str = ""
    last_four: str = ""
    declined_why: str = ""
    receipt_id: int = 0
    card_id: int = 0
    link_id: int = 0
    parts: tuple[FarePart, ...] = ()

    @property
    def fares(self) -> tuple[FarePart, ...]:
        """The charge by patient."""
        return self.parts or (FarePart(self.patient_id, self.cents, self.plan_id, self.receipt_id),)


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """What a terminal said of a charge: `reference` is its own name of it, `why` its word for a decline."""

    is_approved: bool
    reference: str = ""
    last_four: str = ""
    why: str = ""


def drafts_of(charge: CardCharge, answer: CardAnswer) -> list[Receipt]:
    """Return the receipts that an approved charge becomes, one a patient, as drafts."""
    return [
        Receipt(
            0,
            part.patient_id,
            "card",
            part.cents,
            charge.asked_on,
            charge.asked_by,
            reference=answer.reference,
            visit_id=charge.visit_id,
            target=Target.PLAN if part.plan_id else charge.target,
            plan_id=part.plan_id,
            card_last_four=answer.last_four,
        )
        for part in charge.fares
    ]


def answered(charge: CardCharge, answer: CardAnswer, *, ids: Ids, on: date) -> Plan:
    """Return the plan of a terminal's answer: an approved charge is a receipt like any other (P22)."""
    assert charge.state is CardState.ASKED, "a charge is answered once"
    if not answer.is_approved:
        declined = replace(
            charge, version=charge.version + 1, state=CardState.DECLINED, declined_why=answer.why
        )
        return Plan(on=on, records=(declined,), reads=reading(charge))
    taken = [take(draft, ids=ids, on=on) for draft in drafts_of(charge, answer)]
    receipts = [plan.records[0].id for plan in taken]
    parts = zip(charge.parts, receipts, strict=bool(charge.parts))
    approved = replace(
        charge,
        version=charge.version + 1,
        state=CardState.APPROVED,
        reference=answer.reference,
        last_four=answer.last_four,
        receipt_id=receipts[0],
        parts=tuple(replace(part, receipt_id=receipt_id) for part, receipt_id in parts),
    )
    return join([*taken, Plan(on=on, records=(approved,), reads=reading(charge))], on=on)
