"""Step 1, register: the practice and its people, payers, patients, coverage, bookings and who has arrived."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from almoner.core.coverage import Coverage
from almoner.core.coverage.check import check_coverage
from almoner.core.coverage.coverage import member_number
from almoner.core.identity import Match, possible_duplicates
from almoner.core.party import (
    Enrollment,
    Location,
    Patient,
    Payer,
    PayerPlan,
    PlaceEnrollment,
    Practice,
    Provider,
)
from almoner.core.party.check import (
    check_location,
    check_patient,
    check_payer,
    check_practice,
    check_provider,
)
from almoner.core.plan import Ids, Plan, Record, Task, join, reading
from almoner.core.rules import Finding
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.access import Actor, Permission, cause, enter, office, require
from almoner.flow.once import first_act
from almoner.flow.patient.learnt import learnt
from almoner.flow.refused import Refused, refusal, refuse_if
from almoner.store.commit import commit
from almoner.store.load import appointments_of
from almoner.store.session import Session, books

Setup = Location | Provider | Payer | PayerPlan | Enrollment | PlaceEnrollment
R = TypeVar("R", bound=Setup | Patient | Coverage | Appointment)


def new_practice(draft: Practice, *, by: str, on: date) -> Practice:
    """Open the books of a practice; `draft.id` is given here. The caller is the machine's own operator."""
    refuse_if(check_practice(draft))
    with _new_books() as session:
        practice = replace(draft, id=session.practice_id)
        actor = replace(office(practice.id), name=by)
        commit(session, Plan(on=on, records=(practice,)), cause=cause(actor, "register"))
        return practice


@contextmanager
def _new_books() -> Iterator[Session]:
    with books(0) as session:
        practice_id = next(session.ids())
    with books(practice_id) as session:
        yield session


def set_up(actor: Actor, drafts: Iterable[Setup], *, on: date) -> list[Record]:
    """Add places, providers, payers, plans and enrollments, all or none; a draft's id 0 is given here."""
    require(actor, Permission.SETUP_WRITE)
    wanted = list(drafts)
    refuse_if([finding for draft in wanted for finding in _check(draft)])
    with enter(actor, Permission.SETUP_WRITE) as session:
        ids = session.ids()
        made: list[Record] = [_with_id(draft, ids) for draft in wanted]
        commit(session, Plan(on=on, records=tuple(made)), cause=cause(actor, "register"))
        return made


def _check(draft: Setup) -> list[Finding]:
    if isinstance(draft, Location):
        return check_location(draft)
    if isinstance(draft, Provider):
        return check_provider(draft)
    return check_payer(draft) if isinstance(draft, Payer) else []


def _with_id(draft: R, ids: Ids) -> R:
    return draft if draft.id else replace(draft, id=next(ids))


def register_patient(
    actor: Actor, draft: Patient, coverages: Iterable[Coverage] = (), *, on: date
) -> Patient:
    """Add a patient with their coverage; a likely duplicate is registered too, and is somebody's task."""
    require(actor, Permission.PATIENT_WRITE)
    covered_by = tuple(coverages)
    refuse_if([*check_patient(draft), *_faults(covered_by)])
    with enter(actor, Permission.PATIENT_WRITE) as session:
        if (first := first_act(session, actor, Patient)) is not None:
            return first
        ids = session.ids()
        patient, covered = _registered(draft, covered_by, ids)
        tasks = _duplicate_tasks(session, patient, ids, on)
        plan = Plan(on=on, records=(patient, *covered), tasks=tasks)
        commit(session, plan, cause=cause(actor, "register"))
        return patient


