"""Count the drawer at the end of a day: blind, against the books, with what a difference may come from."""

from dataclasses import dataclass
from datetime import date

from almoner.core.collect.drawer import TASK, Drawer, DrawerCount, count_drawer
from almoner.core.party import Practice
from almoner.core.plan import Task, TaskState
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.once import first_act
from almoner.flow.refused import refuse_if
from almoner.store.commit import commit, refuse_closed, take_turn
from almoner.store.lists import lists, lists_day
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_day import DrawerRow
from almoner.store.money import figures
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class DrawerSheet:
    """What who counts sees: the count of the day, if there is one; the receipts only after one was tried."""

    frame: Frame
    count: DrawerCount | None
    rows: tuple[DrawerRow, ...]
    float_cents: int
    """The change that the drawer begins with, and that is counted too."""


def sheet(actor: Actor, *, on: date, is_tried: bool = False) -> DrawerSheet:
    """Return the sheet of a day; what the books expect is in it only where a count stands or was tried."""
    with enter(actor, Permission.DRAWER_COUNT) as session:
        count = count_of(session, on)
        rows = lists_day.of_the_drawer(session, on=on) if is_tried or (count and not count.ties) else ()
        return DrawerSheet(lists.frame(session, on=on), count, rows, _float(session))


def count(actor: Actor, draft: DrawerCount, *, on: date) -> DrawerCount:
    """Keep what was counted in the drawer, over an earlier count of the day; a form that is sent again gets
    the count that it made.

    Raises Refused where it does not tie and no reason is given, and ClosedDay where the day is closed.
    """
    with enter(actor, Permission.DRAWER_COUNT) as session:
        if (first := first_act(session, actor, DrawerCount)) is not None:
            return first
        take_turn(session)
        refuse_closed(session, on)
        plan = count_drawer(draft, _drawer(session, on), ids=session.ids(), on=on)
        refuse_if(plan.findings)
        commit(session, plan, cause=cause(actor, "drawer"))
        return next(record for record in plan.records if isinstance(record, DrawerCount))


def count_of(session: Session, on: date) -> DrawerCount | None:
    """Return the count of a day that stands (inside the session of another flow)."""
    found = session.find(DrawerCount, counted_on=on)
    return found[0] if found else None


def open_work(session: Session, count: DrawerCount) -> list[Task]:
    """Return the work about a count that nobody has decided yet (inside the session of another flow)."""
    return session.find(Task, what=TASK, subject_id=count.id, state=TaskState.OPEN)


def _drawer(session: Session, on: date) -> Drawer:
    lies, standing = figures.drawer_by_method(session), count_of(session, on)
    tasks = open_work(session, standing) if standing else []
    return Drawer(lies.get("cash", 0), lies.get("check", 0), standing, tasks, _float(session))


def _float(session: Session) -> int:
    return session.get(Practice, session.practice_id).drawer_float_cents
