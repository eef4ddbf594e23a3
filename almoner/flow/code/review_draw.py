"""Draws coded visits for a second review where their superbill is finished or a charge comes late, and keeps
the first codes from who may still code them a second time. Called inside other flows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.charge import ChargeLine, Superbill
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
from almoner.core.coding.sampling import Finished, Ground, Sampling, draw
from almoner.core.party import Provider
from almoner.core.plan import Plan, Task, TaskState, join, reading
from almoner.flow.access import ROLES, Permission
from almoner.flow.refused import refusal
from almoner.store.lists import lists_review
from almoner.store.session import Session
from almoner.store.shipped.coding_cards import shipped_sampling

PLAIN_REVIEW = "second_review"
"""The task about a second review that no claim waits for."""
REVIEWS = (PLAIN_REVIEW, HOLDING_REVIEW)
_REVIEWING = frozenset(role for role, may in ROLES.items() if Permission.CODE_REVIEW in may)


@dataclass(frozen=True, slots=True)
class Decided:
    """A visit whose superbill is being finished: its signed note, and the decisions behind the codes."""

    visit: Visit
    note: Note
    bill: Superbill
    made: Sequence[CodingDecision]

    @property
    def involved(self) -> frozenset[str]:
        """Whoever decided on a code of it."""
        return frozenset({one.decided_by for one in self.made} | {self.bill.decided_by})


def drawn(session: Session, finished: Sequence[Decided], *, by: str, on: date) -> Plan:
    """Return the plan of the second reviews of superbills that this person is finishing, each with its task;
    empty of those that aren't drawn, and where nobody else in the practice could do it.
    """
    if not lists_review.has_other_person(session, (by,), _REVIEWING):
        return Plan(on=on)
    draws, others = _draws(session, [one.visit for one in finished], by, on), _Others(session)
    plans = []
    for number, one in enumerate(finished):
        services = tuple((line.code, line.modifiers) for line in one.bill.lines)
        grounds = draws.grounds(one, one.bill.diagnoses, services, number)
        if grounds and others.are_there(one.involved):
            plans.append(_plan(session, draws, one, codes_of(one.bill), grounds))
    return join(plans, on=on)


def drawn_late(
    session: Session, late: Decided, before: Sequence[ChargeLine], line: ChargeLine, *, on: date
) -> Plan:
    """Return the plan of the second review of a line that is charged after its superbill: it joins the review
    that waits for its second person, else it is drawn by itself. A service that a second person has coded
    from the note already is not coded again.

    `late.made` are the decisions behind the line; Refused while a review of the visit is being settled.
    """
    reviews = session.find(CodingReview, visit_id=late.visit.id)
    if any(one.state is ReviewState.DIFFERS for one in reviews):
        raise refusal("COD-33", "Two persons' codes of this visit are being settled.", "Settle them first.")
    service = CodedService(line.code, line.units, line.modifiers)
    if any(one.confirms(service) for one in reviews):
        return Plan(on=on)
    waiting = next((one for one in reviews if one.is_open), None)
    by = late.made[0].decided_by
    involved = late.involved | set(waiting.involved if waiting else ())
    if not _Others(session).are_there(involved):
        return Plan(on=on)
    services = ((line.code, line.modifiers),)
    draws = _draws(session, [late.visit], by, on)
    grounds = draws.grounds(late, line.diagnoses, services)
    whole = _codes_with(late.bill, before, line)
    if waiting is not None:
        holds = draws.card.holds_claim(grounds)
        return _joined(session, waiting, waiting.with_late(whole, grounds, by=by, holds=holds), on)
    return _plan(session, draws, late, whole, grounds) if grounds else Plan(on=on)


@dataclass(frozen=True, slots=True)
class _Draws:
    """What a draw rests on beside the visit: the card, the day, the providers' numbers, who codes and how
    many visits they have finished before.
    """

    card: Sampling
    on: date
    npis: dict[int, str]
    coder: str
    before: int

    def grounds(
        self,
        decided: Decided,
        diagnoses: tuple[str, ...],
        services: tuple[tuple[str, tuple[str, ...]], ...],
        number: int = 0,
    ) -> tuple[Ground, ...]:
        """Why these codes are coded a second time; `number` is how many were finished just before."""
        finished = Finished(
            visit_id=decided.visit.id,
            note_sha256=decided.note.sha256,
            provider_npi=self.npis[decided.visit.provider_id],
            coder=self.coder,
            before=self.before + number,
            diagnoses=diagnoses,
            services=services,
            decisions=decided.made,
        )
        return draw(self.card, finished)


def _draws(session: Session, visits: Sequence[Visit], coder: str, on: date) -> _Draws:
    card = shipped_sampling()
    providers = session.find(Provider, id=list({one.provider_id for one in visits}))
    before = lists_review.finished_before(session, coder, most=card.first_visits)
    return _Draws(card, on, {one.id: one.npi for one in providers}, coder, before)


class _Others:
    """Whether anybody beside some persons may review, each set asked for once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[frozenset[str], bool] = {}

    def are_there(self, involved: Iterable[str]) -> bool:
        names = frozenset(involved)
        if names not in self._known:
            self._known[names] = lists_review.has_other_person(self._session, sorted(names), _REVIEWING)
        return self._known[names]


