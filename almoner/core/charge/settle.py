"""What becomes of a visit's proposals once it is charged. Promises that none is left in silence: each is
charged on a line, refused by a person, or somebody's work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from almoner.core.charge.line import ChargeLine
from almoner.core.charge.proposal import DUE, LATE, ChargeProposal, ProposalState
from almoner.core.coding.decision import Act, CodingDecision
from almoner.core.plan import Ids, Plan, Task, reading


def settle(
    waiting: Sequence[ChargeProposal],
    decisions: Mapping[str, CodingDecision],
    lines: Sequence[ChargeLine],
    *,
    ids: Ids,
    on: date,
) -> Plan:
    """Return the plan for the waiting proposals of a visit; `decisions` are by the mark of a proposal,
    `lines` are the visit's new charges. A code that a person typed without looking counts for its record as
    well.
    """
    by_decision = {line.decision_id: line for line in lines}
    by_code = {(line.code, "JW" in line.modifiers): line for line in reversed(lines)}
    settled: list[ChargeProposal] = []
    left: list[ChargeProposal] = []
    for one in waiting:
        decision = decisions.get(one.mark)
        line = by_decision.get(decision.id) if decision else None
        line = line or by_code.get((one.code, "JW" in one.modifiers))
        if line:
            changed = replace(one, state=ProposalState.CHARGED, decision_id=line.decision_id, line_id=line.id)
        elif decision and decision.action is Act.REJECT:
            changed = replace(one, state=ProposalState.REFUSED, decision_id=decision.id)
        else:
            left.append(one)
            continue
        settled.append(replace(changed, version=one.version + 1))
    tasks = (_task(left, ids, on),) if left else ()
    reads = reading(*(one for one in waiting if one not in left))
    return Plan(on=on, records=tuple(settled), tasks=tasks, reads=reads)


def _task(left: Sequence[ChargeProposal], ids: Ids, on: date) -> Task:
    codes = ", ".join(dict.fromkeys(one.code for one in left))
    return Task(
        id=next(ids),
        what=LATE,
        subject_kind="visit",
        subject_id=left[0].visit_id,
        why=f"Done and not on the superbill, which is finished: {codes}.",
        owner="coder",
        opened_on=on,
        due_on=on + DUE,
        patient_id=left[0].patient_id,
    )
