"""Opens a denial for each refused line and work for each other amount that stays open, and closes the denials
of lines that are paid after all. No denial ever moves money.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.denial.classify import DUE_DAYS, OWNER_OF, USUAL_DAYS, Trouble, classify
from almoner.core.denial.denial import Denial, DenialState
from almoner.core.ledger import Reason
from almoner.core.plan import Ids, Plan, Task, TaskState
from almoner.core.remit import Advice, Desk, OpenItem, PlannedRemittance
from almoner.core.remit.desk import OWNER, business_days_after

LIVE = frozenset({DenialState.OPEN, DenialState.RESENT, DenialState.APPEALED, DenialState.UPHELD})
FOLLOWED = LIVE - {DenialState.RESENT}
"""States in which somebody has the denial as work; one that was sent again waits with its claim."""
SETTLING = frozenset({Reason.PAYMENT, Reason.PATIENT_SHARE, Reason.NEXT_PAYER, Reason.CAPITATED})


@dataclass(frozen=True, slots=True)
class Standing:
    """What is open about denied claims already: denials and their tasks."""

    denials: tuple[Denial, ...] = ()
    tasks: tuple[Task, ...] = ()


NOTHING_STANDS = Standing()


def open_denials(
    planned: PlannedRemittance, desk: Desk, *, ids: Ids, on: date, standing: Standing = NOTHING_STANDS
) -> Plan:
    """Return the plan of denials and work that a planned remittance calls for; a flow joins it with the
    remittance's own.

    `standing` are the denials of the same claims that are not settled yet, with their open tasks. One that
    was sent again and is refused for the same reason is followed again.
    """
    live = [denial for denial in standing.denials if denial.state in LIVE]
    settled = list(_settled(planned, live))
    over = {denial.id for denial in settled}
    known = _known(denial for denial in live if denial.id not in over)
    records: list[Denial] = []
    tasks: list[Task] = []
    for item in planned.items:
        trouble = classify(item, desk.reasons, on=on)
        if not item.is_refused:
            tasks.append(_work(item, trouble, desk, ids=ids, on=on))
            continue
        place = (item.line_id, trouble.group, trouble.carc)
        before = known.get(place)
        if before is None:
            denial = _denial(item, trouble, desk, ids=ids, on=on)
        elif before.state is DenialState.RESENT:
            denial = _again(before, item, desk, on)
        else:
            continue
        known[place] = denial
        records.append(denial)
        tasks.append(_task_of(denial, item, ids=ids))
    records += settled
    tasks += _closed(settled, standing.tasks, on=on)
    reads = {(record.kind, record.id): record.version - 1 for record in records if record.version > 1}
    return Plan(on=on, records=tuple(records), tasks=tuple(tasks), reads=reads)


def _known(live: Iterable[Denial]) -> dict[tuple[int, str, str], Denial]:
    """Return the denials that stand by line and reason; one that somebody follows before one that was sent
    again.
    """
    found: dict[tuple[int, str, str], Denial] = {}
    for denial in live:
        place = (denial.line_id, denial.group, denial.carc)
        if place not in found or denial.state in FOLLOWED:
            found[place] = denial
    return found


def _owner(desk: Desk, trouble: Trouble) -> str:
    return desk.owners.get(trouble.category) or OWNER_OF.get(trouble.category, OWNER)


def _due(desk: Desk, next_step: str, on: date) -> date:
    days = desk.due_days.get(next_step) or DUE_DAYS.get(next_step, USUAL_DAYS)
    return business_days_after(on, days)


def _denial(item: OpenItem, trouble: Trouble, desk: Desk, *, ids: Ids, on: date) -> Denial:
    return Denial(
        id=next(ids),
        claim_id=item.claim_id,
        line_id=item.line_id,
        patient_id=item.patient_id,
        payer_id=item.payer_id,
        advice_id=item.advice_id,
        group=trouble.group,
        carc=trouble.carc,
        remarks=item.remarks,
        cents=item.cents,
        category=trouble.category,
        next_step=trouble.next_step,
        owner=_owner(desk, trouble),
        opened_on=on,
        due_on=_due(desk, trouble.next_step, on),
    )


def _again(denial: Denial, item: OpenItem, desk: Desk, on: date) -> Denial:
    """The next version of a denial whose line went again and is refused for the same reason: it is followed
    as before, and belongs to the decision that refuses now.
    """
    return replace(
        denial,
        version=denial.version + 1,
        state=DenialState.OPEN,
        outcome="",
        advice_id=item.advice_id,
        remarks=item.remarks,
        cents=item.cents,
        due_on=_due(desk, denial.next_step, on),
    )


def _task_of(denial: Denial, item: OpenItem, *, ids: Ids) -> Task:
    return Task(
        id=next(ids),
        what=item.kind.value,
        subject_kind=denial.kind,
        subject_id=denial.id,
        why=item.why,
        owner=denial.owner,
        opened_on=denial.opened_on,
        due_on=denial.due_on,
        patient_id=denial.patient_id,
        claim_id=denial.claim_id,
        cents=denial.cents,
    )


def _work(item: OpenItem, trouble: Trouble, desk: Desk, *, ids: Ids, on: date) -> Task:
    return Task(
        id=next(ids),
        what=item.kind.value,
        subject_kind=Advice.kind,
        subject_id=item.advice_id,
        why=item.why,
        owner=_owner(desk, trouble),
        opened_on=on,
        due_on=_due(desk, trouble.next_step, on),
        patient_id=item.patient_id,
        claim_id=item.claim_id,
        cents=item.cents,
    )


def _settled(planned: PlannedRemittance, live: Sequence[Denial]) -> Iterable[Denial]:
    """Yield the next versions of denials whose payer pays or passes on their line now, or takes its decision
    back. What another payer does to the line leaves them alone.
    """
    if not live:
        return
    refused = {(item.line_id, item.payer_id) for item in planned.items if item.is_refused}
    gone = {posting.reverses for posting in planned.plan.postings}
    moved = {
        (posting.subject.line_id, posting.subject.payer_id)
        for posting in planned.plan.postings
        if posting.reason in SETTLING and not posting.reverses and posting.key not in gone
    }
    for denial in live:
        place = (denial.line_id, denial.payer_id)
        if place in moved and place not in refused:
            yield _overturned(denial, "The payer has decided otherwise.")
        elif denial.advice_id in planned.undone:
            yield _overturned(denial, "The payer took its decision back.")


def _overturned(denial: Denial, outcome: str) -> Denial:
    return replace(denial, version=denial.version + 1, state=DenialState.OVERTURNED, outcome=outcome)


def _closed(settled: Sequence[Denial], tasks: Sequence[Task], *, on: date) -> Iterable[Task]:
    outcomes: Mapping[int, str] = {denial.id: denial.outcome for denial in settled}
    for task in tasks:
        if task.subject_kind == Denial.kind and task.subject_id in outcomes and task.state is TaskState.OPEN:
            yield replace(
                task,
                version=task.version + 1,
                state=TaskState.DONE,
                closed_on=on,
                closed_by="remittance",
                outcome=outcomes[task.subject_id],
            )
