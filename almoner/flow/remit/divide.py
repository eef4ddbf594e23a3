"""An amount in suspense that is several: divided into parts, each to be placed by itself, and put together
again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from almoner.core.collect.divide import Division, Part, divide, divide_faults, unite
from almoner.core.collect.suspense import HeldCash
from almoner.core.plan import Task, TaskState, join
from almoner.core.remit.history import PART, PARTS
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.refused import refusal, refuse_faults
from almoner.flow.remit.suspense import About, about_tasks, held_of, undecided
from almoner.store.commit import commit, take_turn
from almoner.store.money.postings import postings_of
from almoner.store.session import Session


def divide_held(actor: Actor, task_id: int, parts: Sequence[Part], *, on: date) -> tuple[Task, ...]:
    """Divide what a task holds in suspense; return the work about each part, the rest of it last. Each is
    then
    placed, given or sent back whole.
    """
    with enter(actor, Permission.SUSPENSE_PLACE) as session:
        take_turn(session)
        held = held_of(session, task_id)
        refuse_faults("DIV-01", divide_faults(held, parts), "Give other parts.")
        plan = divide(held, parts, by=actor.name, ids=session.ids(), on=on)
        words = "; ".join(part.why for part in parts)
        commit(session, plan, cause=cause(actor, "suspense", f"divided: {words}"[:500]))
        return plan.tasks[1:]


def unite_held(actor: Actor, task_id: int, *, on: date, why: str) -> Task:
    """Put an amount together again of which a task owns a part; return the work that owns the whole. Refused
    where one of its parts is not in suspense any more.
    """
    require(actor, Permission.SUSPENSE_PLACE)
    if not why.strip():
        raise refusal("DIV-02", "Parts are put together for a reason.", "Say why.")
    with enter(actor, Permission.SUSPENSE_PLACE) as session:
        take_turn(session)
        held = held_of(session, task_id)
        (about,) = about_tasks(session, [held.task])
        root, mark, numbers = held.base.rpartition(f":{PARTS}")
        if not mark:
            raise refusal("DIV-03", "It is no part of another amount.", "Load the list of suspense again.")
        whole = session.get(Task, int(numbers.partition(":")[0]))
        parts = _parts(session, about, f"{root}:{PARTS}{whole.id}:")
        (out,) = postings_of(session, key=[f"{root}:h{whole.id}:out"])
        plan = unite(Division(tuple(parts), out, whole), by=actor.name, ids=session.ids(), on=on)
        left = undecided(session, parts, kept_by=whole.claim_id, by=actor.name, on=on)
        commit(session, join([plan, *left], on=on), cause=cause(actor, "suspense", why))
        return plan.tasks[-1]


def _parts(session: Session, about: About, start: str) -> list[HeldCash]:
    """Every part of an amount with its own work, or Refused where one has gone somewhere."""
    first = [
        one.key for one in about.postings if one.key.startswith(start) and one.key[len(start) :].isdecimal()
    ]
    standing = {
        one.base: one for one in about.standing(start.rpartition(f":{PARTS}")[0]) if one.base in first
    }
    work = session.find(Task, subject_id=about.task.subject_id, what=PART, state=TaskState.OPEN)
    parts = []
    for key in first:
        found = standing.get(key)
        task = next((task for task in work if found and abs(task.cents) == abs(found.cents)), None)
        if found is None or task is None:
            raise refusal(
                "DIV-04", "A part of it is not in suspense any more.", "Take back first where it was placed."
            )
        work.remove(task)
        parts.append(replace(found, task=task))
    return parts