def register_patients(
    actor: Actor, drafts: Iterable[tuple[Patient, tuple[Coverage, ...]]], *, on: date
) -> list[Patient]:
    """Add many patients with their coverage as one plan (an import), without a look for duplicates."""
    require(actor, Permission.PATIENT_WRITE)
    wanted = list(drafts)
    refuse_if([one for draft, covered in wanted for one in (*check_patient(draft), *_faults(covered))])
    with enter(actor, Permission.PATIENT_WRITE) as session:
        ids = session.ids()
        made = [_registered(draft, coverages, ids) for draft, coverages in wanted]
        records: list[Record] = []
        for patient, covered in made:
            records += [patient, *covered]
        commit(session, Plan(on=on, records=tuple(records)), cause=cause(actor, "register"))
        return [patient for patient, _ in made]


def _faults(coverages: Iterable[Coverage]) -> list[Finding]:
    return [finding for one in coverages for finding in check_coverage(one)]


def _registered(
    draft: Patient, coverages: Iterable[Coverage], ids: Ids
) -> tuple[Patient, tuple[Coverage, ...]]:
    patient = _with_id(draft, ids)
    if not patient.number:
        patient = replace(patient, number=f"P{patient.id:07d}")
    return patient, tuple(_as_known(replace(_with_id(one, ids), patient_id=patient.id)) for one in coverages)


def _as_known(policy: Coverage) -> Coverage:
    return replace(policy, member_id=member_number(policy.member_id))


def likely_duplicates(actor: Actor, draft: Patient) -> tuple[tuple[Patient, Match], ...]:
    """Return who is registered already and may be the same person, the likeliest first, with the reasons;
    nobody for a form that was sent before. Refused as the registration itself would be.
    """
    require(actor, Permission.PATIENT_WRITE)
    refuse_if(check_patient(draft))
    with enter(actor, Permission.PATIENT_WRITE) as session:
        if first_act(session, actor, Patient) is not None:
            return ()
        others = _near(session, draft)
        return tuple((others[match.id], match) for match in possible_duplicates(draft, others.values()))


def _near(session: Session, patient: Patient) -> dict[int, Patient]:
    """Those who share a birth date or a whole name, by id."""
    near = [*session.find(Patient, birth_on=patient.birth_on, limit=50)]
    near += session.find(Patient, last_name=patient.name.last, first_name=patient.name.first, limit=50)
    return {one.id: one for one in near if one.id != patient.id and not one.merged_into_id}


def _duplicate_tasks(session: Session, patient: Patient, ids: Ids, on: date) -> tuple[Task, ...]:
    found = possible_duplicates(patient, _near(session, patient).values())
    return tuple(
        Task(
            id=next(ids),
            what="possible_duplicate",
            subject_kind="patient",
            subject_id=match.id,
            why=f"A new patient may be one already registered: {', '.join(match.why)}.",
            owner="front_desk",
            opened_on=on,
            due_on=on + timedelta(days=2),
            patient_id=patient.id,
        )
        for match in found[:1]
    )


def add_coverage(actor: Actor, draft: Coverage, *, on: date, ends_others: bool = False) -> Coverage:
    """Add a policy. Refused where another of its rank is in force on some of its days, unless `ends_others`
    lets those that began before it end when it begins.

    Visits of its period that nobody was billed for are billed, and decided claims go on to it.
    """
    require(actor, Permission.PATIENT_WRITE)
    refuse_if(check_coverage(draft))
    with enter(actor, Permission.PATIENT_WRITE) as session:
        if (first := first_act(session, actor, Coverage)) is not None:
            return first
        patient = session.get(Patient, draft.patient_id)
        coverage = _as_known(_with_id(draft, session.ids()))
        beside = _beside(session, coverage)
        ended = [_ended(one, coverage) for one in beside if ends_others and one.since_on < coverage.since_on]
        _refuse_overlap(one for one in beside if one.id not in {each.id for each in ended})
        # The one that was asked for first: the same form again is answered with it.
        plan = Plan(on=on, records=(coverage, *ended), reads=reading(patient))
        plans = [plan, *(learnt(session, one, on=on) for one in (*ended, coverage))]
        commit(session, join(plans, on=on), cause=cause(actor, "register"))
        return coverage


