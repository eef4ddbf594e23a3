"""The advance notice (ABN) at the desk and from an order: prepared, read, signed on the screen or on paper,
withdrawn.

Promises that a signature is kept with the very text that was shown, that none counts after the service, and
that whoever prepared a notice leaves it as somebody's task until it is signed or withdrawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from almoner.core.chart import Visit, VisitState
from almoner.core.chart.advance_notice import (
    LONGEST_PLACE,
    AdvanceNotice,
    Choice,
    Ground,
    NoticedItem,
    NoticeState,
    SignedHow,
)
from almoner.core.chart.order import Order, OrderState
from almoner.core.chart.signed_form import Signature, SignedForm, against_signature, text_hash
from almoner.core.party import Patient, Practice
from almoner.core.plan import Plan, Record, Task, TaskState, reading
from almoner.core.report.mail import address_lines, day_in_words, full_name, phone_number, plain
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.code.advance_foreseen import (
    Foreseen,
    Planned,
    Scene,
    foresee,
    has_medicare,
    notice_card,
    ordered,
    read_planned,
)
from almoner.flow.once import first_act
from almoner.flow.patient.sign_form import Shown, sealed
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.session import NotFound, Session

FORM = "advance_notice"
TITLE = "Advance notice: Medicare may not pay"
UNSIGNED = "notice_unsigned"
OWNER = "front_desk"
LONGEST_WHY = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What a notice is wanted of: services and diagnoses as typed, the booking (0: none), the reason that a
    person gives where the rules say nothing. Without services those of the open orders are looked at.
    """

    appointment_id: int = 0
    services: str = ""
    diagnoses: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice that nobody has kept yet: its services, its text, and the hash of that."""

    items: tuple[NoticedItem, ...]
    text: str
    sha256: str
    service_on: date


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A patient's notices, the latest first, and what a new one would say. `is_medicare` is false where the
    notice is not theirs to get.
    """

    frame: Frame
    patient: Patient
    appointment: Appointment | None
    is_medicare: bool
    waiting: tuple[AdvanceNotice, ...]
    kept: tuple[AdvanceNotice, ...]
    foreseen: Foreseen = field(default_factory=Foreseen)
    draft: Draft | None = None
    planned: tuple[Planned, ...] = ()
    wrong: str = ""


def notice_page(actor: Actor, patient_id: int, asked: Asked, *, on: date) -> NoticePage:
    """Return a patient's notices and what one for these services would say, or raise NotFound."""
    with enter(actor, Permission.DOCUMENT_WRITE) as session:
        patient = session.get(Patient, patient_id)
        booked = _booked(session, patient_id, asked.appointment_id)
        day = max(booked.starts_at.date(), on) if booked else on
        found = sorted(session.find(AdvanceNotice, patient_id=patient_id), key=lambda one: -one.id)
        waiting = tuple(one for one in found if one.state is NoticeState.PREPARED and one.last_on >= on)
        page = NoticePage(
            frame=lists.frame(session, on=on),
            patient=patient,
            appointment=booked,
            is_medicare=has_medicare(session, patient_id, day),
            waiting=waiting,
            kept=tuple(one for one in found if one not in waiting),
        )
        return _drafted(session, page, asked, on) if page.is_medicare else page


def _booked(session: Session, patient_id: int, appointment_id: int) -> Appointment | None:
    if not appointment_id:
        return None
    booked = session.get(Appointment, appointment_id)
    if booked.patient_id != patient_id:
        raise NotFound("no such booking of this patient")
    return booked


def _drafted(session: Session, page: NoticePage, asked: Asked, on: date) -> NoticePage:
    """The page with what a new notice would say."""
    day = page.appointment.starts_at.date() if page.appointment else on
    if asked.services:
        planned, wrong = read_planned(asked.services, asked.diagnoses, day)
    else:
        under = {one.order_id for one in (*page.waiting, *page.kept)}
        planned, wrong = ordered(session, page.patient.id), ""
        planned = tuple(one for one in planned if one.order_id not in under)
    page = replace(page, planned=planned, wrong=wrong)
    scene = scene_of(session, page.patient.id, page.appointment, day, on)
    if wrong or scene is None:
        return page
    foreseen = foresee(session, scene, planned, _ground(asked.ground))
    draft = draft_of(session, page.patient, foreseen.items, day) if foreseen.items else None
    return replace(page, foreseen=foreseen, draft=draft)


