"""Payment plans: agreed with who pays, paid by receipts that name them, watched, and ended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.collect import Receipt, Target
from almoner.core.collect.billing_mark import rested_days
from almoner.core.collect.card_on_file import PlanCard, unpaid_since
from almoner.core.collect.payment_plan import (
    MOST_INSTALMENTS,
    Every,
    Instalment,
    PaidPlan,
    PaymentPlan,
    PlanStanding,
    PlanState,
    ended,
    offers,
    plan_faults,
    schedule,
    settle,
)
from almoner.core.party import Patient
from almoner.core.plan import Plan, reading
from almoner.core.report.owed_now import OwedNow
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.collect.asking import dunning
from almoner.flow.collect.collect import take_receipt
from almoner.flow.collect.plan_cards import cards_of
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_faults, refuse_without_reason
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.money.disputes import NOTHING, disputed_cents, disputes_of
from almoner.store.money.dunning import owed_by_patients, paid_on_plans
from almoner.store.session import Session

P = Permission


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a patient agrees to: so much in so many parts from a day on, and who said yes. Total 0: all that
    is owed.
    """

    total_cents: int
    count: int
    first_on: date
    every: Every
    agreed_with: str


def agree_plan(actor: Actor, patient_id: int, agreed: Agreement, *, on: date) -> PaymentPlan:
    """Record a plan over what the patient owes and doesn't dispute; instalments sum to it exactly. One stands
    at a time.
    """
    with enter(actor, P.PLAN_WRITE) as session:
        take_turn(session)
        if (first := first_act(session, actor, PaymentPlan)) is not None:
            return first
        plan = new_plan(session, patient_id, agreed, by=actor.name, on=on)
        commit(session, Plan(on=on, records=(plan,)), cause=cause(actor, "collect", "payment plan"))
        return plan


def new_plan(session: Session, patient_id: int, agreed: Agreement, *, by: str, on: date) -> PaymentPlan:
    """Return the plan that is agreed to, for its flow to commit, or refuse it (called inside a flow)."""
    patient = session.get(Patient, patient_id)
    if session.find(PaymentPlan, patient_id=patient_id, state=PlanState.OPEN):
        raise refusal("PLN-01", "A plan stands already.", "End it first, with the reason.")
    owed = owed_by_patients(session, [patient_id])
    apart = disputed_cents(session, owed, disputes_of(session, [patient_id], on=on))
    asked = owed.get(patient_id, 0) - apart.get(patient_id, 0)
    total = agreed.total_cents or asked
    if not 0 < agreed.count <= min(MOST_INSTALMENTS, max(total, 0)):
        why = "A plan has one to 60 instalments of what is owed."
        raise refusal("PLN-02", why, "Change the count.", "count")
    parts = schedule(total, count=agreed.count, first_on=agreed.first_on, every=agreed.every)
    plan = PaymentPlan(
        next(session.ids()), patient.id, on, agreed.agreed_with.strip(), by, parts, dunning().grace_days
    )
    refuse_faults("PLN-03", plan_faults(plan, owed_cents=asked, on=on), "Correct the plan.")
    return plan


def plan_offers(owed: OwedNow, due_on: date, *, on: date) -> tuple[tuple[Instalment, ...], ...]:
    """Return the plans that a guarantor may agree to alone: of one patient's account, whole and without a
    plan; the first part is due when the bill is, or in a week.
    """
    open_parts = [part for part in owed.parts if part.owed_cents > 0]
    if owed.is_in_part or len(open_parts) != 1 or open_parts[0].plan_cents is not None:
        return ()
    policy, first_on = dunning(), max(due_on, on + timedelta(days=7))
    return offers(
        owed.all_cents,
        most_parts=policy.plan_parts,
        least_cents=policy.plan_least_cents,
        first_on=first_on,
    )


