"""Appeals: a refusal goes to the payer's next level, its answer is kept, a window that closes is told."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from almoner.core.claim import Claim
from almoner.core.denial import Denial
from almoner.core.denial.appeal import (
    LIMIT,
    Answer,
    Appeal,
    AppealState,
    Letter,
    Level,
    Standing,
    answered,
    appeal,
    faults,
    levels_of,
    limit_tasks,
    read_levels,
)
from almoner.core.party import Payer
from almoner.core.plan import Plan, Task, TaskState
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.by_hand import asking, is_untold, untold
from almoner.flow.refused import refusal, refuse_faults
from almoner.store.appeals import decided_on, unwarned
from almoner.store.commit import commit
from almoner.store.session import Session

NEAR = timedelta(days=18)
"""Ten business days and a holiday, in days of the calendar."""


@cache
def levels() -> tuple[Level, ...]:
    """Return the levels of appeal of every kind of payer."""
    table = files("almoner").joinpath("policy", "appeals", "levels.toml")
    return read_levels(table.read_text(encoding="utf-8"))


def send_appeal(actor: Actor, denial_id: int, letter: Letter, *, on: date) -> Appeal:
    """Record an appeal that goes out on `on`; Refused with what keeps it from going. Where that is a consent
    of the patient's, the front desk has the work of asking for it.
    """
    if not _is_told(actor, denial_id, on=on):
        raise untold()
    with enter(actor, Permission.DENIAL_WORK) as session:
        (standing,) = standings(session, [session.get(Denial, denial_id)])
        refuse_faults(
            "APL-01", faults(standing, letter, on=on), "Look at the refusal and at its payer's levels."
        )
        plan = appeal(standing, letter, by=actor.name, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "follow", f"appeal by {letter.how}"))
        return next(one for one in plan.records if isinstance(one, Appeal))


def _is_told(actor: Actor, denial_id: int, *, on: date) -> bool:
    """True where the payer may be told of what it refused; else somebody is asked to see to it."""
    with enter(actor, Permission.DENIAL_WORK) as session:
        claim = session.get(Claim, session.get(Denial, denial_id).claim_id)
        if not is_untold(session, claim, on=on):
            return True
        plan = asking(session, claim, on=on)
        if not plan.is_empty:
            commit(session, plan, cause=cause(actor, "follow", "an appeal waits for a consent"))
        return False


def hear_answer(actor: Actor, appeal_id: int, told: Answer, *, on: date) -> Appeal:
    """Record a payer's answer to an appeal; Refused where it has one already, or where it lies ahead."""
    with enter(actor, Permission.DENIAL_WORK) as session:
        sent = session.get(Appeal, appeal_id)
        if sent.state is not AppealState.SENT:
            raise refusal("APL-02", f"This appeal is {sent.state.value}.", "Nothing is left to record.")
        if not sent.sent_on <= told.decided_on <= on:
            raise refusal("APL-03", "The answer's day is not between the appeal and today.", "Correct it.")
        (standing,) = standings(session, [session.get(Denial, sent.denial_id)])
        plan = answered(standing, told, by=actor.name, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "follow", "the payer answered an appeal"))
        return next(one for one in plan.records if isinstance(one, Appeal))


def closing_windows(session: Session, *, on: date, limit: int) -> Plan:
    """Return the plan that tells of windows which close soon (inside another flow's session)."""
    cuts = {payer.id: _first_told_on(_levels(payer), on) for payer in session.find(Payer)}
    denials = unwarned(session, LIMIT, cuts, limit=limit)
    if not denials:
        return Plan(on=on)
    found = standings(session, denials)
    return Plan(on=on, tasks=tuple(limit_tasks(found, (), ids=session.ids(), on=on)))


def standings(session: Session, denials: Sequence[Denial]) -> list[Standing]:
    """Return refusals as they may be appealed, with a fixed number of queries."""
    ids = [one.id for one in denials]
    payers = {one.id: one for one in session.find(Payer, id=list({one.payer_id for one in denials}))}
    told = decided_on(session, [one.advice_id for one in denials])
    appeals: dict[int, list[Appeal]] = defaultdict(list)
    for one in session.find(Appeal, denial_id=ids):
        appeals[one.denial_id].append(one)
    tasks: dict[int, list[Task]] = defaultdict(list)
    for task in session.find(Task, subject_id=ids, subject_kind=Denial.kind, state=TaskState.OPEN):
        tasks[task.subject_id].append(task)
    return [
        Standing(
            denial=one,
            decided_on=told.get(one.advice_id, one.opened_on),
            levels=_levels(payers.get(one.payer_id)),
            appeals=tuple(appeals[one.id]),
            tasks=tuple(tasks[one.id]),
        )
        for one in denials
    ]


def _first_told_on(found: Sequence[Level], on: date) -> date:
    """A refusal decided on or before this day is near the end of its first window, or beyond it."""
    days = found[0].receipt_days + found[0].days if found else 0
    return on - timedelta(days=days) + NEAR


def _levels(payer: Payer | None) -> tuple[Level, ...]:
    if payer is None:
        return ()
    return levels_of(levels(), payer_kind=payer.payer_kind.value, payer=payer.claim_payer_id)
