"""How one patient is asked for money: what is due, what keeps it back, and everything that was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

from almoner.core.collect import Receipt
from almoner.core.collect.billing_mark import BillingMark
from almoner.core.collect.payment_plan import PaidPlan
from almoner.core.collect.placement import Placement, PlacementState
from almoner.core.party import Patient
from almoner.core.report.statement import Bill, Stated, Statement, state
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.collect.asking import dunning, wording
from almoner.flow.collect.collections import Batch, batches_of
from almoner.flow.collect.good_faith import Given, bookings_without_estimate, given_estimates
from almoner.flow.collect.pay_link import LinkRow, links_of
from almoner.flow.collect.payment_plan import PlanRow, paid_plans, row_of
from almoner.flow.collect.plan_cards import cards_of
from almoner.flow.collect.statement import bills_of
from almoner.flow.mark import standing_marks
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.money.dunning import Booked
from almoner.store.money.owed import free_receipts
from almoner.store.session import Session

MOST_STATEMENTS = 12
PLACED = PlacementState.PLACED


@dataclass(frozen=True, slots=True)
class PatientBill:
    """One patient as they are asked. `stated` is what a statement of today would say, `not_before_on` the
    first day of the next cycle (None: now), `others` how many more the same guarantor answers for.
    """

    frame: Frame
    patient: Patient
    answers: str
    others: int
    stated: Stated
    owed_cents: int
    not_before_on: date | None
    statements: tuple[Statement, ...]
    links: tuple[LinkRow, ...]
    """Under which the guarantor sees and pays the bill, the newest first."""
    marks: tuple[BillingMark, ...]
    plan: PlanRow | None
    estimates: tuple[Given, ...]
    bookings: tuple[Booked, ...]
    placed_cents: int
    placed: tuple[Batch, ...]
    """What agencies have of the patient, by what went together."""
    free_receipts: tuple[Receipt, ...]
    """Of the patient, where something of theirs is at an agency: the money that it may have brought in."""


def patient_bill(actor: Actor, patient_id: int, *, on: date) -> PatientBill:
    """Return how one patient is asked for money, or raise NotFound."""
    with enter(actor, Permission.STATEMENT_READ) as session:
        patient = session.get(Patient, patient_id)
        (bill,) = bills_of(session, [patient_id], on=on)
        plans = paid_plans(session, [patient_id], on=on)
        placements = session.find(Placement, patient_id=patient_id, state=PLACED)
        placed_cents = sum(one.cents for one in placements)
        statements = _statements(session, bill.guarantor)
        return PatientBill(
            frame=lists.frame(session, on=on),
            patient=patient,
            answers=(patient.guarantor or patient).name.listed,
            others=len(bill.accounts) - 1,
            stated=state(bill, wording(), ids=count(1), on=on),
            owed_cents=_owed(bill, patient_id),
            not_before_on=_not_before(bill, on=on),
            statements=statements,
            links=links_of(session, statements, on=on),
            marks=tuple(standing_marks(session, patient_id, on=on)),
            plan=_plan(session, plans, patient.name.listed, on=on),
            estimates=tuple(given_estimates(session, patient_id, on=on)),
            bookings=tuple(bookings_without_estimate(session, patient_id, on=on)),
            placed_cents=placed_cents,
            placed=tuple(batches_of(placements)),
            free_receipts=tuple(free_receipts(session, [patient_id]) if placed_cents else ()),
        )


def _plan(session: Session, plans: Sequence[PaidPlan], name: str, *, on: date) -> PlanRow | None:
    if not plans:
        return None
    return replace(row_of(plans[0], name, on=on), card=cards_of(session, plans[:1]).get(plans[0].plan.id))


def _owed(bill: Bill, patient_id: int) -> int:
    """What the patient owes on all lines, those of an injury too."""
    (own,) = (account for account in bill.accounts if account.patient.id == patient_id)
    return sum(
        posting.cents if posting.debit == "patient_ar" else -posting.cents
        for line in own.lines
        for posting in own.postings.get(line.id, ())
        if "patient_ar" in (posting.debit, posting.credit)
    )


def _not_before(bill: Bill, *, on: date) -> date | None:
    last_on = max((told.stated_on for told in bill.asking.told), default=None)
    next_on = last_on + timedelta(days=dunning().cycle_days) if last_on else None
    return next_on if next_on is not None and next_on > on else None


def _statements(session: Session, guarantor: str) -> tuple[Statement, ...]:
    made = session.find(Statement, guarantor=guarantor, order="stated_on, t.id")
    return tuple(reversed(made[-MOST_STATEMENTS:]))
