"""Open work given to another person, many tasks at once as they were seen, and taken back as one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.plan import Plan, Task, TaskState, reading
from almoner.flow.access import ROLES, Actor, Permission, cause, enter, may_close
from almoner.flow.refused import refusal
from almoner.store import lists, lists_work
from almoner.store.commit import commit, take_turn
from almoner.store.lists import Frame
from almoner.store.lists_work import TaskRow
from almoner.store.session import Session

MOST_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """Tasks to be handed over, those that stay because they are another's, and who may get them."""

    frame: Frame
    rows: tuple[TaskRow, ...]
    staying: tuple[TaskRow, ...]
    people: tuple[str, ...]

    @property
    def cents(self) -> int:
        """The money in what moves."""
        return sum(row.cents for row in self.rows)


def preview(actor: Actor, task_ids: Collection[int], *, on: date) -> Chosen:
    """Return what would change hands; nothing is written."""
    with enter(actor, Permission.TASK_WORK) as session:
        found = lists_work.some(session, list(task_ids)[:MOST_TOGETHER])
        own = tuple(row for row in found if may_close(row.owner, actor))
        return Chosen(
            lists.frame(session, on=on),
            own,
            tuple(row for row in found if row not in own),
            _people(actor),
        )


def hand_over(actor: Actor, seen: Mapping[int, int], *, to: str, on: date) -> dict[int, int]:
    """Give tasks, as they were seen (version by task), to a person or a role; return their versions now."""
    with enter(actor, Permission.TASK_WORK) as session:
        if to not in _people(actor):
            raise refusal("HND-01", "Work goes to somebody who works tasks here.", "Choose from the list.")
        tasks = _as_seen(session, seen)
        for task in tasks:
            if not may_close(task.owner, actor):
                raise refusal("HND-02", "A task among these is another role's.", "Leave it out.")
        moved = [replace(task, version=task.version + 1, owner=to) for task in tasks if task.owner != to]
        plan = Plan(on=on, tasks=tuple(moved), reads=reading(*tasks))
        return _committed(session, actor, plan, why=f"handed to {to}")


def take_back(actor: Actor, seen: Mapping[int, int], *, on: date) -> dict[int, int]:
    """Give tasks back to whom they belonged before; refused where one has changed since, or was not handed
    over by this version.
    """
    with enter(actor, Permission.TASK_WORK) as session:
        tasks = _as_seen(session, seen)
        earlier = lists_work.before(session, dict(seen))
        moved = [
            replace(task, version=task.version + 1, owner=_owner(actor, task, earlier)) for task in tasks
        ]
        plan = Plan(on=on, tasks=tuple(moved), reads=reading(*tasks))
        return _committed(session, actor, plan, why="handing over taken back")


def _owner(actor: Actor, task: Task, earlier: Mapping[int, Task]) -> str:
    was = earlier.get(task.id)
    is_handed = was is not None and replace(was, version=task.version, owner=task.owner) == task
    if was is None or not is_handed or not may_close(was.owner, actor):
        raise refusal("HND-03", "Only your own handing over is taken back.", "Hand the work over anew.")
    return was.owner


def _as_seen(session: Session, seen: Mapping[int, int]) -> list[Task]:
    if not seen or len(seen) > MOST_TOGETHER:
        raise refusal("HND-04", f"One to {MOST_TOGETHER} tasks go together.", "Tick that many.")
    take_turn(session)
    tasks = session.find(Task, id=list(seen), state=TaskState.OPEN)
    if {task.id: task.version for task in tasks} != dict(seen):
        raise refusal("HND-05", "Some of this work has changed since.", "Look at it again.")
    return tasks


def _committed(session: Session, actor: Actor, plan: Plan, *, why: str) -> dict[int, int]:
    if plan.tasks:
        commit(session, plan, cause=cause(actor, "hand_over", why))
    return {task.id: task.version for task in plan.tasks}


def _people(actor: Actor) -> tuple[str, ...]:
    """Return the roles that work tasks, and the practice's people in them."""
    from almoner.store.models import Membership  # the models want settings that are ready

    roles = sorted(role for role, may in ROLES.items() if Permission.TASK_WORK in may)
    members = Membership.objects.filter(practice_id=actor.practice_id, role__in=roles)
    names = members.values_list("user__username", flat=True).distinct().order_by("user__username")
    return (*names, *roles)
