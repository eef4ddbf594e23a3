"""Draws coded visits for a second review where their superbill is finished, and keeps the first codes from
who may still code them a second time. Called inside other flows.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from almoner.core.charge import Superbill
from almoner.core.chart import Note, Visit, VisitState
from almoner.core.claim.documented import HOLDING_REVIEW
from almoner.core.coding.decision import CodingDecision
from almoner.core.coding.review import (
    CodedService,
    Codes,
    CodingReview,
    ReviewState,
    against_second,
    suggested_of,
)
from almoner.core.coding.sampling import Finished, Sampling, draw
from almoner.core.party import Provider
from almoner.core.plan import Plan, Task
from almoner.flow.access import ROLES, Permission
from almoner.flow.refused import refusal
from almoner.store import lists_review
from almoner.store.coding_cards import shipped_sampling
from almoner.store.session import Session

PLAIN_REVIEW = "second_review"
"""The task about a second review that no claim waits for."""
REVIEWS = (PLAIN_REVIEW, HOLDING_REVIEW)
_REVIEWING = frozenset(role for role, may in ROLES.items() if Permission.CODE_REVIEW in may)


def drawn(session: Session, note: Note, bill: Superbill, made: Sequence[CodingDecision], *, on: date) -> Plan:
    """Return the plan of a second review of a superbill that is being finished, with its task; empty where it
    isn't drawn, and where nobody else in the practice could do it.
    """
    card = shipped_sampling()
    involved = tuple(sorted({one.decided_by for one in made} | {bill.decided_by}))
    if not lists_review.has_other_person(session, involved, _REVIEWING):
        return Plan(on=on)
    visit = session.get(Visit, bill.visit_id)
    finished = Finished(
        visit_id=visit.id,
        note_sha256=note.sha256,
        provider_npi=session.get(Provider, visit.provider_id).npi,
        coder=bill.decided_by,
        before=lists_review.finished_before(session, bill.decided_by, most=card.first_visits),
        diagnoses=bill.diagnoses,
        services=tuple((line.code, line.modifiers) for line in bill.lines),
        decisions=made,
    )
    grounds = draw(card, finished)
    if not grounds:
        return Plan(on=on)
    suggested, accepted = suggested_of(made)
    review = CodingReview(
        id=next(session.ids()),
        visit_id=visit.id,
        patient_id=visit.patient_id,
        provider_id=visit.provider_id,
        note_id=note.id,
        superbill_id=bill.id,
        coded_by=bill.decided_by,
        first=codes_of(bill),
        grounds=grounds,
        holds_claim=card.holds_claim(grounds),
        drawn_on=on,
        due_on=on + timedelta(days=card.due_days),
        card=card.version,
        suggested=suggested,
        accepted=accepted,
        involved=involved,
    )
    return Plan(on=on, records=(review,), tasks=(_task(session, review, card, on),))


def codes_of(bill: Superbill) -> Codes:
    """Return a superbill's codes as two persons' are compared."""
    return Codes(
        bill.diagnoses, tuple(CodedService(one.code, one.units, one.modifiers) for one in bill.lines)
    )


def _task(session: Session, review: CodingReview, card: Sampling, on: date) -> Task:
    return Task(
        id=next(session.ids()),
        what=HOLDING_REVIEW if review.holds_claim else PLAIN_REVIEW,
        subject_kind="visit",
        subject_id=review.visit_id,
        why="A second person codes this visit without seeing the first codes.",
        owner="coder",
        opened_on=on,
        due_on=on + timedelta(days=card.due_days),
        patient_id=review.patient_id,
    )


def refuse_unblinding(session: Session, visit: Visit, name: str) -> None:
    """Refuse the first codes of a visit to whoever may still code it a second time."""
    if visit.state is VisitState.SIGNED:
        return
    for one in session.find(CodingReview, visit_id=visit.id, state=ReviewState.DRAWN):
        if not against_second(one, name):
            raise refusal(
                "COD-20",
                "This visit waits for a second review, and its codes are not shown before.",
                "Code it in its review first.",
            )
