"""The daily funnel for those who run the practice: each step with what became of it, what is missing and its
worth, how long it takes, and the reasons why something is charged nothing.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.charge.funnel import Case, Lag, Step, gaps, lag, orphans, steps
from almoner.core.charge.no_charge import NoCharge, faults
from almoner.core.chart import Visit
from almoner.core.party import Location, Patient, Provider
from almoner.core.plan import Plan, Task, TaskState, reading
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.refused import refusal, refuse_faults
from almoner.store.commit import commit
from almoner.store.lists import funnel as counting
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame

MOST_SHOWN = 100
LONGEST = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was due and has come to no end, with whose it is."""

    case: Case
    patient: Patient
    owner: str


@dataclass(frozen=True, slots=True)
class Group:
    """A provider's, a place's or a day's part of the funnel."""

    name: str
    steps: tuple[Step, ...]
    missing: int
    cents: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """The funnel of the days [since_on, until_on). `cents` are the worth of what is missing."""

    frame: Frame
    since_on: date
    until_on: date
    steps: tuple[Step, ...]
    missing: tuple[Gap, ...]
    missing_count: int
    cents: int
    orphans: tuple[Case, ...]
    by_provider: tuple[Group, ...]
    by_place: tuple[Group, ...]
    by_day: tuple[Group, ...]
    lags: tuple[Lag, ...]
    late_lines: int
    late_cents: int


A_WEEK, MOST_AT_ONCE = timedelta(days=7), 1_500


def usual_since(actor: Actor, *, until_on: date) -> date:
    """Return the first of the days that are shown where none is asked for: of the last week, and of the last
    day alone where the week has too many bookings for a page.
    """
    require(actor, Permission.LEDGER_READ)
    with enter(actor, Permission.LEDGER_READ) as session:
        week = {"since_on": until_on - A_WEEK, "until_on": until_on}
        is_many = counting.is_many(session, **week, most=MOST_AT_ONCE)
        return until_on - timedelta(days=1) if is_many else week["since_on"]


def funnel(actor: Actor, *, since_on: date, until_on: date, on: date) -> Funnel:
    """Return the funnel of some days, at most a quarter of a year up to `until_on`."""
    require(actor, Permission.LEDGER_READ)
    since_on = max(min(since_on, until_on - timedelta(days=1)), until_on - LONGEST)
    with enter(actor, Permission.LEDGER_READ) as session:
        found = counting.cases(session, since_on=since_on, until_on=until_on)
        due = gaps(found, on=on)
        shown = due[:MOST_SHOWN]
        patients = {one.id: one for one in session.find(Patient, id=[one.patient_id for one in shown])}
        providers = {one.id: one.name.listed for one in session.find(Provider)}
        places = {one.id: one.name for one in session.find(Location)}
        late_lines, late_cents = counting.late_charges(session, since_on=since_on, until_on=until_on)
        return Funnel(
            frame=lists.frame(session, on=on),
            since_on=since_on,
            until_on=until_on,
            steps=steps(found),
            missing=tuple(Gap(one, patients[one.patient_id], one.owner(on)) for one in shown),
            missing_count=len(due),
            cents=sum(one.cents for one in due),
            orphans=orphans(found, on=on),
            by_provider=_groups(found, {one: providers[one.provider_id] for one in found}, on),
            by_place=_groups(found, {one: places[one.location_id] for one in found}, on),
            by_day=_groups(found, {one: one.on.isoformat() for one in found}, on),
            lags=_lags(counting.days_of(session, since_on=since_on, until_on=until_on)),
            late_lines=late_lines,
            late_cents=late_cents,
        )


def _groups(found: tuple[Case, ...], names: dict[Case, str], on: date) -> tuple[Group, ...]:
    grouped: dict[str, list[Case]] = defaultdict(list)
    for one in found:
        grouped[names[one]].append(one)
    made = []
    for name, members in sorted(grouped.items()):
        due = gaps(members, on=on)
        made.append(Group(name, steps(members), len(due), sum(one.cents for one in due)))
    return tuple(made)


def _lags(days: tuple[counting.Days, ...]) -> tuple[Lag, ...]:
    measured: dict[str, list[int]] = {
        "service to signature": [],
        "signature to charge": [],
        "charge to claim": [],
        "service to charge": [],
    }
    for one in days:
        pairs = (
            (one.service_on, one.signed_on),
            (one.signed_on, one.charged_on),
            (one.charged_on, one.claimed_on),
            (one.service_on, one.charged_on),
        )
        for found, (earlier, later) in zip(measured.values(), pairs, strict=True):
            if earlier is not None and later is not None:
                found.append((later - earlier).days)
    return tuple(lag(name, found) for name, found in measured.items())


def clear(actor: Actor, draft: NoCharge, *, on: date) -> NoCharge:
    """Record why a booking or visit is charged nothing, and close the work with it. It moves no money. A
    draft's id, patient and person are given here.
    """
    require(actor, Permission.CHARGE_CLEAR)
    refuse_faults("CHG-01", faults(draft), "Choose a reason.")
    with enter(actor, Permission.CHARGE_CLEAR) as session:
        about: Visit | Appointment = (
            session.get(Visit, draft.visit_id)
            if draft.visit_id
            else session.get(Appointment, draft.appointment_id)
        )
        if isinstance(about, Visit) and str(about.state) in {"charged", "billed"}:
            raise refusal("CHG-02", "This visit is charged.", "Correct its claim instead.")
        made = replace(
            draft,
            id=next(session.ids()),
            patient_id=about.patient_id,
            appointment_id=about.appointment_id if isinstance(about, Visit) else about.id,
            decided_by=actor.name,
            decided_on=on,
        )
        waiting = session.find(
            Task, subject_id=about.id, state=TaskState.OPEN, what=["late_visit", "late_booking"]
        )
        done = tuple(task.closed(by=actor.name, outcome="Nothing is charged.", on=on) for task in waiting)
        plan = Plan(on=on, records=(made,), tasks=done, reads=reading(*waiting))
        commit(session, plan, cause=cause(actor, "charge", "nothing is charged"))
        return made
