"""Answers a claim's refusals by sending it again: they wait with it, and so does the work that it does.

Promises that a refusal which is under appeal keeps its owner, and that money in hand keeps its work.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from almoner.core.claim import Claim
from almoner.core.denial.denial import Denial, DenialState
from almoner.core.plan import Plan, Task, reading
from almoner.core.remit import Advice
from almoner.core.remit.history import SUSPENDING

ANSWERED = frozenset({DenialState.OPEN, DenialState.UPHELD})
"""States of a refusal that the claim answers; an appeal goes its own way until the payer has spoken."""
MONEY_IN_HAND = SUSPENDING | {"overpaid", "refund_review"}
"""Work about money that has come; a claim that is sent again explains none of it."""


def send_again(denials: Sequence[Denial], tasks: Sequence[Task], *, by: str, on: date) -> Plan:
    """Return the plan by which a claim that goes again answers its refusals and its open tasks."""
    resent = [
        replace(one, version=one.version + 1, state=DenialState.RESENT, outcome="corrected")
        for one in denials
        if one.state in ANSWERED
    ]
    appealed = {one.id for one in denials if one.state is DenialState.APPEALED}
    done = [
        task.closed(by=by, outcome="corrected and sent again", on=on)
        for task in tasks
        if task.subject_id not in appealed and is_answered(task)
    ]
    before = (one for one in denials if one.state in ANSWERED)
    return Plan(on=on, records=tuple(resent), tasks=tuple(done), reads=reading(*before))


def is_answered(task: Task) -> bool:
    """True of work that a claim which is sent again does; money in hand, a refund or an act still waits."""
    if task.subject_kind not in (Claim.kind, Denial.kind, Advice.kind):
        return False
    return task.what not in MONEY_IN_HAND or not task.cents
