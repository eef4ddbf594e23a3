"""The stated time of a provider's day, as the provider's own day and the second review show it; a day that
can't be becomes a coder's work. Nothing is blocked by it.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from almoner.core.chart import Note, Visit
from almoner.core.chart.note import NoteSort
from almoner.core.coding.day_minutes import DayTime, Stretch, Told, day_time, told
from almoner.core.plan import Plan, Task
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.charge.coder import tools
from almoner.flow.charge.sufficient import as_signed
from almoner.store.commit import commit
from almoner.store.session import Ask, Session
from almoner.store.shipped.coding_cards import shipped_day_card

IMPOSSIBLE = "stated_minutes"
"""The task about a day whose notes state more time than it can hold."""
LOOK_BACK = timedelta(days=2)
_DAY = 24 * 60


def of_day(session: Session, provider_id: int, day_on: date) -> DayTime:
    """Return what the signed notes of a provider's day state, by two queries (inside a flow)."""
    visits = session.find(Visit, provider_id=provider_id, service_on=day_on)
    notes = Ask(Note, {"visit_id": [one.id for one in visits]})
    booked = Ask(
        Appointment,
        {"provider_id": provider_id},
        "t.starts_at >= %s::date::timestamp AT TIME ZONE 'UTC' "
        "AND t.starts_at < (%s::date + 1)::timestamp AT TIME ZONE 'UTC'",
        (day_on, day_on),
    )
    found = session.gather(notes, booked)
    spans = [_span(one) for one in found.of(booked) if one.takes_time]
    return day_time(_told(visits, found.of(notes)), spans, shipped_day_card().on(day_on))


def _told(visits: Iterable[Visit], notes: Iterable[Note]) -> list[Told]:
    """What each visit's note states, as it is to be read now; a withdrawn one states nothing."""
    signed = {one.id: one for one in notes}
    later: dict[int, list[Note]] = {}
    for one in signed.values():
        later.setdefault(one.addendum_to, []).append(one)
    lexicon = tools().lexicon
    words = lexicon.headings, lexicon.visit
    found = []
    for visit in visits:
        note = signed.get(visit.note_id)
        since = later.get(visit.note_id, [])
        if note is None or any(one.what is NoteSort.WITHDRAWAL for one in since):
            continue
        found.append(told(visit.id, visit.patient_id, as_signed(note, since, None).made.text, words))
    return found


def _span(one: Appointment) -> Stretch:
    since = one.starts_at.hour * 60 + one.starts_at.minute
    return Stretch(since, min(since + one.minutes, _DAY))


def opened(session: Session, provider_id: int, day_on: date, *, on: date) -> tuple[Task, ...]:
    """Return the task about a day that can't be, once for a day (inside a flow)."""
    found = of_day(session, provider_id, day_on)
    if not found.is_impossible:
        return ()
    if session.find(Task, what=IMPOSSIBLE, subject_id=[one.visit_id for one in found.told]):
        return ()
    longest = next(one for one in found.told if one.visit_id == found.longest_id)
    made = Task(
        id=next(session.ids()),
        what=IMPOSSIBLE,
        subject_kind="visit",
        subject_id=longest.visit_id,
        why=" ".join(one.message for one in found.findings),
        owner="coder",
        opened_on=on,
        due_on=on + timedelta(days=shipped_day_card().on(day_on).due_days),
        patient_id=longest.patient_id,
    )
    return (made,)


def watch_days(actor: Actor, *, on: date) -> list[Task]:
    """Give each day that can't be, of those with notes signed lately, to the coders; return the new tasks."""
    with enter(actor, Permission.CODE_REVIEW) as session:
        sql = """SELECT DISTINCT v.provider_id, v.service_on FROM note n
        JOIN visit v ON v.practice_id = n.practice_id AND v.id = n.visit_id
        WHERE n.practice_id = %s AND n.signed_on >= %s ORDER BY 1, 2"""
        days = session.rows(sql, session.practice_id, on - LOOK_BACK)
        tasks = tuple(task for provider, day in days for task in opened(session, provider, day, on=on))
        if tasks:
            commit(session, Plan(on=on, tasks=tasks), cause=cause(actor, "code", "stated time"))
        return list(tasks)
