"""Marks on a patient's account: what keeps statements back, and how the patient may be reached."""

from datetime import date

from almoner.core.collect.billing_mark import LONGEST_WHY, BillingMark, MarkSort
from almoner.core.party import Patient
from almoner.core.plan import Plan, reading
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.refused import refusal
from almoner.store.commit import commit
from almoner.store.session import Session


def set_mark(actor: Actor, patient_id: int, sort: MarkSort, *, on: date, why: str) -> BillingMark:
    """Set a mark from this day on. Refused without a reason, or where it stands already."""
    with enter(actor, Permission.MARK_WRITE) as session:
        if not why.strip() or len(why) > LONGEST_WHY or not why.isprintable():
            raise refusal("MRK-01", "A mark says why, in at most 200 characters.", "Say who asked for it.")
        session.get(Patient, patient_id)
        if any(mark.sort is sort and not mark.line_id for mark in standing_marks(session, patient_id, on=on)):
            raise refusal("MRK-02", "This mark stands already.", "End it first where it has changed.")
        mark = BillingMark(next(session.ids()), patient_id, sort, on, actor.name, why.strip())
        commit(session, Plan(on=on, records=(mark,)), cause=cause(actor, "collect", why.strip()))
        return mark


def end_mark(actor: Actor, mark_id: int, *, on: date, why: str = "") -> None:
    """End a mark: from this day on it no longer stands."""
    with enter(actor, Permission.MARK_WRITE) as session:
        mark = session.get(BillingMark, mark_id)
        if not mark.stands(on):
            raise refusal("MRK-03", "This mark has ended.", "Load the patient again.")
        plan = Plan(on=on, records=(mark.ended(on=on),), reads=reading(mark))
        commit(session, plan, cause=cause(actor, "collect", why))


def standing_marks(session: Session, patient_id: int, *, on: date) -> list[BillingMark]:
    """Return the marks of a patient that stand on a day."""
    return [mark for mark in session.find(BillingMark, patient_id=patient_id) if mark.stands(on)]
