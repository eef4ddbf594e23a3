"""Substance use records (42 CFR Part 2): the patient's consents as they are kept and taken back, which visits
are such records, and to whom their notes open. What a claim waits for is said by the gate.
"""

from dataclasses import dataclass, replace
from datetime import date

from almoner.core.chart import Visit
from almoner.core.chart.disclosure import DisclosureConsent, against, lets_claim
from almoner.core.chart.disclosure import revoke as revoking
from almoner.core.chart.entry import Label
from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.documented import CONSENT_OWNER, UNCONSENTED
from almoner.core.claim.state import Event, after
from almoner.core.party import Payer
from almoner.core.plan import Plan, reading
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.by_hand import signed
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_if
from almoner.flow.scrub.gate import hold_task
from almoner.flow.visit.look_chart import Head, head_of
from almoner.store.chart.disclosure import substance_use
from almoner.store.commit import StalePlan, commit
from almoner.store.session import NotFound, Session

_FLOW = "disclosure"


@dataclass(frozen=True, slots=True)
class Seen:
    """A consent as somebody saw it: of which patient, its id and its version then."""

    patient_id: int
    id: int
    version: int


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """A patient's consents, the latest first, with the payers that one may name."""

    head: Head
    consents: tuple[DisclosureConsent, ...]
    payers: dict[int, Payer]


def page(actor: Actor, patient_id: int, *, on: date) -> ConsentPage:
    """Return a patient's consents, or raise NotFound."""
    with enter(actor, Permission.DISCLOSURE_READ) as session:
        head = head_of(session, patient_id, on=on)
        kept = session.find(DisclosureConsent, patient_id=patient_id)
        payers = {one.id: one for one in session.find(Payer)}
        latest = sorted(kept, key=lambda one: (one.signed_on, one.id), reverse=True)
        return ConsentPage(head, tuple(latest), payers)


def faults_of(draft: DisclosureConsent, *, on: date) -> list[Finding]:
    """Return everything that stands against a consent as it was typed, before anybody tries to keep it."""
    return list(against(draft, on=on))


def record(actor: Actor, draft: DisclosureConsent, *, on: date) -> DisclosureConsent:
    """Keep a patient's signed consent. Claims that waited for it are judged again with it."""
    with enter(actor, Permission.DISCLOSURE_WRITE) as session:
        if (first := first_act(session, actor, DisclosureConsent)) is not None:
            return first
        refuse_if(against(draft, on=on))
        head_of(session, draft.patient_id, on=on)
        if draft.payer_id:
            session.get(Payer, draft.payer_id)
        made = replace(
            draft,
            id=next(session.ids()),
            version=1,
            recorded_by=actor.name,
            recorded_on=on,
            revoked_on=None,
            revoked_by="",
            revoked_how="",
        )
        plan = Plan(on=on, records=(made,), tasks=signed(session, made, on=on))
        commit(session, plan, cause=cause(actor, _FLOW, "consent"))
        return made


def revoke(actor: Actor, seen: Seen, how: str, *, on: date) -> DisclosureConsent:
    """Take a consent back on the patient's word; `seen` is as it was shown. What was sent stays sent; what is
    ready to leave and rests on it is held at once, with who asks for a consent as its owner.
    """
    with enter(actor, Permission.DISCLOSURE_WRITE) as session:
        kept = session.get(DisclosureConsent, seen.id)
        if kept.patient_id != seen.patient_id:
            raise NotFound("no such consent of this patient")
        if kept.version != seen.version:
            raise StalePlan("a consent was changed since it was seen")
        plan = revoking(kept, how, by=actor.name, on=on)
        refuse_if(plan.findings)
        plan = _held(session, plan, kept, on)
        commit(session, plan, cause=cause(actor, _FLOW, "taken back"))
        return next(one for one in plan.records if isinstance(one, DisclosureConsent))


def _held(session: Session, plan: Plan, gone: DisclosureConsent, on: date) -> Plan:
    """Hold the patient's claims that are ready and that no other consent lets leave."""
    others = [one for one in session.find(DisclosureConsent, patient_id=gone.patient_id) if one.id != gone.id]
    ready = session.find(Claim, patient_id=gone.patient_id, state=ClaimState.READY)
    apart = substance_use(session, [each for one in ready for each in one.visit_ids])
    stopped = [
        one
        for one in ready
        if apart & set(one.visit_ids)
        and not lets_claim(others, payer_id=one.payer_id, service_on=one.service_on, on=on)
    ]
    ids = session.ids()
    tasks = tuple(
        replace(hold_task(one, UNCONSENTED.message, ids, on), owner=CONSENT_OWNER) for one in stopped
    )
    held = tuple(after(one, Event.HELD, on=on) for one in stopped)
    return replace(
        plan,
        records=(*plan.records, *held),
        tasks=(*plan.tasks, *tasks),
        reads={**plan.reads, **reading(*stopped)},
    )


def mark(actor: Actor, visit_id: int, *, on: date) -> Visit:
    """Say that a visit is a substance use record: its note is kept apart, its claims wait for a consent."""
    with enter(actor, Permission.NOTE_SIGN) as session:
        visit = session.get(Visit, visit_id)
        if Label.PART2 in visit.labels:
            return visit
        made = replace(visit, version=visit.version + 1, labels=(*visit.labels, Label.PART2))
        commit(
            session, Plan(on=on, records=(made,), reads=reading(visit)), cause=cause(actor, _FLOW, "marked")
        )
        return made


def unmark(actor: Actor, visit_id: int, *, on: date) -> Visit:
    """Take back the mark that a person set; who gave the care and labelled entries still count."""
    with enter(actor, Permission.NOTE_SIGN) as session:
        visit = session.get(Visit, visit_id)
        left = tuple(one for one in visit.labels if one is not Label.PART2)
        if left == visit.labels:
            return visit
        made = replace(visit, version=visit.version + 1, labels=left)
        commit(
            session, Plan(on=on, records=(made,), reads=reading(visit)), cause=cause(actor, _FLOW, "unmarked")
        )
        return made


def is_apart(session: Session, by: Actor, visit: Visit, *, on: date) -> bool:
    """True where a visit's note is not for them: it is a substance use record, they have no right to
    restricted entries, and no consent lets it be billed (inside a flow).
    """
    if by.may(Permission.CHART_RESTRICTED) or not substance_use(session, [visit.id]):
        return False
    kept = session.find(DisclosureConsent, patient_id=visit.patient_id)
    return not any(one.lets_bill(service_on=visit.service_on, on=on) for one in kept)


def refuse_apart(session: Session, by: Actor, visit: Visit, *, on: date) -> None:
    """Raise Refused where a visit's note is not for them (inside a flow)."""
    if is_apart(session, by, visit, on=on):
        raise refusal(
            "DIS-10",
            "This visit is a substance use record (42 CFR Part 2), and no consent lets it be billed.",
            "Have the patient's consent recorded first, or let the provider code it.",
        )


def refuse_outside(session: Session, visit: Visit) -> None:
    """Raise Refused where a visit's note may not be shown to anybody outside (inside a flow)."""
    if substance_use(session, [visit.id]):
        raise refusal(
            "DIS-11", "A substance use record is not shown to an outside model.", "Code it without the model."
        )
