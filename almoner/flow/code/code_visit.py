"""What the coder says of a visit's signed note, and with what versions it says it. Nothing is written."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.chart import Note, Visit
from almoner.core.coding.decision import Versions
from almoner.core.coding.suggest import Answer, Asked, Tools, suggest
from almoner.core.party import Patient, Provider
from almoner.flow.charge.coder import tools
from almoner.flow.code.calibrate import standing
from almoner.flow.desk.look_patient import age_on
from almoner.store.lists import lists_calibration
from almoner.store.session import Session

KNOWN_FOR_YEARS = 3
CLAIMED_WITHIN = timedelta(days=365)


def versions(made_with: Tools, on: date) -> Versions:
    """Return the versions and hashes of what a suggestion for a day is made with."""
    choice = made_with.tables.codes("icd10cm").at(on)
    return Versions(
        code_set=choice.release.name if choice else "",
        lexicon=made_with.lexicon.hash[:16],
        rules=made_with.guidelines.hash[:16],
        weights=made_with.weights.hash[:16],
        calibration=made_with.worth.name,
    )


@dataclass(frozen=True, slots=True)
class Coded:
    """What the coder says of a visit's note, and what it said it with."""

    answer: Answer
    versions: Versions


def code_note(session: Session, visit: Visit, note: Note, patient: Patient) -> Coded:
    """Return what the coder says of a signed note, as of the visit's day (inside another flow's session)."""
    made_with = replace(tools(), calibration=standing(session))
    asked = _with_known(session, visit, asked_for(session, visit, patient))
    return Coded(suggest(note.text, asked, made_with), versions(made_with, visit.service_on))


def asked_for(session: Session, visit: Visit, patient: Patient) -> Asked:
    """Return what the coder is told of a visit beside its note (inside another flow's session)."""
    return Asked(
        on=visit.service_on,
        age=age_on(patient.birth_on, visit.service_on),
        sex=patient.sex if patient.sex in {"F", "M"} else None,
        is_new=_is_new(session, visit),
    )


def _with_known(session: Session, visit: Visit, asked: Asked) -> Asked:
    """What is asked, with what is known beside the note, which only ranks."""
    since_on = visit.service_on - CLAIMED_WITHIN
    known = lists_calibration.known_of(session, visit.patient_id, visit.id, since_on=since_on)
    kind = session.get(Provider, visit.provider_id).taxonomy
    return replace(asked, listed=known.listed, claimed=known.claimed, provider_kind=kind)


def _is_new(session: Session, visit: Visit) -> bool:
    """True where nobody of the provider's specialty has met the patient in the last three years."""
    specialties = {one.id: one.taxonomy for one in session.find(Provider)}
    own = specialties[visit.provider_id]
    day = visit.service_on
    since_on = day.replace(year=day.year - KNOWN_FOR_YEARS, day=min(day.day, 28))
    return not any(
        since_on <= one.service_on < day and specialties[one.provider_id] == own
        for one in session.find(Visit, patient_id=visit.patient_id)
        if one.id != visit.id
    )
