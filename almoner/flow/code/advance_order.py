"""The advance notice of an order (PV6): the flag with its reason, and the notice prepared for the desk."""

from dataclasses import dataclass
from datetime import date

from almoner.core.chart.advance_notice import COURSE, AdvanceNotice, NoticedItem, NoticeState
from almoner.core.chart.order import Order, OrderState
from almoner.core.chart.problem import ListedProblem
from almoner.core.party import Patient
from almoner.core.plan import Plan, Task
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.code.advance_foreseen import foresee, has_medicare, of_order
from almoner.flow.code.advance_notice import OWNER, UNSIGNED, draft_of, scene_of
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.session import NotFound, Session


@dataclass(frozen=True, slots=True)
class OrderFlag:
    """What Medicare may not pay of an order, and the notice of it where one was prepared or signed."""

    items: tuple[NoticedItem, ...] = ()
    notice: AdvanceNotice | None = None


NO_FLAG = OrderFlag()


def order_flag(actor: Actor, patient_id: int, order_id: int, *, on: date) -> OrderFlag:
    """Return why an order wants a notice, or no flag where it wants none; NotFound where there is none."""
    with enter(actor, Permission.CHART_WRITE) as session:
        items = _items_of_order(session, patient_id, order_id, on)
        return OrderFlag(items, _kept(session, patient_id, order_id)) if items else NO_FLAG


def _kept(session: Session, patient_id: int, order_id: int) -> AdvanceNotice | None:
    kept = session.find(AdvanceNotice, patient_id=patient_id)
    return next(
        (one for one in kept if one.order_id == order_id and one.state is not NoticeState.WITHDRAWN), None
    )


def prepare_for_order(actor: Actor, patient_id: int, order_id: int, *, on: date) -> AdvanceNotice:
    """Prepare the notice of an order that the rules say Medicare may not pay, as the desk's task. Refused
    without a policy of Medicare itself, where the rules say nothing, and where one was prepared before.
    """
    with enter(actor, Permission.CHART_WRITE) as session:
        take_turn(session)
        patient = session.get(Patient, patient_id)
        items = _items_of_order(session, patient_id, order_id, on)
        if not has_medicare(session, patient_id, on):
            raise refusal("ABN-01", "The notice is for patients of Medicare itself.", "See the coverage.")
        if not items:
            why = "No rule says that Medicare may not pay this order."
            raise refusal("ABN-07", why, "A notice for everything counts for nothing: give none.")
        if _kept(session, patient_id, order_id):
            raise refusal("ABN-08", "A notice of this order is there.", "Have the patient sign that one.")
        draft = draft_of(session, patient, items, on)
        ids = session.ids()
        made = AdvanceNotice(
            id=next(ids),
            patient_id=patient_id,
            service_on=on,
            last_on=on + COURSE,
            items=items,
            text=draft.text,
            made_on=on,
            made_by=actor.name,
            order_id=order_id,
        )
        plan = Plan(on=on, records=(made,), tasks=(_unsigned(made, next(ids)),))
        commit(session, plan, cause=cause(actor, "register", "advance notice prepared"))
        return made


def _items_of_order(session: Session, patient_id: int, order_id: int, on: date) -> tuple[NoticedItem, ...]:
    order = session.get(Order, order_id)
    if order.entry.patient_id != patient_id:
        raise NotFound("no such order of this patient")
    return flagged(session, order, on=on)


def flagged(session: Session, order: Order, *, on: date) -> tuple[NoticedItem, ...]:
    """Return what Medicare may not pay of an open order, with the reason; nothing for other patients and
    orders (inside another flow's session).
    """
    if order.status is not OrderState.ORDERED or not order.entry.stands:
        return ()
    problems = session.find(ListedProblem, id=list(order.reason_ids)) if order.reason_ids else []
    planned, patient_id = of_order(order, problems), order.entry.patient_id
    if not planned.code or not has_medicare(session, patient_id, on):
        return ()
    scene = scene_of(session, patient_id, None, on, on)
    return foresee(session, scene, [planned]).items if scene else ()


def _unsigned(notice: AdvanceNotice, task_id: int) -> Task:
    return Task(
        id=task_id,
        what=UNSIGNED,
        subject_kind=AdvanceNotice.kind,
        subject_id=notice.id,
        why="Medicare may not pay what was ordered: the patient signs the notice before it is done.",
        owner=OWNER,
        opened_on=notice.made_on,
        due_on=notice.service_on,
        patient_id=notice.patient_id,
        cents=notice.cents,
    )
