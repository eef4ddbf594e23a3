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
class CardCharge:
    """A charge of a patient's card that a terminal was asked for. `card_id` is the kept card that it is of, 0
    where one was presented.
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


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """What a terminal said of a charge: `reference` is its own name of it, `why` its word for a decline."""

    is_approved: bool
    reference: str = ""
    last_four: str = ""
    why: str = ""


def draft_of(charge: CardCharge, answer: CardAnswer) -> Receipt:
    """Return the receipt that an approved charge becomes, as a draft."""
    return Receipt(
        0,
        charge.patient_id,
        "card",
        charge.cents,
        charge.asked_on,
        charge.asked_by,
        reference=answer.reference,
        visit_id=charge.visit_id,
        target=charge.target,
        plan_id=charge.plan_id,
        card_last_four=answer.last_four,
    )


def answered(charge: CardCharge, answer: CardAnswer, *, ids: Ids, on: date) -> Plan:
    """Return the plan of a terminal's answer: an approved charge is a receipt like any other (P22)."""
    assert charge.state is CardState.ASKED, "a charge is answered once"
    if not answer.is_approved:
        declined = replace(
            charge, version=charge.version + 1, state=CardState.DECLINED, declined_why=answer.why
        )
        return Plan(on=on, records=(declined,), reads=reading(charge))
    taken = take(draft_of(charge, answer), ids=ids, on=on)
    (receipt,) = taken.records
    approved = replace(
        charge,
        version=charge.version + 1,
        state=CardState.APPROVED,
        reference=answer.reference,
        last_four=answer.last_four,
        receipt_id=receipt.id,
    )
    return join([taken, Plan(on=on, records=(approved,), reads=reading(charge))], on=on)
