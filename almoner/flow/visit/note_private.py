"""Psychotherapy notes: kept apart from the visit's note, written by mental health professionals alone, and
opened by nobody but their author.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from almoner.core.chart import Visit
from almoner.core.chart.private import PsychotherapyNote, against, is_mental_health
from almoner.core.party import Provider
from almoner.core.plan import Plan
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_if
from almoner.flow.visit.look_chart import Head, head_of
from almoner.store.chart import drafts
from almoner.store.commit import commit
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class PrivatePage:
    """What the author of psychotherapy notes sees at a visit: their own notes about the patient as (id, day,
    words), the latest first.
    """

    head: Head
    visit: Visit
    own: list[tuple[int, date, str]]


def page(actor: Actor, visit_id: int, *, on: date) -> PrivatePage:
    """Return the actor's own notes about a visit's patient; Refused to whoever may keep none."""
    with enter(actor, Permission.NOTE_SIGN) as session:
        visit = session.get(Visit, visit_id)
        _professional(session, actor)
        own = drafts.words_of(session, visit.patient_id, author=actor.name)
        return PrivatePage(head_of(session, visit.patient_id, on=on), visit, own)


def keep(actor: Actor, visit_id: int, words: str, *, on: date) -> PsychotherapyNote:
    """Keep a psychotherapy note apart from the visit's note; its author alone will open it."""
    with enter(actor, Permission.NOTE_SIGN) as session:
        if (first := first_act(session, actor, PsychotherapyNote)) is not None:
            return first
        visit = session.get(Visit, visit_id)
        _professional(session, actor)
        refuse_if(against(words))
        digest = hashlib.sha256(words.encode()).hexdigest()
        made = PsychotherapyNote(next(session.ids()), visit.id, visit.patient_id, actor.name, on, digest)
        commit(session, Plan(on=on, records=(made,)), cause=cause(actor, "document", "psychotherapy note"))
        drafts.keep_words(session, made.id, words)
        return made


def _professional(session: Session, actor: Actor) -> None:
    """Refuse whoever is no mental health professional of the practice (45 CFR 164.501)."""
    own = session.find(Provider, user_name=actor.name)
    if not own or not is_mental_health(own[0].taxonomy):
        raise refusal(
            "DOC-16",
            "Only a mental health professional keeps psychotherapy notes.",
            "Write what belongs to the visit into its note.",
        )