def _ground(told: str) -> Ground | None:
    if told and told not in set(Ground):
        raise refusal("ABN-02", "There is no such reason.", "Choose one of the list.")
    return Ground(told) if told else None


def scene_of(
    session: Session, patient_id: int, booked: Appointment | None, day: date, on: date
) -> Scene | None:
    """Return where services are planned: as booked, else as the patient was seen last; None where nobody
    knows (inside another flow's session).
    """
    if booked is not None:
        return Scene(patient_id, booked.provider_id, booked.location_id, day, on)
    seen = max(session.find(Visit, patient_id=patient_id), key=lambda one: one.service_on, default=None)
    return Scene(patient_id, seen.provider_id, seen.location_id, day, on) if seen else None


def draft_of(session: Session, patient: Patient, items: Sequence[NoticedItem], day: date) -> Draft:
    """Return the notice of services with its text (inside another flow's session)."""
    practice = session.get(Practice, session.practice_id)
    names = {
        "practice": plain(practice.name),
        "head": "\n".join((*address_lines(practice.address), phone_number(practice.phone))),
        "patient": full_name(patient.name),
        "number": plain(patient.number),
        "day": day_in_words(day),
    }
    text = notice_card().shown(names, items)
    return Draft(tuple(items), text, text_hash(text), day)


@dataclass(frozen=True, slots=True)
class Given:
    """What the patient gave: the choice, the hash of the text that they read, and either a signature on the
    screen, or the day and place of the signed paper.
    """

    choice: Choice
    seen: str
    signature: Signature | None = None
    paper_on: date | None = None
    place: str = ""


def sign_notice(actor: Actor, patient_id: int, asked: Asked, given: Given, *, on: date) -> AdvanceNotice:
    """Keep what the patient chose and signed, under the notice that waits with that text, or a new one.

    Refused where the text has changed since it was shown, without a choice or a signature, and once the
    service was given.
    """
    page = notice_page(actor, patient_id, asked, on=on)
    with enter(actor, Permission.DOCUMENT_WRITE) as session:
        if (first := first_act(session, actor, AdvanceNotice)) is not None:
            return first
        take_turn(session)
        _refuse_unwhole(given, on)
        notice, reads = _to_sign(session, page, given, by=actor.name, on=on)
        signed_on = given.paper_on or on
        _refuse_late(session, notice, signed_on)
        last_on = max(notice.last_on, signed_on) if notice.order_id else notice.last_on
        form = _form(session, notice, given, by=actor, on=on)
        how = SignedHow.SCREEN if form else SignedHow.PAPER
        version = notice.version + len(reads)
        kept = replace(notice, version=version, last_on=last_on, place=given.place.strip())
        signed = kept.signed(given.choice, how, signed_on, form_id=form.id if form else 0)
        records: tuple[Record, ...] = (form, signed) if form else (signed,)
        tasks = _closed(session, notice, by=actor.name, outcome="the patient has signed", on=on)
        plan = Plan(on=on, records=records, tasks=tasks, reads=reading(*reads))
        commit(session, plan, cause=cause(actor, "register", "advance notice signed"))
        return signed


def _to_sign(
    session: Session, page: NoticePage, given: Given, *, by: str, on: date
) -> tuple[AdvanceNotice, tuple[AdvanceNotice, ...]]:
    """The notice with the text that was seen, and what it supersedes: one that waits, else a new one."""
    if not page.is_medicare:
        raise refusal("ABN-01", "The notice is for patients of Medicare itself.", "See the coverage.")
    waiting = next((one for one in page.waiting if text_hash(one.text) == given.seen), None)
    if waiting is not None and session.get(AdvanceNotice, waiting.id) == waiting:
        return waiting, (waiting,)
    if page.draft is None or page.draft.sha256 != given.seen:
        why = "The notice reads otherwise now than it did when it was shown."
        raise refusal("ABN-03", why, "Load the page again and read it once more.")
    return replace(unkept(page, by=by, on=on), id=next(session.ids())), ()


def unkept(page: NoticePage, *, by: str, on: date) -> AdvanceNotice:
    """Return the notice of a page's draft, which still wants an id and a signature."""
    assert page.draft, "a page without a draft has no notice to make"
    return _made(page, page.draft, by=by, on=on)


