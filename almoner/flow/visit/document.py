"""Step 3, document: the visit begins, is described, and is signed by the person who gave the care."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.chart import Document, Note, Visit, VisitState
from almoner.core.chart.document import take_out
from almoner.core.chart.sign import addendum, sign
from almoner.core.party import Location
from almoner.core.plan import Plan, Record, join, reading
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.charge.sufficient import tasks_of_signed
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_if
from almoner.flow.visit.note_after import with_later
from almoner.store.chart.drafts import drop
from almoner.store.commit import StalePlan, commit
from almoner.store.session import NotFound

LONGEST_PLACE = 200


def begin(actor: Actor, appointment_id: int, *, on: date) -> Visit:
    """Begin the visit of a booking; asked twice, the same visit is returned. Care waits for no desk: who was
    not checked in by then still is to be (`IN_ROOM`), with nothing of it done twice.
    """
    with enter(actor, Permission.VISIT_WRITE) as session:
        begun = session.find(Visit, appointment_id=appointment_id)
        if begun:
            return begun[0]
        booked = session.get(Appointment, appointment_id)
        state = _begun(booked, on=on)
        place = session.get(Location, booked.location_id)
        visit = Visit(
            id=next(session.ids()),
            patient_id=booked.patient_id,
            provider_id=booked.provider_id,
            location_id=booked.location_id,
            service_on=booked.starts_at.date(),
            pos=place.pos,
            appointment_id=booked.id,
            reason=booked.reason,
        )
        done = replace(booked, version=booked.version + 1, state=state)
        commit(
            session, Plan(on=on, records=(visit, done), reads=reading(booked)), cause=cause(actor, "document")
        )
        return visit


def _begun(booked: Appointment, *, on: date) -> AppointmentState:
    """Where a booking stands once its visit has begun; refused where it can't begin."""
    if booked.state is AppointmentState.ARRIVED:
        return AppointmentState.DONE
    if booked.state is not AppointmentState.BOOKED:
        mend = "Let the booking stand again, or begin a visit that nobody booked."
        raise refusal("DOC-05", "The booking is cancelled, or noted as missed.", mend)
    if booked.starts_at.date() > on:
        mend = "Begin it on its day, or begin a visit that nobody booked."
        raise refusal("DOC-09", "The visit is booked for a later day.", mend)
    return AppointmentState.IN_ROOM


def begin_unbooked(actor: Actor, drafts: Iterable[Visit], *, on: date) -> list[Visit]:
    """Begin visits that nobody booked (a walk-in, an import), all or none; a draft's id 0 is given here."""
    with enter(actor, Permission.VISIT_WRITE) as session:
        ids = session.ids()
        visits = [
            replace(draft, id=next(ids), version=1, state=VisitState.OPEN, appointment_id=0, note_id=0)
            for draft in drafts
        ]
        commit(session, Plan(on=on, records=tuple(visits)), cause=cause(actor, "document"))
        return visits


def describe(actor: Actor, described: Visit, *, on: date) -> Visit:
    """Keep what was found and done, before it is signed; `described.version` is the version that was seen."""
    with enter(actor, Permission.VISIT_WRITE) as session:
        current = session.get(Visit, described.id)
        if described.patient_id != current.patient_id:
            raise refusal("DOC-06", "A visit stays its patient's.", "Describe it in the right chart.")
        if current.note_id:
            raise refusal("DOC-01", "The visit's note is signed already.", "Write an addendum.")
        visit = replace(described, version=described.version + 1, state=current.state, note_id=0)
        visit = replace(visit, labels=current.labels)
        commit(session, Plan(on=on, records=(visit,)), cause=cause(actor, "document"))
        return visit


def sign_notes(actor: Actor, notes: dict[int, str], *, on: date) -> list[Note]:
    """Sign the notes of visits (text by visit id) as one plan; refused whole where one is no note. What their
    claims wait for becomes the authors' work, as where one is signed on the screen.
    """
    with enter(actor, Permission.NOTE_SIGN) as session:
        ids = session.ids()
        visits = session.find(Visit, id=list(notes))
        plan = join((sign(visit, notes[visit.id], by=actor.name, ids=ids, on=on) for visit in visits), on=on)
        refuse_if(plan.findings)
        signed = _notes(plan.records)
        looked_at = [(visit, note, None) for visit, note in zip(visits, signed, strict=True)]
        tasks = tasks_of_signed(session, looked_at, on=on)
        commit(session, replace(plan, tasks=tasks), cause=cause(actor, "document"))
        drop(session, *notes)
        return signed


def add_to_note(actor: Actor, note_id: int, text: str, *, on: date) -> Note:
    """Add to a signed note; the note itself stays as it was signed."""
    with enter(actor, Permission.NOTE_SIGN) as session:
        if (first := first_act(session, actor, Note)) is not None:
            return first
        note = session.get(Note, note_id)
        plan = addendum(note, text, by=actor.name, ids=session.ids(), on=on)
        refuse_if(plan.findings)
        plan = with_later(session, plan, note, on=on)
        commit(session, plan, cause=cause(actor, "document"))
        return _notes(plan.records)[0]


def file_papers(actor: Actor, drafts: Iterable[Document], *, on: date) -> list[Document]:
    """Note that signed papers of visits are on file, all or none; a paper's patient is its visit's."""
    with enter(actor, Permission.DOCUMENT_WRITE) as session:
        if (first := first_act(session, actor, Document)) is not None:
            return [first]
        wanted, ids = list(drafts), session.ids()
        visits = {one.id: one for one in session.find(Visit, id=list({one.visit_id for one in wanted}))}
        if any(one.visit_id not in visits for one in wanted):
            raise refusal("DOC-07", "There is no such visit.", "Open the visit that the paper belongs to.")
        if any(one.signed_on > on or len(one.place) > LONGEST_PLACE for one in wanted):
            why = "A paper is signed in the future, or its place is too long."
            mend = f"Give the day on it, and up to {LONGEST_PLACE} characters."
            raise refusal("DOC-08", why, mend, "signed")
        made = [
            replace(
                one,
                id=next(ids),
                version=1,
                patient_id=visits[one.visit_id].patient_id,
                recorded_by=actor.name,
                fault="",
            )
            for one in wanted
        ]
        commit(session, Plan(on=on, records=tuple(made)), cause=cause(actor, "document"))
        return made


@dataclass(frozen=True, slots=True)
class SeenPaper:
    """A paper as somebody saw it: of which visit, its id and its version then."""

    visit_id: int
    id: int
    version: int


def take_out_paper(actor: Actor, paper: SeenPaper, reason: str, *, on: date) -> None:
    """Mark a paper as filed in error. It stays on record, counting for nothing."""
    with enter(actor, Permission.DOCUMENT_WRITE) as session:
        kept = session.get(Document, paper.id)
        if kept.visit_id != paper.visit_id:
            raise NotFound("no such paper of this visit")
        if kept.version != paper.version:
            raise StalePlan("a document was changed since it was seen")
        plan = take_out(kept, reason, on=on)
        refuse_if(plan.findings)
        commit(session, plan, cause=cause(actor, "document", "filed in error"))


def _notes(records: tuple[Record, ...]) -> list[Note]:
    return [record for record in records if isinstance(record, Note)]
