"""The notices of a person: which comments name them, and that they dealt with one. Nobody sees another's."""

from dataclasses import dataclass
from datetime import date

from almoner.core.party.comment import Notice, NoticeState
from almoner.core.plan import Plan, reading
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.refused import refusal
from almoner.store.commit import commit
from almoner.store.kept import long_runs
from almoner.store.kept.long_runs import LongRun
from almoner.store.lists import lists, lists_comments
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_comments import NoticeRow
from almoner.store.session import NotFound, Session


@dataclass(frozen=True, slots=True)
class Notices:
    """What waits for a person, the oldest first; `frame.notices` counts them all."""

    frame: Frame
    rows: tuple[NoticeRow, ...]
    runs: tuple[LongRun, ...] = ()
    """Long work of theirs that they have not put away."""


def mine(actor: Actor, *, on: date) -> Notices:
    """Return the actor's open notices."""
    with enter(actor, Permission.COMMENT_WRITE) as session:
        found = lists_comments.notices(session)
        return Notices(lists.frame(session, on=on), found, tuple(long_runs.of_person(session)))


def deal_with(actor: Actor, notice_id: int, *, on: date) -> Notice:
    """Say that the actor dealt with a notice of theirs; one that was dealt with stays so."""
    with enter(actor, Permission.COMMENT_WRITE) as session:
        old = _own(session, actor, notice_id)
        if old.state is NoticeState.DONE:
            return old
        new = old.done(on=on)
        plan = Plan(on=on, records=(new,), reads=reading(old))
        commit(session, plan, cause=cause(actor, "comment", "a notice is dealt with"))
        return new


def open_again(actor: Actor, notice_id: int, *, on: date) -> Notice:
    """Let a notice that the actor dealt with wait again."""
    with enter(actor, Permission.COMMENT_WRITE) as session:
        old = _own(session, actor, notice_id)
        if old.state is not NoticeState.DONE:
            raise refusal("CMT-06", "This notice is open.", "Deal with it in your notices.")
        new = old.opened()
        plan = Plan(on=on, records=(new,), reads=reading(old))
        commit(session, plan, cause=cause(actor, "comment", "a notice is opened again"))
        return new


def _own(session: Session, actor: Actor, notice_id: int) -> Notice:
    found = session.get(Notice, notice_id)
    if found.person != actor.name:
        raise NotFound("no such notice of this person")
    return found