def _beside(session: Session, policy: Coverage) -> list[Coverage]:
    """The patient's other policies of a rank that are in force on some of a policy's days."""
    others = session.find(Coverage, patient_id=policy.patient_id, rank=policy.rank)
    return [one for one in others if one.id != policy.id and _shares_a_day(one, policy)]


def _shares_a_day(one: Coverage, other: Coverage) -> bool:
    one_goes_on = one.until_on is None or other.since_on < one.until_on
    return one_goes_on and (other.until_on is None or one.since_on < other.until_on)


def _ended(one: Coverage, successor: Coverage) -> Coverage:
    return replace(one, version=one.version + 1, until_on=successor.since_on)


def _refuse_overlap(beside: Iterable[Coverage]) -> None:
    for one in beside:
        why = f"Another policy pays in this place from {one.since_on:%m/%d/%Y} on."
        mend = "Let it end before this one begins, give other days, or another place."
        raise refusal("REG-05", why, mend, "since last_day")


def change_coverage(actor: Actor, changed: Coverage, *, on: date, reason: str) -> Coverage:
    """Supersede a policy (an end, a corrected member id), which stays its patient's; `changed.version` is the
    version that was seen.
    """
    require(actor, Permission.PATIENT_WRITE)
    refuse_if(check_coverage(changed))
    with enter(actor, Permission.PATIENT_WRITE) as session:
        patient_id = session.get(Coverage, changed.id).patient_id
        coverage = _as_known(replace(changed, version=changed.version + 1, patient_id=patient_id))
        _refuse_overlap(_beside(session, coverage))
        plan = join([Plan(on=on, records=(coverage,)), learnt(session, coverage, on=on)], on=on)
        commit(session, plan, cause=cause(actor, "register", reason))
        return coverage


def book(actor: Actor, drafts: Iterable[Appointment], *, on: date) -> list[Appointment]:
    """Book visits; all of them or none."""
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        ids = session.ids()
        made = [_with_id(draft, ids) for draft in drafts]
        commit(session, Plan(on=on, records=tuple(made)), cause=cause(actor, "register"))
        return made


def check_in(actor: Actor, appointment_id: int, *, on: date) -> Appointment:
    """Note that the patient has arrived. Where the visit has begun without it, nothing is left to do at the
    desk, and the booking is done; asked twice, it is noted once.
    """
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        found = session.get(Appointment, appointment_id)
        if found.state in {AppointmentState.ARRIVED, AppointmentState.DONE}:
            return found
        has_begun = found.state is AppointmentState.IN_ROOM
        if not has_begun and found.state is not AppointmentState.BOOKED:
            raise _moved_on()
        state = AppointmentState.DONE if has_begun else AppointmentState.ARRIVED
        moved = replace(found, version=found.version + 1, state=state)
        plan = Plan(on=on, records=(moved,), reads=reading(found))
        commit(session, plan, cause=cause(actor, "register"))
        return moved


def cancel(actor: Actor, appointment_id: int, *, on: date, reason: str = "") -> Appointment:
    """Cancel a booking that nobody arrived for; the reason stands in the audit."""
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        found = session.get(Appointment, appointment_id)
        if found.state is AppointmentState.CANCELLED:
            return found
        if found.state is not AppointmentState.BOOKED:
            raise _moved_on()
        moved = replace(found, version=found.version + 1, state=AppointmentState.CANCELLED)
        plan = Plan(on=on, records=(moved,), reads=reading(found))
        commit(session, plan, cause=cause(actor, "register", reason))
        return moved


def _moved_on() -> Refused:
    return refusal("REG-01", "This booking has moved on.", "Load the day again to see where it stands.")


def bookings_of(actor: Actor, on: date) -> list[Appointment]:
    """Return the bookings of a day in the order of their times."""
    with enter(actor, Permission.PATIENT_READ) as session:
        return appointments_of(session, on)
