"""What becomes of a remittance that did not simply post: a person sets it aside or takes it up again, and one
that comes corrected puts an end to it.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from almoner.core.plan import Plan, Task, TaskState, reading
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.remit.receive import is_of_same_payment
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.session import Session

S = RemittanceState
DUE = timedelta(days=4)
NEVER_POSTED = frozenset({S.UNBALANCED, S.DAMAGED})


def set_aside(actor: Actor, remittance_id: int, *, on: date, reason: str) -> Remittance:
    """Say that a remittance which a person decides, or which can't post as it is, is the payment that is in
    the books already: it never posts.
    """
    require(actor, Permission.REMITTANCE_POST)
    if not reason.strip():
        raise refusal("POST-06", "A payment is set aside for a reason.", "Say why.")
    with enter(actor, Permission.REMITTANCE_POST) as session:
        take_turn(session)
        remittance = session.get(Remittance, remittance_id)
        if remittance.state not in {*NEVER_POSTED, S.SUSPECT}:
            raise refusal("POST-07", "Only what waits for a person is set aside.", "Load it again.")
        asked = session.find(Task, subject_id=remittance.id, state=TaskState.OPEN)
        plan = _ended([remittance], asked, why=reason, by=actor.name, on=on)
        commit(session, plan, cause=cause(actor, "post", reason))
        return next(one for one in plan.records if isinstance(one, Remittance))


def take_up_again(actor: Actor, remittance_id: int, *, on: date, reason: str) -> Remittance:
    """Let a remittance that was undone wait to be posted once more, as a new one of the same bytes. Another
    file of the same check is no reason against it: a person decides then, as when that came.
    """
    require(actor, Permission.REMITTANCE_POST)
    if not reason.strip():
        raise refusal("POST-08", "A payment is taken up again for a reason.", "Say why.")
    with enter(actor, Permission.REMITTANCE_POST) as session:
        take_turn(session)
        undone = session.get(Remittance, remittance_id)
        others = session.find(Remittance, trace=undone.trace, state=[S.RECEIVED, S.SUSPECT, S.POSTED])
        if undone.state is not S.REVERSED or any(_is_repeated_by(one, undone) for one in others):
            raise refusal(
                "POST-09", "Only an undone payment that has not come again is taken up.", "Load it again."
            )
        fresh = replace(
            undone, id=next(session.ids()), version=1, state=S.RECEIVED, received_on=on, why=reason
        )
        plan = Plan(on=on, records=(fresh,), reads=reading(undone))
        commit(session, plan, cause=cause(actor, "post", reason))
        return fresh


def _is_repeated_by(other: Remittance, undone: Remittance) -> bool:
    return is_of_same_payment(other, undone) and other.content_sha256 == undone.content_sha256


def replaced(
    posted: Remittance,
    earlier: Iterable[Remittance],
    open_tasks: Iterable[Task],
    *,
    is_of_its_claims: Callable[[Remittance], bool],
    on: date,
) -> Plan:
    """Return the plan that ends what waited for a remittance that posts now: its own open work, and the same
    payment that did not balance, was damaged, or was undone. `open_tasks` are those about all of these. Of
    another amount and other claims it is another file of one check, as what is suspect may be: that stays
    somebody's.
    """
    same = [one for one in earlier if is_of_same_payment(one, posted)]
    tasks = list(open_tasks)
    waited = [
        one
        for one in same
        if one.state in NEVER_POSTED and (one.amount_cents == posted.amount_cents or is_of_its_claims(one))
    ]
    why = "The payment is posted from another file."
    plan = _ended(waited, _about(tasks, waited), why=why, by="almoner", on=on)
    asked = _about(tasks, [posted, *(one for one in same if one.state is S.REVERSED)])
    done = tuple(task.closed(by="almoner", outcome="The payment is posted.", on=on) for task in asked)
    return replace(plan, tasks=(*plan.tasks, *done), reads={**plan.reads, **reading(*asked)})


def _about(tasks: Iterable[Task], remittances: Iterable[Remittance]) -> list[Task]:
    ids = {one.id for one in remittances}
    return [task for task in tasks if task.subject_id in ids]


def _ended(waited: list[Remittance], asked: list[Task], *, why: str, by: str, on: date) -> Plan:
    return Plan(
        on=on,
        records=tuple(replace(one, version=one.version + 1, state=S.DUPLICATE, why=why) for one in waited),
        tasks=tuple(task.closed(by=by, outcome=why, on=on) for task in asked),
        reads=reading(*waited, *asked),
    )


UNEXPLAINED = "undone_payment"


def unexplained(session: Session, undone: Remittance, *, on: date) -> Plan:
    """Return the plan that gives the money of an undone remittance to somebody: the bank may have it."""
    if not undone.amount_cents:
        return Plan(on=on)
    task = Task(
        id=next(session.ids()),
        what=UNEXPLAINED,
        subject_kind=undone.kind,
        subject_id=undone.id,
        why="The payment was undone and its money explains nothing: take it up again, or find what it is.",
        owner="biller",
        opened_on=on,
        due_on=on + DUE,
        cents=undone.amount_cents,
    )
    return Plan(on=on, tasks=(task,))
