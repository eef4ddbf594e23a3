"""A form that is sent twice acts once: the second time it is answered with what the first has made."""

from typing import TypeVar

from almoner.core.plan import Record
from almoner.flow.access import Actor
from almoner.flow.refused import Refused, refusal
from almoner.store.commit import take_turn
from almoner.store.once import Sent, sent
from almoner.store.session import Session

R = TypeVar("R", bound=Record)


def first_act(session: Session, by: Actor, kind: type[R]) -> R | None:
    """Return what somebody's form made the first time, or None where it comes for the first time (inside
    another flow's session, in its turn).

    Refused where the form says something else by now: that is another act, and wants a form of its own.
    """
    before = _before(session, by, kind.kind)
    if before is None:
        return None
    if not before.made_id:
        raise _another()
    return session.get(kind, before.made_id)


def first_entry(session: Session, by: Actor) -> int:
    """Return the audit entry of what somebody's form did the first time, or 0; refused as above."""
    before = _before(session, by, "")
    return before.entry if before is not None else 0


def _before(session: Session, by: Actor, kind: str) -> Sent | None:
    if by.once is None:
        return None
    take_turn(session)
    before = sent(session, by.once.key, kind)
    if before is not None and before.said != by.once.said:
        raise _another()
    return before


def _another() -> Refused:
    why = "This form was sent before, and said something else."
    return refusal("ONC-01", why, "Load the page again, look at what was done, and fill in a new form.")
