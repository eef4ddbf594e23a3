"""What the task screen shows: open work, what would be lost first on top. Reads only; asks access first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.look import owners_of
from almoner.store import lists, lists_work
from almoner.store.lists import Frame, Page
from almoner.store.lists_work import Load, Scope, TaskRow, View

COUNTED_VIEWS = (View.EXPIRING, View.DENIED, View.UNDERPAID, View.SNOOZED)


@dataclass(frozen=True, slots=True)
class Work:
    """A page of open tasks, how much there is for the actor and for everybody, and how much in each view."""

    frame: Frame
    page: Page[TaskRow]
    mine: Load
    all: Load
    views: Mapping[View, Load] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks: the actor's own or everybody's, of a view, after the last one of a page."""

    is_mine: bool = True
    view: View = View.ALL
    after: int = 0


def work(actor: Actor, wanted: Wanted, *, on: date) -> Work:
    """Return open tasks."""
    require(actor, Permission.TASK_READ)
    mine = owners_of(actor)
    owners = mine if wanted.is_mine else ()
    with enter(actor, Permission.TASK_READ) as session:
        scopes = [Scope(on, mine), Scope(on), *(Scope(on, owners, one) for one in COUNTED_VIEWS)]
        own, everybodys, *views = lists_work.loads(session, scopes)
        return Work(
            frame=lists.frame(session, on=on),
            page=lists_work.tasks(session, Scope(on, owners, wanted.view), after=wanted.after),
            mine=own,
            all=everybodys,
            views=dict(zip(COUNTED_VIEWS, views, strict=True)),
        )
