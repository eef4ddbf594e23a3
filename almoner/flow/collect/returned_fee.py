"""The fee for a returned check: set by the practice, charged by a person, and taken back with a reason."""

from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

from almoner.core.charge import ChargeLine
from almoner.core.collect import Allocation, Receipt
from almoner.core.collect.returned_fee import (
    Limit,
    charge,
    charge_faults,
    fee_faults,
    read_limits,
    standing_fee,
    waive,
)
from almoner.core.ledger import Posting, Reason
from almoner.core.party import Practice
from almoner.core.plan import Plan
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.charge.charge import with_reviews
from almoner.flow.refused import refusal, refuse_faults, refuse_without_reason
from almoner.store.commit import commit, take_turn
from almoner.store.money.dunning import injury_visits
from almoner.store.money.postings import postings_of
from almoner.store.session import Session


@cache
def _limits() -> dict[str, Limit]:
    table = files("almoner").joinpath("policy", "collect", "returned_fee.toml")
    return dict(read_limits(table.read_text(encoding="utf-8")))


def limit_of(practice: Practice) -> Limit | None:
    """Return what the practice's state allows, or None where that is not on file."""
    return _limits().get(practice.address.state)


def set_fee(actor: Actor, cents: int, *, on: date, reason: str) -> Practice:
    """Decide what a returned check costs the patient; 0 charges nothing. Refused beyond the state's limit."""
    with enter(actor, Permission.SETUP_WRITE) as session:
        refuse_without_reason(reason)
        practice = session.get(Practice, session.practice_id)
        _refuse(fee_faults(cents, limit_of(practice)))
        decided = replace(practice, version=practice.version + 1, returned_fee_cents=cents)
        commit(session, Plan(on=on, records=(decided,)), cause=cause(actor, "setup", reason))
        return decided


def charge_fee(actor: Actor, receipt_id: int, *, on: date) -> Posting:
    """Ask the practice's fee of the patient whose check came back: once for each return."""
    with enter(actor, Permission.RECEIPT_RETURN) as session:
        take_turn(session)
        receipt = session.get(Receipt, receipt_id)
        practice = session.get(Practice, session.practice_id)
        posted = fees_of(session, receipt_id)
        _refuse(charge_faults(receipt, posted))
        if not practice.returned_fee_cents:
            raise refusal("FEE-02", "The practice charges no fee.", "A manager sets one under Collections.")
        _refuse(fee_faults(practice.returned_fee_cents, limit_of(practice)))
        line = _beside(session, receipt)
        plan = charge(receipt, line, practice.returned_fee_cents, nth=len(posted), on=on)
        commit(session, plan, cause=cause(actor, "collect", "the bank returned a check"))
        return plan.postings[0]


def waive_fee(actor: Actor, receipt_id: int, *, on: date, reason: str) -> None:
    """Take the fee back."""
    with enter(actor, Permission.RECEIPT_RETURN) as session:
        take_turn(session)
        refuse_without_reason(reason)
        fee = standing_fee(fees_of(session, receipt_id))
        if fee is None:
            raise refusal("FEE-03", "No fee of this check stands.", "Load the receipt again.")
        commit(session, fee_back(session, fee, on=on), cause=cause(actor, "collect", reason))


def fee_back(session: Session, fee: Posting, *, on: date) -> Plan:
    """Return the plan that takes a fee back; what was paid on it, or given away, is somebody's to look at."""
    return with_reviews(session, waive(fee, on=on).postings, on=on)


def fees_of(session: Session, receipt_id: int) -> list[Posting]:
    """Return the postings of a receipt's fees, those that were taken back too."""
    return postings_of(session, receipt_id=receipt_id, reason=Reason.RETURNED_FEE.value)


def _beside(session: Session, receipt: Receipt) -> ChargeLine:
    """The line that the fee stands beside: one that the check had paid, else the patient's latest."""
    lines = session.find(ChargeLine, patient_id=receipt.patient_id, order="service_on, t.id")
    injuries = injury_visits(session, [receipt.patient_id])
    usable = [line for line in lines if line.stands and line.visit_id not in injuries]
    if not usable:
        why = "The patient has no charge yet that the fee could stand beside."
        raise refusal("FEE-04", why, "Charge it after their first visit.")
    paid = {one.line_id: one.id for one in session.find(Allocation, receipt_id=receipt.id)}
    return max(usable, key=lambda line: (paid.get(line.id, 0), line.visit_id == receipt.visit_id))


def _refuse(faults: list[str]) -> None:
    refuse_faults("FEE-01", faults, "Load the page again and choose what fits.")
