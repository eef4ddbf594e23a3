"""What tells a payer of a claim by hand: a paper form, a letter of appeal, its packet. Promises that it asks
the patient's consent to disclose substance use records (42 CFR 2.31, 2.33) as a claim that is sent does, and
that who asks the patient has the work. Called inside other flows.
"""

from datetime import date, timedelta

from almoner.core.chart import Visit
from almoner.core.chart.disclosure import DisclosureConsent, lets_claim
from almoner.core.claim import Claim
from almoner.core.claim.documented import CONSENT_OWNER, UNCONSENTED
from almoner.core.plan import Plan, Task, TaskState
from almoner.flow.refused import refusal
from almoner.store.chart.disclosure import substance_use
from almoner.store.session import Session

ASK_CONSENT = "ask_consent"
"""The task to have a patient sign, because something that is no claim waits for it."""
_DUE = timedelta(days=2)


def is_untold(session: Session, claim: Claim, *, on: date) -> bool:
    """True where a claim's payer may not be told of a visit of it today."""
    apart = substance_use(session, claim.visit_ids)
    if not apart:
        return False
    consents = session.find(DisclosureConsent, patient_id=claim.patient_id)
    return not all(
        lets_claim(consents, payer_id=claim.payer_id, service_on=one.service_on, on=on)
        for one in session.find(Visit, id=list(apart))
    )


def untold() -> Exception:
    """Return the refusal of what may not be told."""
    return refusal("DIS-12", UNCONSENTED.message, "The front desk has the patient sign a consent first.")


def refuse_untold(session: Session, claim: Claim, *, on: date) -> None:
    """Raise Refused where a claim's payer may not be told of it today."""
    if is_untold(session, claim, on=on):
        raise untold()


def asking(session: Session, claim: Claim, *, on: date) -> Plan:
    """Return the plan by which the front desk has the patient sign; empty where it does already."""
    if session.find(Task, what=ASK_CONSENT, subject_id=claim.id, state=TaskState.OPEN):
        return Plan(on=on)
    task = Task(
        id=next(session.ids()),
        what=ASK_CONSENT,
        subject_kind=Claim.kind,
        subject_id=claim.id,
        why=UNCONSENTED.message,
        owner=CONSENT_OWNER,
        opened_on=on,
        due_on=on + _DUE,
        patient_id=claim.patient_id,
        claim_id=claim.id,
    )
    return Plan(on=on, tasks=(task,))


def signed(session: Session, consent: DisclosureConsent, *, on: date) -> tuple[Task, ...]:
    """Return the end of the work of asking a patient, as they have signed. A consent that lets nothing be
    billed ends none.
    """
    waiting = session.find(Task, what=ASK_CONSENT, patient_id=consent.patient_id, state=TaskState.OPEN)
    claims = {one.id: one for one in session.find(Claim, id=[task.subject_id for task in waiting])}
    return tuple(
        task.closed(by=consent.recorded_by, outcome="A consent is on record.", on=on)
        for task in waiting
        if _lets(consent, claims[task.subject_id], on)
    )


def _lets(consent: DisclosureConsent, claim: Claim, on: date) -> bool:
    return consent.lets_claim(payer_id=claim.payer_id, service_on=claim.service_on, on=on)
