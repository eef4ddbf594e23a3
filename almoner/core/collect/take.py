"""Take money from a patient: the receipt and its posting. Where it is laid is another step's decision."""

from dataclasses import replace
from datetime import date

from almoner.core.collect.receipt import METHODS, Receipt
from almoner.core.ledger import Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Ids, Plan

MOST_CENTS = 10_000_000
"""Of one receipt, 100,000.00: beyond it a digit was typed too many."""


def faults(draft: Receipt) -> list[str]:
    """Return what keeps a draft from being a receipt, each as one sentence for the person who enters it."""
    found = []
    if not 0 < draft.cents <= MOST_CENTS:
        found.append("The amount is more than 0.00 and at most 100,000.00.")
    if draft.method not in METHODS:
        found.append(f"The method is one of: {', '.join(METHODS)}.")
    if draft.method == "check" and not draft.reference:
        found.append("A check has its number as reference.")
    if not draft.taken_by:
        found.append("A receipt names who took it.")
    return found


def take(draft: Receipt, *, ids: Ids, on: date) -> Plan:
    """Return the plan that takes a draft (id 0) as received on `on`: in the drawer, and not yet applied."""
    assert draft.id == 0, "a draft has no id yet"
    assert not faults(draft), "the flow shows the faults before it takes the money"
    receipt = replace(draft, id=next(ids), version=1, received_on=on, allocated_cents=0, deposit_id=0)
    subject = Subject(patient_id=receipt.patient_id, visit_id=receipt.visit_id, receipt_id=receipt.id)
    effect = Effect(Reason.RECEIPT, receipt.cents, subject, key=f"receipt:{receipt.id}")
    return Plan(on=on, records=(receipt,), postings=(post(effect, on=on),))
