"""Open work given to another person or put off, many tasks at once as they were seen; taken back as one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.denial import Denial
from almoner.core.plan import Plan, Task, TaskState, reading
from almoner.flow.access import ROLES, Actor, Permission, cause, enter, may_close, require
from almoner.flow.once import first_entry
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists, lists_work
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_work import TaskRow
from almoner.store.session import Session

MOST_TOGETHER = 200
LONGEST_SLEEP = timedelta(days=60)
LONGEST_WHY = 200
_FLOW = "hand_over"


@dataclass(frozen=True, slots=True)
class Sleep:
    """How long work is put off (None where the day can't be read), and what is waited for."""

    until: date | None
    why: str


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
            workers(actor),
        )


def hand_over(actor: Actor, seen: Mapping[int, int], *, to: str, on: date) -> int:
    """Give tasks, as they were seen (version by task), to a person or a role, who have them at once: nothing
    of them sleeps. Return the number of the audit entry, 0 where nothing moved.
    """
    with enter(actor, Permission.TASK_WORK) as session:
        if entry := first_entry(session, actor):
            return entry
        if to not in workers(actor):
            raise refusal("HND-01", "Work goes to somebody who works tasks here.", "Choose from the list.")
        tasks = _as_seen(session, seen)
        _refuse_anothers(actor, tasks)
        moved = [_awake(task, owner=to) for task in tasks if task.owner != to]
        plan = Plan(on=on, tasks=tuple(moved), reads=reading(*tasks))
        return _committed(session, actor, plan, why=f"handed to {to}")


def snooze(actor: Actor, seen: Mapping[int, int], sleep: Sleep, *, on: date) -> int:
    """Put tasks off, as they were seen (version by task), until a day on which they come back to who put them
    off; return the number of the audit entry. Refused for more than `LONGEST_SLEEP`, without a reason, and
    beyond the day of a refusal, which is the payer's.
    """
    with enter(actor, Permission.TASK_WORK) as session:
        if entry := first_entry(session, actor):
            return entry
        until, why = check_sleep(sleep, on=on)
        tasks = _as_seen(session, seen)
        _refuse_anothers(actor, tasks)
        if any(task.subject_kind == Denial.kind and until > task.due_on for task in tasks):
            mend = "Give a day before it, or leave it out."
            raise refusal("HND-07", "A refusal among these would pass its last day.", mend)
        moved = [
            replace(_awake(task, owner=actor.name), asleep_until=until, asleep_why=why) for task in tasks
        ]
        plan = Plan(on=on, tasks=tuple(moved), reads=reading(*tasks))
        return _committed(session, actor, plan, why=f"put off until {until}")


def check_sleep(sleep: Sleep, *, on: date) -> tuple[date, str]:
    """Return the day and the reason for which work is put off, or refuse them."""
    until, why = sleep.until, sleep.why.strip()
    if until is None or not on < until <= on + LONGEST_SLEEP:
        raise refusal("HND-06", "Work is put off for 1 to 60 days.", "Give a day to come.")
    if not why or len(why) > LONGEST_WHY:
        raise refusal("HND-08", f"A reason has 1 to {LONGEST_WHY} characters.", "Say what is waited for.")
    return until, why


def take_back(actor: Actor, entry: int, *, on: date) -> None:
    """Give the tasks of one's own audit entry back to whom they belonged before, asleep as they were then;
    refused where one has changed since, and where the entry is no handing over and no putting off.
    """
    with enter(actor, Permission.TASK_WORK) as session:
        moved = lists_work.moved(session, entry, flow=_FLOW, by=actor.name)
        if not moved:
            raise refusal("HND-03", "Only your own handing over is taken back.", "Hand the work over anew.")
        tasks = _as_seen(session, {task.id: task.version + 1 for task in moved})
        back = [replace(task, version=task.version + 2) for task in moved]
        plan = Plan(on=on, tasks=tuple(back), reads=reading(*tasks))
        _committed(session, actor, plan, why="taken back")


def _awake(task: Task, *, owner: str) -> Task:
    return replace(task, version=task.version + 1, owner=owner, asleep_until=None, asleep_why="")


def _refuse_anothers(actor: Actor, tasks: Collection[Task]) -> None:
    if not all(may_close(task.owner, actor) for task in tasks):
        raise refusal("HND-02", "A task among these is another role's.", "Leave it out.")


def _as_seen(session: Session, seen: Mapping[int, int]) -> list[Task]:
    if not seen or len(seen) > MOST_TOGETHER:
        raise refusal("HND-04", f"One to {MOST_TOGETHER} tasks go together.", "Tick that many.")
    take_turn(session)
    tasks = session.find(Task, id=list(seen), state=TaskState.OPEN)
    if {task.id: task.version for task in tasks} != dict(seen):
        raise refusal("HND-05", "Some of this work has changed since.", "Look at it again.")
    return tasks


def _committed(session: Session, actor: Actor, plan: Plan, *, why: str) -> int:
    made = commit(session, plan, cause=cause(actor, _FLOW, why))
    return made.audit_id if made else 0


def workers(actor: Actor) -> tuple[str, ...]:
    """Return the roles that work tasks, and the practice's people in them."""
    require(actor, Permission.TASK_WORK)
    from almoner.store.models import Membership  # the models want settings that are ready

    roles = sorted(role for role, may in ROLES.items() if Permission.TASK_WORK in may)
    members = Membership.objects.filter(practice_id=actor.practice_id, role__in=roles)
    names = members.values_list("user__username", flat=True).distinct().order_by("user__username")
    return (*names, *roles)