def _plan(
    session: Session, draws: _Draws, decided: Decided, first: Codes, grounds: tuple[Ground, ...]
) -> Plan:
    """A second review that begins, with its task."""
    card, on = draws.card, draws.on
    suggested, accepted = suggested_of(decided.made)
    review = CodingReview(
        id=next(session.ids()),
        visit_id=decided.visit.id,
        patient_id=decided.visit.patient_id,
        provider_id=decided.visit.provider_id,
        note_id=decided.note.id,
        superbill_id=decided.bill.id,
        coded_by=draws.coder,
        first=first,
        grounds=grounds,
        holds_claim=card.holds_claim(grounds),
        drawn_on=on,
        due_on=on + timedelta(days=card.due_days),
        card=card.version,
        suggested=suggested,
        accepted=accepted,
        involved=tuple(sorted(decided.involved)),
    )
    return Plan(on=on, records=(review,), tasks=(_task(session, review, card, on),))


def _joined(session: Session, waiting: CodingReview, told: CodingReview, on: date) -> Plan:
    """A review that waits for its second person, with a late line; its claims wait where the line asks it."""
    asked = session.find(Task, what=PLAIN_REVIEW, subject_id=told.visit_id, state=TaskState.OPEN)
    tasks = tuple(
        replace(one, version=one.version + 1, what=HOLDING_REVIEW) for one in asked if told.holds_claim
    )
    return Plan(on=on, records=(told,), tasks=tasks, reads=reading(waiting, *asked))


def _codes_with(bill: Superbill, before: Sequence[ChargeLine], line: ChargeLine) -> Codes:
    """What is charged of a visit with a late line: what was taken back is no part of it."""
    lines = [*(one for one in before if one.stands), line]
    diagnoses = dict.fromkeys((*bill.diagnoses, *(code for one in lines for code in one.diagnoses)))
    services = tuple(CodedService(one.code, one.units, one.modifiers) for one in lines)
    return Codes(tuple(diagnoses), services)


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
    if is_blind_to(session, visit, name):
        raise refusal(
            "COD-20",
            "This visit waits for a second review, and its codes are not shown before.",
            "Code it in its review first.",
        )


def is_blind_to(session: Session, visit: Visit, name: str) -> bool:
    """True where somebody may still code a visit a second time, and sees no first codes before."""
    if visit.state is VisitState.SIGNED:
        return False
    drawn_ones = session.find(CodingReview, visit_id=visit.id, state=ReviewState.DRAWN)
    return any(not against_second(one, name) for one in drawn_ones)
