"""The good-faith estimate at the desk: made for a booking, read, and signed for, which delivers it."""

from dataclasses import dataclass, replace
from datetime import date

from almoner.core.chart.signed_form import Signature, against_signature, text_hash
from almoner.core.collect.estimate_notice import EstimateNotice, give_by
from almoner.core.party import Patient, Practice, Provider
from almoner.core.plan import Plan, Task, TaskState, reading
from almoner.core.report.estimate_text import Parties, text
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.collect.good_faith import OWED
from almoner.flow.once import first_act
from almoner.flow.patient.sign_form import Shown, sealed
from almoner.flow.policy import labels
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists, lists_notices
from almoner.store.lists.lists import Frame
from almoner.store.session import Session

FORM = "good_faith_estimate"
TITLE = "Good-faith estimate received"
RECEIVED = "Signing says that I have received this estimate. It is no promise to have the service here."


@dataclass(frozen=True, slots=True)
class EstimateDesk:
    """A booking's estimate: `due_on` is its last day, None where none is owed; `text` with its hash is what
    the patient reads, empty until it is made. `is_covered`: a policy covers the day, so none is given.
    """

    frame: Frame
    patient: Patient
    appointment: Appointment
    due_on: date | None
    is_covered: bool
    notice: EstimateNotice | None = None
    text: str = ""
    sha256: str = ""


def estimate_desk(actor: Actor, appointment_id: int, *, on: date) -> EstimateDesk:
    """Return where the estimate of a booking stands, or raise NotFound."""
    with enter(actor, Permission.ESTIMATE_GIVE) as session:
        booked = session.get(Appointment, appointment_id)
        needs = lists_notices.needs_of(session, appointment_id, on=on)
        due_on = give_by(needs.booked_on, booked.starts_at.date()) if needs else None
        page = EstimateDesk(
            frame=lists.frame(session, on=on),
            patient=session.get(Patient, booked.patient_id),
            appointment=booked,
            due_on=due_on,
            is_covered=needs is None or needs.policies > 0,
        )
        found = session.find(EstimateNotice, appointment_id=appointment_id)
        if not found:
            return page
        notice = max(found, key=lambda one: one.id)
        shown = _text(session, notice, page.patient)
        return replace(page, notice=notice, due_on=notice.due_on, text=shown, sha256=text_hash(shown))


def _text(session: Session, notice: EstimateNotice, patient: Patient) -> str:
    providers = session.find(Provider, id=notice.provider_id)
    practice = session.get(Practice, session.practice_id)
    parties = Parties(practice, patient, providers[0] if providers else None)
    return text(notice, parties, labels()) + "\n" + RECEIVED


def receive_estimate(
    actor: Actor, notice_id: int, seen: str, given: Signature, *, on: date
) -> EstimateNotice:
    """Keep the patient's signature under an estimate, which was handed to them with it; its task is done.

    Refused where it reads otherwise than it was shown (`seen`, its hash), and where it was delivered.
    """
    with enter(actor, Permission.ESTIMATE_GIVE) as session:
        if (first := first_act(session, actor, EstimateNotice)) is not None:
            return first
        take_turn(session)
        notice = session.get(EstimateNotice, notice_id)
        if notice.delivered_on is not None:
            raise refusal("GFE-06", "It was delivered before.", "Load the patient again.")
        if wrong := against_signature(given):
            raise refusal("GFE-12", wrong, "Sign again.")
        shown = _text(session, notice, session.get(Patient, notice.patient_id))
        if text_hash(shown) != seen:
            raise refusal("GFE-13", "It reads otherwise than it was shown.", "Load the page again.")
        about = Shown(notice.patient_id, FORM, TITLE, shown, notice.appointment_id)
        form = sealed(session, about, given, by=actor, on=on)
        version, proof = notice.version + 1, f"signed by {form.signed_by}, {form.sha256[:16]}"
        done = replace(notice, version=version, delivered_on=on, delivered_by="hand", proof=proof)
        waiting = _asked_for(session, notice)
        ended = tuple(one.closed(by=actor.name, outcome="the estimate was given", on=on) for one in waiting)
        plan = Plan(on=on, records=(form, done), tasks=ended, reads=reading(notice, *waiting))
        commit(session, plan, cause=cause(actor, "estimate", "received and signed"))
        return done


def _asked_for(session: Session, notice: EstimateNotice) -> list[Task]:
    """The task that the estimate answers."""
    if not notice.appointment_id:
        return []
    return session.find(Task, what=OWED, subject_id=notice.appointment_id, state=TaskState.OPEN)