def pay_plan(actor: Actor, plan_id: int, draft: Receipt, *, on: date) -> Receipt:
    """Take money on a plan; `draft` says how much and how, its patient and target are the plan's."""
    require(actor, P.RECEIPT_TAKE)
    with enter(actor, P.RECEIPT_TAKE) as session:
        if (first := first_act(session, actor, Receipt)) is not None:
            return first
        plan = _open(session, plan_id)
    meant = Receipt(
        id=0,
        patient_id=plan.patient_id,
        method=draft.method,
        cents=draft.cents,
        received_on=on,
        taken_by=actor.name,
        reference=draft.reference,
        target=Target.PLAN,
        plan_id=plan_id,
        card_last_four=draft.card_last_four,
    )
    return take_receipt(actor, meant, on=on)


def end_plan(actor: Actor, plan_id: int, *, on: date, reason: str) -> None:
    """End a plan before it is paid, such as for a new one; statements ask for all again."""
    with enter(actor, P.PLAN_WRITE) as session:
        refuse_without_reason(reason)
        plan = _open(session, plan_id)
        made = Plan(on=on, records=(ended(plan, PlanState.ENDED, why=reason, on=on),), reads=reading(plan))
        commit(session, made, cause=cause(actor, "collect", reason))


def watch_plans(actor: Actor, *, on: date) -> int:
    """End the plans that are paid and break those that stay behind beyond the days of grace, each with a
    task; return how many changed. Safe to run at any time.
    """
    with enter(actor, P.PLAN_WRITE) as session:
        take_turn(session)
        made = settle(paid_plans(session, on=on), ids=session.ids(), on=on)
        commit(session, made, cause=cause(actor, "collect", "payment plans"))
        return len(made.records)


def paid_plans(session: Session, patient_ids: Sequence[int] = (), *, on: date) -> list[PaidPlan]:
    """Return the open plans, of some patients or of all, with what was paid on them, is owed and disputed."""
    order = "agreed_on, t.id"
    if patient_ids:
        plans = session.find(PaymentPlan, state=PlanState.OPEN, patient_id=patient_ids, order=order)
    else:
        plans = session.find(PaymentPlan, state=PlanState.OPEN, order=order)
    patients = [plan.patient_id for plan in plans]
    if not patients:
        return []
    paid, owed = paid_on_plans(session, patients), owed_by_patients(session, patients)
    disputes = disputes_of(session, patients, on=on)
    apart = disputed_cents(session, owed, disputes)
    return [
        PaidPlan(
            plan,
            paid.get(plan.id, 0),
            owed.get(plan.patient_id, 0),
            apart.get(plan.patient_id, 0),
            rested_days(disputes.get(plan.patient_id, NOTHING).rested, plan.agreed_on, on),
        )
        for plan in plans
    ]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An open plan as a list shows it; amounts in cents. `next_on` is the next day to pay, None when paid;
    `card` the kept card that pays it, if any.
    """

    plan: PaymentPlan
    name: str
    paid_cents: int
    due_cents: int
    standing: PlanStanding
    next_on: date | None
    card: PlanCard | None = None


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans that stand, those first that began first."""

    frame: Frame
    rows: tuple[PlanRow, ...]


def open_plans(actor: Actor, *, on: date) -> Plans:
    """Return the open plans with how they stand."""
    with enter(actor, P.STATEMENT_READ) as session:
        found = paid_plans(session, on=on)
        patients = session.find(Patient, id=[each.plan.patient_id for each in found])
        names = {one.id: one.name.listed for one in patients}
        cards = cards_of(session, found)
        rows = tuple(
            replace(row_of(each, names[each.plan.patient_id], on=on), card=cards.get(each.plan.id))
            for each in found
        )
        return Plans(lists.frame(session, on=on), rows)


def row_of(each: PaidPlan, name: str, *, on: date) -> PlanRow:
    """Return a plan as a list shows it."""
    return PlanRow(
        plan=each.plan,
        name=name,
        paid_cents=each.paid_cents,
        due_cents=each.due_cents(by=on),
        standing=each.standing(on=on),
        next_on=unpaid_since(each.plan, each.paid_cents),
    )


def _open(session: Session, plan_id: int) -> PaymentPlan:
    plan = session.get(PaymentPlan, plan_id)
    if plan.state is not PlanState.OPEN:
        raise refusal("PLN-04", "This plan has ended.", "Load the patient again.")
    return plan
