"""A form that is sent twice acts once: the second time it is answered with what the first has made."""

from typing import TypeVar

from almoner.core.plan import Record
from almoner.flow.access import Actor
from almoner.flow.refused import refusal
from almoner.store.commit import take_turn
from almoner.store.once import sent
from almoner.store.session import Session

R = TypeVar("R", bound=Record)


def first_act(session: Session, by: Actor, kind: type[R]) -> R | None:
    """Return what somebody's form made the first time, or None where it comes for the first time (inside
    another flow's session, in its turn).

    Refused where the form says something else by now: that is another act, and wants a form of its own.
    """
    if by.once is None:
        return None
    take_turn(session)
    before = sent(session, by.once.key, kind.kind)
    if before is None:
        return None
    if before.said != by.once.said or not before.made_id:
        why = "This form was sent before, and said something else."
        raise refusal("ONC-01", why, "Load the page again, look at what was done, and fill in a new form.")
    return session.get(kind, before.made_id)
