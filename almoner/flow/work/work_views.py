"""Views of the open work that a person keeps under a name: kept, dropped and taken up again. Nobody sees or
changes another's.
"""

from datetime import date
from typing import Literal

from almoner.core.party.work_view import WorkView
from almoner.core.plan import Plan
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.refused import refusal
from almoner.flow.work.look_work import Wanted
from almoner.store.commit import commit, take_turn
from almoner.store.session import Session

MOST_KEPT = 12
LONGEST_NAME = 40


def keep(actor: Actor, name: str, wanted: Wanted, *, on: date) -> int:
    """Keep what is wanted under a name, in place of the person's own view of that name; return its id."""
    with enter(actor, Permission.TASK_READ) as session:
        named = " ".join(name.split())
        if not 0 < len(named) <= LONGEST_NAME or not named.isprintable():
            raise refusal("WVW-01", f"A view's name has 1 to {LONGEST_NAME} characters.", "Name it anew.")
        take_turn(session)
        kept = session.find(WorkView, person=actor.name, state="kept")
        same = next((one for one in kept if one.name.casefold() == named.casefold()), None)
        if same is None and len(kept) >= MOST_KEPT:
            raise refusal("WVW-02", f"{MOST_KEPT} views are kept already.", "Drop one of them first.")
        made = WorkView(
            id=same.id if same else next(session.ids()),
            person=actor.name,
            name=named,
            is_mine=wanted.is_mine,
            view=wanted.view.value,
            what=wanted.what,
            least_cents=wanted.least_cents,
            within_days=wanted.within_days,
            version=same.version + 1 if same else 1,
        )
        _commit(session, actor, made, on)
        return made.id


def drop(actor: Actor, view_id: int, *, on: date) -> None:
    """Keep a view of one's own no longer."""
    with enter(actor, Permission.TASK_READ) as session:
        _commit(session, actor, _own(session, actor, view_id, "kept").changed("gone"), on)


def take_up(actor: Actor, view_id: int, *, on: date) -> None:
    """Keep a view of one's own again that was dropped; refused where another has its name by now."""
    with enter(actor, Permission.TASK_READ) as session:
        view = _own(session, actor, view_id, "gone")
        named = [one.name.casefold() for one in session.find(WorkView, person=actor.name, state="kept")]
        if view.name.casefold() in named:
            raise refusal("WVW-04", "Another view has this name by now.", "Keep it anew under another name.")
        _commit(session, actor, view.changed("kept"), on)


def _own(session: Session, actor: Actor, view_id: int, state: Literal["kept", "gone"]) -> WorkView:
    take_turn(session)
    found = session.find(WorkView, id=view_id, person=actor.name, state=state)
    if not found:
        raise refusal("WVW-03", "There is no such view of yours.", "Load your work again.")
    return found[0]


def _commit(session: Session, actor: Actor, view: WorkView, on: date) -> None:
    commit(session, Plan(on=on, records=(view,)), cause=cause(actor, "work_view", view.state))
