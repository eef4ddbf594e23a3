"""Papers that a patient asks for of their own account: an itemized bill, a visit's superbill, and a
year's payments.
"""

from dataclasses import replace
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.collect import Receipt
from almoner.core.collect.refund import Refund
from almoner.core.party import Patient, Practice, Provider
from almoner.core.report.account_paper import (
    AccountNow,
    AccountPaper,
    Paid,
    itemized_bill,
    paid_in_year,
    superbill_paper,
)
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.policy import labels
from almoner.flow.refused import refusal
from almoner.store.money.postings import postings_of
from almoner.store.session import Session


def itemized_page(actor: Actor, patient_id: int, *, as_of: date | None, on: date) -> bytes:
    """Return the itemized bill of a patient as of a day that is over or today (the default), as PDF."""
    with enter(actor, Permission.STATEMENT_READ) as session:
        found = account_of(session, patient_id)
    return _pdf(itemized_bill(found, on=min(as_of or on, on)))


def superbill_page(actor: Actor, patient_id: int, visit_id: int, *, on: date) -> bytes:
    """Return the superbill of a patient's visit for their own plan, as PDF; Refused where the visit isn't
    theirs or nothing of it is charged.
    """
    with enter(actor, Permission.STATEMENT_READ) as session:
        found = account_of(session, patient_id)
        of_visit = [line for line in found.lines if line.visit_id == visit_id and line.stands]
        if not of_visit:
            why = "Nothing of such a visit of this patient is charged."
            raise refusal("ACC-01", why, "Choose one of the visits, or charge it first.")
        provider = session.get(Provider, of_visit[0].provider_id)
    return _pdf(superbill_paper(replace(found, lines=of_visit), provider, on=on))


def year_page(actor: Actor, patient_id: int, year: int, *, on: date) -> bytes:
    """Return what a patient paid in a year, as PDF; Refused where the year is still to come."""
    with enter(actor, Permission.STATEMENT_READ) as session:
        found = account_of(session, patient_id)
        receipts = session.find(Receipt, patient_id=patient_id)
        refunds = session.find(Refund, patient_id=patient_id)
    if not 1900 <= year <= on.year:
        raise refusal("ACC-02", "Nothing can be paid yet in that year.", f"Choose a year up to {on.year}.")
    return _pdf(paid_in_year(found, Paid(receipts, refunds), year, on=on))


def account_of(session: Session, patient_id: int) -> AccountNow:
    """Return all of a patient's account that its papers are made of, or raise NotFound."""
    return AccountNow(
        practice=session.get(Practice, session.practice_id),
        patient=session.get(Patient, patient_id),
        lines=session.find(ChargeLine, patient_id=patient_id),
        postings=postings_of(session, patient_id=patient_id),
        labels=labels(),
    )


def _pdf(paper: AccountPaper) -> bytes:
    from almoner.links.paper import account_pdf  # its compiler takes a while to load

    return account_pdf(paper)
