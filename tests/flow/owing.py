"""Patients of the tests who owe a share of a decided claim, and what they pay."""

from datetime import date

from almoner.core.collect import Receipt
from almoner.flow.collect import collect
from tests.flow.cycle import Sent, pay, sent_claim
from tests.flow.files import Payment
from tests.practices import House

ON = date(2026, 3, 16)


def owing(house: House, cents: int = 5000, *, trace: str = "T1", on: date = ON) -> Sent:
    """A patient who owes a share of a decided claim."""
    sent = sent_claim(house)
    pay(house, Payment("MCR01", trace, [sent.paid(15000 - cents, ("PR", "1", cents))]), on=on)
    return sent


def take(house: House, sent: Sent, cents: int, *, on: date = ON) -> Receipt:
    draft = Receipt(0, sent.claim.patient_id, "cash", cents, on, house.actor.name)
    return collect.take_receipt(house.actor, draft, on=on)
