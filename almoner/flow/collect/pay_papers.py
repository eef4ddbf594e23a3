"""Papers of an account by a statement's link: itemized bill, a visit's superbill, a year's payments.

Promises that they are those which the practice itself prints; that a link opens the accounts of its own
statement alone, for whom its guarantor still answers; and that an account which only a person may speak of
gives none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.collect.billing_mark import MarkSort
from almoner.core.party import Practice
from almoner.core.report.statement import PatientAccount, Statement
from almoner.flow.access import Actor, Permission, enter, office
from almoner.flow.collect import account_paper
from almoner.flow.collect.pay import open_link, patients_of
from almoner.flow.collect.statement import bills_by
from almoner.flow.refused import refusal
from almoner.store.session import NotFound, Session

UNTOLD = frozenset(
    {
        MarkSort.BANKRUPTCY,
        MarkSort.CONFIDENTIAL,
        MarkSort.CHARITY_PENDING,
        MarkSort.HOLD,
        MarkSort.ESTATE,
    }
)
"""Marks over an account of which nothing is told where nobody of the practice stands by."""
MOST_LINES = 2_000
"""Services of an account whose papers a page makes; a longer one is printed by a person."""
MOST_VISITS = 24
YEARS, OFFERED_YEARS = 7, 2
"""So many years back, this one too, payments can be asked for; the page offers those that a tax return
wants.
"""


@dataclass(frozen=True, slots=True)
class OfAccount:
    """What one patient's papers can be about: the visits with something charged, the newest first."""

    patient_id: int
    name: str
    visits: tuple[tuple[int, date], ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """The accounts of a link's statement that give papers, and the years of their payments."""

    practice: Practice
    accounts: tuple[OfAccount, ...]
    years: tuple[int, ...]


def papers(actor: Actor, link_id: int, *, on: date) -> Papers:
    """Return what papers an opened link gives, or raise NotFound where it is closed by now."""
    with enter(actor, Permission.BILL_PAY) as session:
        found = _accounts(session, link_id, on=on)
        practice = session.get(Practice, session.practice_id)
    years = tuple(range(on.year, on.year - OFFERED_YEARS, -1))
    return Papers(practice, tuple(_of(one) for one in found), years)


def _of(account: PatientAccount) -> OfAccount:
    name = account.patient.name
    charged = {(line.service_on, line.visit_id) for line in account.lines if line.stands}
    visits = [(visit_id, day) for day, visit_id in sorted(charged, reverse=True)]
    return OfAccount(account.patient.id, f"{name.first} {name.last}", tuple(visits[:MOST_VISITS]))


def _accounts(session: Session, link_id: int, *, on: date) -> Sequence[PatientAccount]:
    """The accounts of the link's own statement that its guarantor answers for now and may be told of."""
    link = open_link(session, link_id, on=on)
    own = patients_of(session, session.get(Statement, link.statement_id))
    bills = bills_by(session, [link.guarantor], on=on)
    return [
        one
        for bill in bills
        for one in bill.accounts
        if one.patient.id in own and one.patient.died_on is None and not one.sorts & UNTOLD
    ]


def itemized(actor: Actor, link_id: int, patient_id: int, *, on: date) -> bytes:
    """Return the itemized bill of a patient as of today, as PDF; NotFound where it is none of the link's."""
    _check(actor, link_id, patient_id, on=on)
    return account_paper.itemized_page(office(actor.practice_id), patient_id, as_of=on, on=on)


def superbill(actor: Actor, link_id: int, patient_id: int, visit_id: int, *, on: date) -> bytes:
    """Return the superbill of a visit, as PDF; NotFound where it is no visit of a patient of the link."""
    account = _check(actor, link_id, patient_id, on=on)
    if visit_id not in {line.visit_id for line in account.lines if line.stands}:
        raise NotFound("no such visit in this practice")
    return account_paper.superbill_page(office(actor.practice_id), patient_id, visit_id, on=on)


def paid(actor: Actor, link_id: int, patient_id: int, year: int, *, on: date) -> bytes:
    """Return what was paid for a patient in a year, as PDF; NotFound where it is none of the link's."""
    _check(actor, link_id, patient_id, on=on)
    if not on.year - YEARS < year <= on.year:
        why = "Payments of that year can't be shown here."
        raise refusal("PAY-19", why, "Choose a later year, or call us.")
    return account_paper.year_page(office(actor.practice_id), patient_id, year, on=on)


def _check(actor: Actor, link_id: int, patient_id: int, *, on: date) -> PatientAccount:
    with enter(actor, Permission.BILL_PAY) as session:
        found = [one for one in _accounts(session, link_id, on=on) if one.patient.id == patient_id]
    if not found:
        raise NotFound("no such account in this practice")
    if len(found[0].lines) > MOST_LINES:
        raise refusal("PAY-20", "This account is long.", "Call us: we print its papers for you.")
    return found[0]
