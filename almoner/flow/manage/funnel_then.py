"""A day's funnel as it was known on its evening beside the one known now, and who moved what in between."""

from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.charge.funnel import Step, steps
from almoner.core.charge.funnel_then import Change, Difference, difference
from almoner.core.party import Patient
from almoner.flow.access import Actor, Permission, enter, require
from almoner.store.lists import funnel as counting
from almoner.store.lists import funnel_then as asking
from almoner.store.lists import lists
from almoner.store.lists.funnel_then import Act, Evening
from almoner.store.lists.lists import Frame

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Moved:
    """A case that stands elsewhere than on that evening: whose it is about, and the last act on it since."""

    change: Change
    patient: Patient
    act: Act | None


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """A day's funnel as of its evening and as of now."""

    frame: Frame
    day_on: date
    evening: Evening
    then: tuple[Step, ...]
    now: tuple[Step, ...]
    difference: Difference
    moved: tuple[Moved, ...]


def then_and_now(actor: Actor, *, day_on: date, on: date) -> ThenAndNow:
    """Return what was known of a day on its evening, what is known now, and the way from one to the other."""
    require(actor, Permission.LEDGER_READ)
    with enter(actor, Permission.LEDGER_READ) as session:
        evening = asking.evening(session, day_on)
        then = asking.cases_then(session, day_on, entry_id=evening.entry_id)
        now = counting.cases(session, since_on=day_on, until_on=day_on + timedelta(days=1))
        between = difference(then, now, on=on)
        shown = between.changes[:MOST_SHOWN]
        ids = [one for each in shown for one in (each.case.visit_id, each.case.appointment_id) if one]
        acts = asking.last_acts(session, ids, after_entry=evening.entry_id)
        people = session.find(Patient, id=list({each.case.patient_id for each in shown}))
        patients = {one.id: one for one in people}
        return ThenAndNow(
            frame=lists.frame(session, on=on),
            day_on=day_on,
            evening=evening,
            then=steps(then),
            now=steps(now),
            difference=between,
            moved=tuple(
                Moved(
                    each,
                    patients[each.case.patient_id],
                    acts.get(each.case.visit_id) or acts.get(each.case.appointment_id),
                )
                for each in shown
            ),
        )
