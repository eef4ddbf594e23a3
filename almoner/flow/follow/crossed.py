"""Claims that a payer has sent on to the next one itself: none of our own goes while the answer may still
come, and when its day has passed ours is proposed; called inside `follow`.
"""

from dataclasses import replace
from datetime import date, timedelta

from almoner.core.plan import Ids, Plan, Task, TaskState, reading
from almoner.store.session import Session

WATCH = "crossover_watch"
DUE = timedelta(days=3)


def awaited_until(tasks: list[Task], *, on: date) -> date | None:
    """Return the day until which the next payer may still answer what was sent on to it, None where it may
    no longer. `tasks` are the open ones of a claim.
    """
    days = [task.due_on for task in tasks if task.what == WATCH and task.due_on >= on]
    return max(days, default=None)


def lapsed(session: Session, *, on: date, limit: int) -> Plan:
    """Return the plan for claims that were sent on and not answered by their day: the watch ends, and where
    something was left to the next payer our own claim to it is proposed.
    """
    asked = session.find(Task, what=WATCH, state=TaskState.OPEN, order="due_on, t.id", limit=limit)
    late = [task for task in asked if task.due_on < on]
    ids = session.ids()
    proposed = [_proposal(task, ids, on) for task in late if task.cents > 0]
    done = [task.closed(by="almoner", outcome=_outcome(task), on=on) for task in late]
    return Plan(on=on, tasks=(*done, *proposed), reads=reading(*late))


def _outcome(watched: Task) -> str:
    if watched.cents > 0:
        return "Nobody has answered: our own claim is proposed."
    return "Nothing was left to the next payer."


def _proposal(watched: Task, ids: Ids, on: date) -> Task:
    return replace(
        watched,
        id=next(ids),
        version=1,
        what="bill_next_payer",
        why=f"The claim was sent on and nobody answered by {watched.due_on}: send the next payer our own.",
        opened_on=on,
        due_on=on + DUE,
    )
