"""Comments on a patient, a claim or a visit, and the notices to whom they name.

Promises that nobody is told of what they may not open, that each change is a version beside those before
it, and that only who wrote a comment changes it.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.chart import Visit
from almoner.core.claim import Claim
from almoner.core.party import Patient
from almoner.core.party.comment import (
    LONGEST_TEXT,
    MOST_NAMED,
    Comment,
    CommentState,
    Notice,
    NoticeState,
    called_in,
    tidied,
)
from almoner.core.plan import Plan, Record, reading
from almoner.flow.access import ROLES, Actor, Permission, cause, enter, require
from almoner.flow.refused import refusal
from almoner.store.commit import StalePlan, commit, take_turn
from almoner.store.lists import lists_comments
from almoner.store.session import NotFound, Session


@dataclass(frozen=True, slots=True)
class About:
    """What is commented: a patient, or one of their claims or visits (0: neither)."""

    patient_id: int
    claim_id: int = 0
    visit_id: int = 0


def write(actor: Actor, about: About, text: str, *, on: date) -> Comment:
    """Keep a comment and tell whom it names; return it. Refused where it is empty or too long, or names
    somebody who isn't there or may not open what it is on.
    """
    require(actor, Permission.COMMENT_WRITE)
    with enter(actor, _to_open(about.claim_id)) as session:
        _look(session, about)
        said = _checked(text)
        named = _named(session, said, about.claim_id)
        ids = session.ids()
        made = Comment(
            id=next(ids),
            patient_id=about.patient_id,
            text=said,
            written_by=actor.name,
            written_on=on,
            claim_id=about.claim_id,
            visit_id=about.visit_id,
            named=named,
        )
        told = [_notice(made, next(ids), person, on) for person in named if person != actor.name]
        commit(
            session, Plan(on=on, records=(made, *told)), cause=cause(actor, "comment", "a comment is written")
        )
        return made


def write_on_claim(actor: Actor, claim_id: int, text: str, *, on: date) -> Comment:
    """Keep a comment on a claim."""
    with enter(actor, Permission.CLAIM_READ) as session:
        patient_id = session.get(Claim, claim_id).patient_id
    return write(actor, About(patient_id, claim_id=claim_id), text, on=on)


def mend(actor: Actor, comment_id: int, text: str, *, seen: int, on: date) -> Comment:
    """Change one's own comment as it was `seen` in that version, and tell whom it names newly."""
    with enter(actor, Permission.COMMENT_WRITE) as session:
        take_turn(session)
        old = _own(session, actor, comment_id)
        if old.version != seen:
            raise StalePlan("the comment was changed meanwhile")
        said = _checked(text)
        named = _named(session, said, old.claim_id)
        new = old.mended(said, named, on=on)
        fresh = [person for person in named if person not in {*old.named, actor.name}]
        ids = session.ids()
        told = [_notice(new, next(ids), person, on) for person in fresh]
        plan = Plan(on=on, records=(new, *told), reads=reading(old))
        commit(session, plan, cause=cause(actor, "comment", "a comment is mended"))
        return new


def take_back(actor: Actor, comment_id: int, *, on: date) -> Comment:
    """Take one's own comment back, and end the notices of it that are open; its text stays on record."""
    with enter(actor, Permission.COMMENT_WRITE) as session:
        take_turn(session)
        old = _own(session, actor, comment_id)
        new = old.withdrawn(on=on)
        notices = session.find(Notice, comment_id=comment_id, state=NoticeState.OPEN)
        ended: list[Record] = [one.done(on=on) for one in notices]
        plan = Plan(on=on, records=(new, *ended), reads=reading(old, *notices))
        commit(session, plan, cause=cause(actor, "comment", "a comment is taken back"))
        return new


def told_roles(claim_id: int = 0) -> list[str]:
    """Return the roles whose people may be told of a comment on a claim, or on none (0)."""
    wanted = _to_open(claim_id)
    return [role for role, may in ROLES.items() if wanted in may]


def _to_open(claim_id: int) -> Permission:
    """Return the right to see what a comment is on."""
    return Permission.CLAIM_READ if claim_id else Permission.PATIENT_READ


def _look(session: Session, about: About) -> None:
    """Raise NotFound unless the claim or visit is this patient's."""
    session.get(Patient, about.patient_id)
    if about.claim_id and session.get(Claim, about.claim_id).patient_id != about.patient_id:
        raise NotFound("no such claim of this patient")
    if about.visit_id and session.get(Visit, about.visit_id).patient_id != about.patient_id:
        raise NotFound("no such visit of this patient")


def _own(session: Session, actor: Actor, comment_id: int) -> Comment:
    """Return a comment that stands and is the actor's own."""
    found = session.get(Comment, comment_id)
    if found.claim_id:
        require(actor, Permission.CLAIM_READ)
    if found.written_by != actor.name:
        raise refusal("CMT-04", "Somebody else wrote this comment.", "Write one of your own beside it.")
    if found.state is not CommentState.STANDING:
        raise refusal("CMT-05", "This comment is taken back already.", "Write a new one.")
    return found


def _notice(comment: Comment, notice_id: int, person: str, on: date) -> Notice:
    return Notice(notice_id, comment.id, comment.patient_id, person, comment.written_by, on)


def _checked(text: str) -> str:
    said = tidied(text)
    if not said or len(said) > LONGEST_TEXT:
        mend = f"Write it in at most {LONGEST_TEXT} characters."
        raise refusal("CMT-01", "The comment is empty, or too long.", mend)
    return said


def _named(session: Session, text: str, claim_id: int) -> tuple[str, ...]:
    """Return the sign-in names that a text calls, as they are spelled there."""
    called = called_in(text)
    if not called:
        return ()
    if len(called) > MOST_NAMED:
        raise refusal("CMT-03", "Too many people are named.", f"Name {MOST_NAMED} at most.")
    people = {name.casefold(): name for name in lists_comments.people_with(session, told_roles(claim_id))}
    lacking = [name for name in called if name.casefold() not in people]
    if lacking:
        what = "claims" if claim_id else "patients"
        raise refusal(
            "CMT-02",
            f"Nobody here who may open {what} is called {', '.join(lacking)}.",
            "Write the sign-in name of somebody who may after @, or leave the @ out.",
        )
    return tuple(dict.fromkeys(people[name.casefold()] for name in called))
