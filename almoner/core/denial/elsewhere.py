"""Ends a claim's refusals because another payer is billed for what was refused, and the work about them.

Promises that money in hand keeps its work.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from almoner.core.denial.again import is_answered
from almoner.core.denial.denial import Denial, DenialState
from almoner.core.plan import Plan, Task, reading


def billed_elsewhere(
    denials: Sequence[Denial], tasks: Sequence[Task], *, by: str, outcome: str, on: date
) -> Plan:
    """Return the plan by which the standing refusals of a claim and its work end with this outcome."""
    settled = [
        replace(one, version=one.version + 1, state=DenialState.SETTLED, outcome=outcome) for one in denials
    ]
    done = [task.closed(by=by, outcome=outcome, on=on) for task in tasks if is_answered(task)]
    return Plan(on=on, records=tuple(settled), tasks=tuple(done), reads=reading(*denials))
