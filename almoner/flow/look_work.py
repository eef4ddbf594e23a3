"""What the task screen shows: open work by day and money. Reads only; asks access first."""

from dataclasses import dataclass
from datetime import date

from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.look import owners_of
from almoner.store import lists, lists_work
from almoner.store.lists import Frame, Page
from almoner.store.lists_work import Load, TaskRow


@dataclass(frozen=True, slots=True)
class Work:
    """A page of open tasks, and how much there is for the actor and for everybody."""

    frame: Frame
    page: Page[TaskRow]
    mine: Load
    all: Load


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks: the actor's own or everybody's, due by a day, after the last one of a page."""

    is_mine: bool = True
    due_by: date | None = None
    after: int = 0


def work(actor: Actor, wanted: Wanted, *, on: date) -> Work:
    """Return open tasks."""
    require(actor, Permission.TASK_READ)
    mine = owners_of(actor)
    owners = mine if wanted.is_mine else ()
    with enter(actor, Permission.TASK_READ) as session:
        return Work(
            frame=lists.frame(session, on=on),
            page=lists_work.tasks(session, owners=owners, due_by=wanted.due_by, after=wanted.after),
            mine=lists_work.load(session, owners=mine, on=on),
            all=lists_work.load(session, on=on),
        )
