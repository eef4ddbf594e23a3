"""Asks the provider what a signed note leaves open, and takes the answer as the provider's own addendum."""

import hashlib
from datetime import date, timedelta

from almoner.core.chart import Note, Visit
from almoner.core.chart.sign import addendum
from almoner.core.coding.answer import Query
from almoner.core.coding.asked_provider import ProviderQuery, QueryState, against
from almoner.core.coding.query_lint import lint_query, text_of
from almoner.core.party import Patient, Provider
from almoner.core.plan import Plan, Task, TaskState, join, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.code.code_visit import code_note
from almoner.flow.code.passage import Passage, placed
from almoner.flow.refused import refusal, refuse_if
from almoner.flow.visit.disclosure import refuse_apart
from almoner.flow.visit.note_after import with_later
from almoner.store.commit import commit
from almoner.store.session import Session

TASK = "provider_query"
ANSWER_WITHIN = timedelta(days=3)
LONGEST_ANSWER = 2000
LONGEST_QUESTION = 300
OWN = "own"
"""What a question in a coder's own words is about."""
LEFT_OPEN = ("other", "cannot be determined")
"""Such a question offers no choices of its own: the answer is in the provider's words."""


def ask(actor: Actor, visit_id: int, about: str, axis: str, *, on: date) -> ProviderQuery:
    """Ask the provider of a visit what the coder finds open in its signed note, with a task; Refused where it
    was asked before, leads, or is not open any more.
    """
    require(actor, Permission.CODE_DECIDE)
    with enter(actor, Permission.CODE_DECIDE) as session:
        visit, note = _signed(session, actor, visit_id, on)
        patient = session.get(Patient, visit.patient_id)
        wanted = _open(code_note(session, visit, note, patient).answer.queries, about, axis)
        return _asked(session, actor, visit, wanted, on)


def ask_own(actor: Actor, visit_id: int, words: str, passage: Passage, *, on: date) -> ProviderQuery:
    """Ask the provider of a visit in the coder's own words about a passage of its signed note, with a task;
    Refused where the passage doesn't stand there once, or the question leads, speaks of money, or was asked
    before.
    """
    require(actor, Permission.CODE_DECIDE)
    with enter(actor, Permission.CODE_DECIDE) as session:
        visit, note = _signed(session, actor, visit_id, on)
        words = " ".join(words.split())
        if not words or len(words) > LONGEST_QUESTION:
            raise refusal(
                "COD-34", "There is no question, or it is too long.", "Ask it in a sentence or two."
            )
        axis = hashlib.sha256(words.casefold().encode()).hexdigest()[:16]
        quoted = (placed(note, passage),)
        wanted = Query(about=OWN, axis=axis, ask=words, indicators=quoted, options=LEFT_OPEN)
        _refuse_leading(wanted)
        return _asked(session, actor, visit, wanted, on)


def _signed(session: Session, actor: Actor, visit_id: int, on: date) -> tuple[Visit, Note]:
    visit = session.get(Visit, visit_id)
    if not visit.note_id:
        raise refusal("COD-02", "The note of this visit is not signed.", "Have the note signed first.")
    refuse_apart(session, actor, visit, on=on)
    return visit, session.get(Note, visit.note_id)


def _asked(session: Session, actor: Actor, visit: Visit, wanted: Query, on: date) -> ProviderQuery:
    if stands := against(wanted.about, wanted.axis, session.find(ProviderQuery, note_id=visit.note_id)):
        raise refusal("COD-15", stands, "Wait for the answer.")
    made = _query(session, visit, wanted, actor.name, on)
    plan = Plan(on=on, records=(made,), tasks=(_task(session, made, on),))
    commit(session, plan, cause=cause(actor, "code"))
    return made


def visit_of(actor: Actor, query_id: int) -> int:
    """Return the visit that a query is about, where it is answered; Refused where there is none."""
    with enter(actor, Permission.CODE_DECIDE) as session:
        found = session.find(ProviderQuery, id=query_id)
        if not found:
            raise refusal("COD-18", "There is no such question here.", "See the work that is open.")
        return found[0].visit_id


def answer(actor: Actor, query_id: int, chosen: str, words: str, *, on: date) -> ProviderQuery:
    """Answer a query with one of its options and words of one's own; it becomes an addendum to the note."""
    require(actor, Permission.NOTE_SIGN)
    with enter(actor, Permission.NOTE_SIGN) as session:
        asked = session.get(ProviderQuery, query_id)
        if asked.state is not QueryState.OPEN:
            raise refusal("COD-16", "This question is answered already.", "Load the page again.")
        if chosen not in asked.options or len(words) > LONGEST_ANSWER:
            raise refusal("COD-17", "The answer is none of the options, or too long.", "Choose one of them.")
        if chosen == "other" and not words.strip():
            raise refusal("COD-17", "Nothing says what it is instead.", "Write it in your own words.")
        text = f"Asked: {asked.ask}\nAnswer: {chosen}. {words.strip()}".strip()
        note = session.get(Note, asked.note_id)
        added = addendum(note, text, by=actor.name, ids=session.ids(), on=on)
        refuse_if(added.findings)
        added = with_later(session, added, note, on=on)
        (written,) = (one for one in added.records if isinstance(one, Note))
        made = asked.answered(chosen, written.id, by=actor.name, on=on)
        waiting = session.find(Task, what=TASK, subject_id=asked.id, state=TaskState.OPEN)
        done = tuple(task.closed(by=actor.name, outcome="Answered.", on=on) for task in waiting)
        own = Plan(on=on, records=(made,), tasks=done, reads=reading(asked, *waiting))
        commit(session, join((added, own), on=on), cause=cause(actor, "document", "answer to a query"))
        return made


def _open(queries: tuple[Query, ...], about: str, axis: str) -> Query:
    for one in queries:
        if (one.about, one.axis) == (about, axis):
            _refuse_leading(one)
            return one
    raise refusal("COD-12", "This is not open any more.", "Load the page again.")


def _refuse_leading(query: Query) -> None:
    for fault in lint_query(text_of(query)):
        raise refusal("COD-14", f"The question would lead ({fault.rule}).", fault.mend)


def _query(session: Session, visit: Visit, wanted: Query, by: str, on: date) -> ProviderQuery:
    return ProviderQuery(
        id=next(session.ids()),
        visit_id=visit.id,
        patient_id=visit.patient_id,
        provider_id=visit.provider_id,
        note_id=visit.note_id,
        about=wanted.about,
        axis=wanted.axis,
        ask=wanted.ask,
        indicators=tuple((quote.start, quote.end) for quote in wanted.indicators),
        options=wanted.options,
        asked_by=by,
        asked_on=on,
    )


def _task(session: Session, made: ProviderQuery, on: date) -> Task:
    provider = session.get(Provider, made.provider_id)
    return Task(
        id=next(session.ids()),
        what=TASK,
        subject_kind=made.kind,
        subject_id=made.id,
        why="A coder asks about your note.",
        owner=provider.user or "provider",
        opened_on=on,
        due_on=on + ANSWER_WITHIN,
        patient_id=made.patient_id,
    )