def _made(page: NoticePage, draft: Draft, *, by: str, on: date) -> AdvanceNotice:
    return AdvanceNotice(
        id=0,
        patient_id=page.patient.id,
        appointment_id=page.appointment.id if page.appointment else 0,
        service_on=draft.service_on,
        last_on=draft.service_on,
        items=draft.items,
        text=draft.text,
        made_on=on,
        made_by=by,
    )


def _refuse_unwhole(given: Given, on: date) -> None:
    if given.choice is Choice.NONE:
        raise refusal("ABN-04", "The patient has chosen none of the three.", "Let them choose one.")
    if given.signature is not None:
        if wrong := against_signature(given.signature):
            raise refusal("ABN-05", wrong, "Sign again.")
        return
    place = given.place.strip()
    if given.paper_on is None or given.paper_on > on:
        raise refusal("ABN-05", "The day on which the paper was signed is none up to today.", "Give it.")
    if not place or len(place) > LONGEST_PLACE or not place.isprintable():
        raise refusal("ABN-05", "Nobody says where the signed paper lies.", "Say where it is kept.")


def _refuse_late(session: Session, notice: AdvanceNotice, signed_on: date) -> None:
    """Nothing that is signed after the service counts (42 CFR 411.404)."""
    if _is_given(session, notice, signed_on):
        mend = "It does not count any more: the line says GZ, or is not billed."
        raise refusal("ABN-06", "The service was given before it was signed.", mend)


def _is_given(session: Session, notice: AdvanceNotice, on: date) -> bool:
    """True once the service is over: its order is done, its day is past, or the visit's note is signed."""
    if notice.order_id:
        orders = session.find(Order, id=notice.order_id)
        return any(one.status is OrderState.COMPLETED for one in orders)
    visits = session.find(Visit, appointment_id=notice.appointment_id) if notice.appointment_id else []
    return on > notice.service_on or any(one.state is not VisitState.OPEN for one in visits)


def _form(session: Session, notice: AdvanceNotice, given: Given, *, by: Actor, on: date) -> SignedForm | None:
    """The signed form: the text with what was chosen, under one hash; None for paper."""
    if given.signature is None:
        return None
    way = notice_card().way(given.choice)
    text = f"{notice.text}\n\nChosen: {way.label}\n\n{way.text}"
    shown = Shown(notice.patient_id, FORM, TITLE, text, notice.appointment_id)
    return sealed(session, shown, given.signature, by=by, on=on)


def withdraw_notice(
    actor: Actor, patient_id: int, seen: tuple[int, int], why: str, *, on: date
) -> AdvanceNotice:
    """Withdraw a notice (id and version as they were seen), with the reason: it says nothing any more.

    Refused where it was signed and the service is over: it then is what the patient agreed to.
    """
    with enter(actor, Permission.DOCUMENT_WRITE) as session:
        take_turn(session)
        notice = session.get(AdvanceNotice, seen[0])
        if notice.patient_id != patient_id:
            raise NotFound("no such notice of this patient")
        said = " ".join(why.split())
        if not said or len(said) > LONGEST_WHY or not said.isprintable():
            raise refusal("ABN-09", f"A reason has 1 to {LONGEST_WHY} characters.", "Say why.")
        if notice.version != seen[1] or notice.state is NoticeState.WITHDRAWN:
            raise refusal("ABN-10", "The notice has changed since it was shown.", "Load the page again.")
        if notice.state is NoticeState.SIGNED and _is_given(session, notice, on):
            why = "The service was given under this notice."
            raise refusal("ABN-11", why, "It stays as what the patient agreed to.")
        gone = notice.withdrawn(said)
        tasks = _closed(session, notice, by=actor.name, outcome="the notice was withdrawn", on=on)
        plan = Plan(on=on, records=(gone,), tasks=tasks, reads=reading(notice))
        commit(session, plan, cause=cause(actor, "register", "advance notice withdrawn"))
        return gone


def _closed(session: Session, notice: AdvanceNotice, *, by: str, outcome: str, on: date) -> tuple[Task, ...]:
    waiting = session.find(Task, what=UNSIGNED, subject_id=notice.id, state=TaskState.OPEN)
    return tuple(task.closed(by=by, outcome=outcome, on=on) for task in waiting)
