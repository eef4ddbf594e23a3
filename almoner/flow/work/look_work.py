"""What the task screen shows: open work, what would be lost first on top. Reads only; asks access first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.party.work_view import WorkView
from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.desk.look import owners_of
from almoner.flow.policy import reasons
from almoner.store.lists import lists, lists_work
from almoner.store.lists.lists import Frame, Page
from almoner.store.lists.lists_work import Load, Scope, TaskRow, View, Walk
from almoner.store.lists.order import USUAL, Order

COUNTED_VIEWS = (View.EXPIRING, View.DENIED, View.AUTHORIZATION, View.UNDERPAID, View.IN_VAIN, View.SNOOZED)


@dataclass(frozen=True, slots=True)
class Work:
    """A page of open tasks; how much there is for the actor and for everybody, in each view, and of what is
    shown; and the views that the actor keeps, by name.
    """

    frame: Frame
    page: Page[TaskRow]
    mine: Load
    all: Load
    views: Mapping[View, Load]
    shown: Load
    kept: tuple[WorkView, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks: the actor's own or everybody's, of a view, narrowed to a kind of work, to so many cents or
    more and to what is due within so many days (empty or 0 narrows nothing), after the last one of a page.
    """

    is_mine: bool = True
    view: View = View.ALL
    what: str = ""
    least_cents: int = 0
    within_days: int = 0
    after: int = 0


def walk(actor: Actor, wanted: Wanted, task_id: int, *, on: date, order: Order = USUAL) -> Walk:
    """Return a list of open work as what a person goes along from a claim, who is at one of its tasks."""
    require(actor, Permission.TASK_READ)
    return Walk(_scope(actor, wanted, on=on), task_id, order)


def _scope(actor: Actor, wanted: Wanted, *, on: date) -> Scope:
    mine = owners_of(actor) if wanted.is_mine else ()
    return Scope(
        on,
        mine,
        wanted.view,
        wanted.what,
        wanted.least_cents,
        wanted.within_days,
        carcs=reasons().carcs_of("authorization"),
    )


def work(actor: Actor, wanted: Wanted, *, on: date, order: Order = USUAL) -> Work:
    """Return open tasks, what would be lost first on top or in another order."""
    require(actor, Permission.TASK_READ)
    mine = owners_of(actor)
    shown = _scope(actor, wanted, on=on)
    whole = replace(shown, view=View.ALL, what="", least_cents=0, within_days=0)
    with enter(actor, Permission.TASK_READ) as session:
        scopes = [Scope(on, mine), Scope(on), *(replace(whole, view=one) for one in COUNTED_VIEWS), shown]
        own, everybodys, *views, seen = lists_work.loads(session, scopes)
        return Work(
            frame=lists.frame(session, on=on),
            page=lists_work.tasks(session, shown, order=order, after=wanted.after),
            mine=own,
            all=everybodys,
            views=dict(zip(COUNTED_VIEWS, views, strict=True)),
            shown=seen,
            kept=tuple(session.find(WorkView, person=actor.name, state="kept", order="name")),
        )
