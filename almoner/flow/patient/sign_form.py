"""Forms signed at the desk: what is due for a booking, and the signing itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files

from almoner.core.chart.signed_form import (
    Form,
    Moment,
    Signature,
    SignedForm,
    Way,
    against_signature,
    due_forms,
    read_forms,
    text_hash,
)
from almoner.core.party import Patient, Practice
from almoner.core.plan import Plan, reading
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.once import first_act
from almoner.flow.refused import refusal
from almoner.store.commit import commit
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.session import Ask, Session


@cache
def forms() -> tuple[Form, ...]:
    """Return the forms that the practice asks to be signed."""
    words = files("almoner").joinpath("policy", "forms", "front_desk.toml")
    return read_forms(words.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class DueForm:
    """A form to sign: its text as it is shown, and the hash of that text."""

    id: str
    title: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Forms:
    """What a booking has to sign, and what the patient has signed, the latest first."""

    due: tuple[DueForm, ...]
    signed: tuple[SignedForm, ...]


def forms_of(session: Session, booked: Appointment, *, on: date) -> Forms:
    """Return the forms of a booking (inside another flow's session)."""
    practices, kept = (
        Ask(Practice, {"id": session.practice_id}),
        Ask(SignedForm, {"patient_id": booked.patient_id}),
    )
    found = session.gather(practices, kept)
    name = found.of(practices)[0].name
    signed = found.of(kept)
    due = due_forms(forms(), signed, Moment(name, booked.reason, booked.id, on))
    return Forms(
        tuple(_due(form, form.shown(name)) for form in due),
        tuple(sorted(signed, key=lambda one: one.id, reverse=True)),
    )


def _due(form: Form, text: str) -> DueForm:
    return DueForm(form.id, form.title, text, text_hash(text))


@dataclass(frozen=True, slots=True)
class SignedForms:
    """A patient's signed forms, the latest first."""

    frame: Frame
    patient: Patient
    signed: tuple[SignedForm, ...]


def signed_forms(actor: Actor, patient_id: int, *, on: date) -> SignedForms:
    """Return what a patient has signed, or raise NotFound."""
    with enter(actor, Permission.PATIENT_READ) as session:
        patient = session.get(Patient, patient_id)
        kept = sorted(session.find(SignedForm, patient_id=patient_id), key=lambda one: one.id, reverse=True)
        return SignedForms(lists.frame(session, on=on), patient, tuple(kept))


def sign_forms(
    actor: Actor, appointment_id: int, seen: Mapping[str, str], given: Signature, *, on: date
) -> tuple[SignedForm, ...]:
    """Keep one signature under forms of a booking. `seen` are the hashes of the texts that were shown, by
    form; Refused where one is not due, or reads otherwise now.
    """
    with enter(actor, Permission.DOCUMENT_WRITE) as session:
        if (first := first_act(session, actor, SignedForm)) is not None:
            return (first,)
        if wrong := against_signature(given):
            raise refusal("FRM-01", wrong, "Sign again.")
        booked = session.get(Appointment, appointment_id)
        due = {one.id: one for one in forms_of(session, booked, on=on).due}
        if not seen:
            raise refusal("FRM-02", "No form is chosen.", "Tick the forms that are signed.")
        if any(form not in due or due[form].sha256 != sha256 for form, sha256 in seen.items()):
            why = "A form was signed meanwhile, or its text has changed since it was shown."
            raise refusal("FRM-03", why, "Load the sheet again and read it once more.")
        ids, blank = session.ids(), _blank(actor, booked, given, on)
        made = tuple(_signed(replace(blank, id=next(ids)), due[form]) for form in seen)
        plan = Plan(on=on, records=made, reads=reading(booked))
        commit(session, plan, cause=cause(actor, "register", "forms signed"))
        return made


@dataclass(frozen=True, slots=True)
class Shown:
    """A text that was shown to a patient to be signed, at a booking (0: none)."""

    patient_id: int
    form: str
    title: str
    text: str
    appointment_id: int = 0


def sealed(session: Session, shown: Shown, given: Signature, *, by: Actor, on: date) -> SignedForm:
    """Return a signature under a text, sealed (inside another flow's session); whoever calls has looked at
    it (`against_signature`).
    """
    made = SignedForm(
        id=next(session.ids()),
        patient_id=shown.patient_id,
        form=shown.form,
        title=shown.title,
        text=shown.text,
        signed_by=given.signed_by.strip(),
        relation=given.relation,
        way=Way.DRAWN if given.drawing else Way.TYPED,
        signed_on=on,
        signed_at=datetime.now(UTC).isoformat(timespec="seconds"),
        witness=by.name,
        appointment_id=shown.appointment_id,
        drawing=given.drawing,
    )
    return replace(made, sha256=made.seal())


def _blank(actor: Actor, booked: Appointment, given: Signature, on: date) -> SignedForm:
    """What all forms under one signature have in common."""
    return SignedForm(
        id=0,
        patient_id=booked.patient_id,
        form="",
        title="",
        text="",
        signed_by=given.signed_by.strip(),
        relation=given.relation,
        way=Way.DRAWN if given.drawing else Way.TYPED,
        signed_on=on,
        signed_at=datetime.now(UTC).isoformat(timespec="seconds"),
        witness=actor.name,
        appointment_id=booked.id,
        drawing=given.drawing,
    )


def _signed(blank: SignedForm, form: DueForm) -> SignedForm:
    made = replace(blank, form=form.id, title=form.title, text=form.text)
    return replace(made, sha256=made.seal())
