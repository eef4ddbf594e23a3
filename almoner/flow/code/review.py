"""The second review of a coded visit: another person codes it blind, what differs is shown and settled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.chart import Note, Visit
from almoner.core.claim.documented import MISCODED
from almoner.core.coding.day_codes import day_codes
from almoner.core.coding.day_minutes import DayTime
from almoner.core.coding.review import (
    Codes,
    CodingReview,
    ReviewState,
    Right,
    Verdict,
    against_second,
    against_settling,
    code_faults,
    verdict_faults,
)
from almoner.core.plan import Plan, Task, TaskState, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.charge import day_minutes
from almoner.flow.charge.coder import tools
from almoner.flow.code.code_autonomy import fallen_by_review
from almoner.flow.code.review_draw import REVIEWS
from almoner.flow.refused import refusal, refuse_faults
from almoner.flow.visit.disclosure import refuse_apart
from almoner.flow.visit.look_chart import Head, head_of
from almoner.store.commit import commit
from almoner.store.lists import lists_review
from almoner.store.lists.lists_review import ReviewRow
from almoner.store.session import Session
from almoner.store.shipped.coding_cards import shipped_sampling

CORRECT_WITHIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Listed:
    """An open review with what keeps this person from its next step; empty where they may take it."""

    row: ReviewRow
    against: str


@dataclass(frozen=True, slots=True)
class Screen:
    """A second review. `review` holds the first codes, which a page shows only once `is_blind` is false."""

    head: Head
    visit: Visit
    note: Note
    review: CodingReview
    against: str
    time: DayTime
    """What the notes of the provider's day state together."""

    @property
    def is_blind(self) -> bool:
        """True until the second person has coded."""
        return self.review.state is ReviewState.DRAWN


def listed(session: Session, name: str) -> tuple[Listed, ...]:
    """Return the open reviews, those first that the named person may go on with (inside another flow)."""
    found = [Listed(one, _against(one.review, name)) for one in lists_review.open_reviews(session)]
    return tuple(sorted(found, key=lambda one: bool(one.against)))


def show(actor: Actor, visit_id: int, *, on: date) -> Screen:
    """Return the second review of a visit. Refused where there is none."""
    require(actor, Permission.CODE_REVIEW)
    with enter(actor, Permission.CODE_REVIEW) as session:
        review = _review(session, visit_id)
        visit = session.get(Visit, visit_id)
        refuse_apart(session, actor, visit, on=on)
        return Screen(
            head=head_of(session, review.patient_id, on=on),
            visit=visit,
            note=session.get(Note, review.note_id),
            review=review,
            against=_against(review, actor.name),
            time=day_minutes.of_day(session, visit.provider_id, visit.service_on),
        )


def code_again(actor: Actor, visit_id: int, codes: Codes, *, on: date) -> CodingReview:
    """Record what a second person codes from the note alone; Refused to whoever coded the visit first."""
    require(actor, Permission.CODE_REVIEW)
    with enter(actor, Permission.CODE_REVIEW) as session:
        review = _review(session, visit_id)
        refuse_apart(session, actor, session.get(Visit, visit_id), on=on)
        if review.state is not ReviewState.DRAWN:
            raise refusal("COD-21", "This visit was coded a second time already.", "Load the page again.")
        if stands := against_second(review, actor.name):
            raise refusal("COD-22", stands, "Leave it to somebody else.")
        refuse_faults("COD-23", code_faults(codes), "Correct your codes.")
        _refuse_unbillable(codes, session.get(Visit, visit_id).service_on)
        told = review.coded_again(codes, by=actor.name, on=on)
        open_tasks = _tasks(session, visit_id)
        if told.is_open:
            tasks = tuple(_to_settle(task, on) for task in open_tasks)
        else:
            tasks = tuple(task.closed(by=actor.name, outcome="Both agree.", on=on) for task in open_tasks)
        plan = Plan(on=on, records=(told,), tasks=tasks, reads=reading(review, *open_tasks))
        commit(session, plan, cause=cause(actor, "code", "second review"))
        return told


def settle(actor: Actor, visit_id: int, said: Sequence[tuple[Right, str]], *, on: date) -> CodingReview:
    """Settle what two persons coded differently, each difference with a reason, in the order shown. Codes
    that were wrong become a task, and the claim waits for it where it has not left.
    """
    require(actor, Permission.CODE_REVIEW)
    with enter(actor, Permission.CODE_REVIEW) as session:
        review = _review(session, visit_id)
        refuse_apart(session, actor, session.get(Visit, visit_id), on=on)
        if stands := against_settling(review, actor.name, third_person=shipped_sampling().third_person):
            raise refusal("COD-22", stands, "Leave it to somebody else.")
        pairs = list(zip(review.differences, said, strict=False))
        verdicts = tuple(Verdict(each, right, reason.strip()) for each, (right, reason) in pairs)
        refuse_faults("COD-24", verdict_faults(review, verdicts), "Settle each difference.")
        told = review.settled(verdicts, by=actor.name, on=on)
        open_tasks = _tasks(session, visit_id)
        done = tuple(task.closed(by=actor.name, outcome="It is settled.", on=on) for task in open_tasks)
        wrong = any(one.right is not Right.FIRST for one in verdicts)
        again = (_correction(session, told, on),) if wrong else ()
        fallen = fallen_by_review(session, told, on=on)
        plan = Plan(
            on=on,
            records=(told, *fallen.records),
            tasks=(*done, *again, *fallen.tasks),
            reads={**reading(review, *open_tasks), **fallen.reads},
        )
        commit(session, plan, cause=cause(actor, "code", "second review is settled"))
        return told


def _review(session: Session, visit_id: int) -> CodingReview:
    found = session.find(CodingReview, visit_id=visit_id)
    if not found:
        raise refusal("COD-25", "This visit has no second review.", "Open the list of reviews.")
    return next((one for one in found if one.is_open), found[-1])


def _against(review: CodingReview, name: str) -> str:
    if review.state is ReviewState.DRAWN:
        return against_second(review, name)
    if review.state is ReviewState.DIFFERS:
        return against_settling(review, name, third_person=shipped_sampling().third_person)
    return ""


def _refuse_unbillable(codes: Codes, on: date) -> None:
    known = day_codes(tools().tables, on)
    if not all(known.is_billable(code) for code in codes.diagnoses):
        raise refusal("COD-13", "This is no billable diagnosis code of the visit's day.", "Look the code up.")


def _tasks(session: Session, visit_id: int) -> list[Task]:
    return session.find(Task, subject_id=visit_id, what=[*REVIEWS], state=TaskState.OPEN)


def _to_settle(task: Task, on: date) -> Task:
    due_on = on + timedelta(days=shipped_sampling().due_days)
    why = "Two persons coded this visit differently: settle what differs."
    return replace(task, version=task.version + 1, why=why, due_on=due_on)


def _correction(session: Session, review: CodingReview, on: date) -> Task:
    return Task(
        id=next(session.ids()),
        what=MISCODED,
        subject_kind="visit",
        subject_id=review.visit_id,
        why="A second review found codes to correct: correct the charge or the claim, then close this.",
        owner="coder",
        opened_on=on,
        due_on=on + CORRECT_WITHIN,
        patient_id=review.patient_id,
    )
