"""Ends the refusals of a claim that a person gives up, and takes them up again; the money moves elsewhere.

Promises that no refusal ends while its line still has an open balance with the payer, and that a claim ends
only when nothing of it is refused any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.state import Event, after
from almoner.core.denial.denial import Denial, DenialState
from almoner.core.denial.open import LIVE
from almoner.core.plan import Ids, Plan, Record, Task, reading
from almoner.core.remit import ItemKind

DUE = timedelta(days=14)
UNPAID = frozenset({ClaimState.HELD, ClaimState.REJECTED})
"""States of a claim that never came in: it ends with its last cent."""
AGAIN = "reopened_balance"
"""Work about a balance that is open again, because giving it up was taken back."""


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with its refusals and its open tasks; `left` is what stays open with the payer, by line."""

    claim: Claim
    denials: tuple[Denial, ...]
    tasks: tuple[Task, ...]
    left: Mapping[int, int]

    @property
    def ended(self) -> tuple[Denial, ...]:
        """The refusals of which nothing is left."""
        return tuple(one for one in self.denials if one.state in LIVE and self._left_of(one) <= 0)

    def _left_of(self, denial: Denial) -> int:
        return self.left.get(denial.line_id, 0) if denial.line_id else sum(self.left.values())


def give_up(case: Case, *, why: str, by: str, on: date) -> Plan:
    """Return the plan that ends what nothing is left of: refusals, their tasks, and the claim itself."""
    ended = case.ended
    done = [task for task in case.tasks if _is_over(task, case)]
    records: list[Record] = [
        replace(one, version=one.version + 1, state=DenialState.SETTLED, outcome=why) for one in ended
    ]
    live = [one for one in case.denials if one.state in LIVE and one not in ended]
    reads = reading(*ended, *done)
    is_clear = not any(cents > 0 for cents in case.left.values())
    if (case.claim.state is ClaimState.DENIED and not live) or (case.claim.state in UNPAID and is_clear):
        records.append(after(case.claim, Event.CLOSED, on=on, cause=why))
        reads |= reading(case.claim)
    tasks = tuple(task.closed(by=by, outcome=why, on=on) for task in done)
    return Plan(on=on, records=tuple(records), tasks=tasks, reads=reads)


def _is_over(task: Task, case: Case) -> bool:
    """True of a task about an ended refusal; where nothing is left, also about an amount, or about a claim
    that never came in.
    """
    if task.subject_kind == Denial.kind:
        return task.subject_id in {one.id for one in case.ended}
    is_about_money = task.what in {*ItemKind, AGAIN} or case.claim.state in UNPAID
    return is_about_money and not any(cents > 0 for cents in case.left.values())


def take_up(claim: Claim, denials: Sequence[Denial], *, cents: int, ids: Ids, on: date) -> Plan:
    """Return the plan that follows a claim's refusals again, or else the amount that is open again."""
    records: list[Record] = [
        replace(one, version=one.version + 1, state=DenialState.OPEN, outcome="", due_on=on + DUE)
        for one in denials
    ]
    reads = reading(*denials)
    if claim.state is ClaimState.CLOSED:
        records.append(after(claim, Event.DENIED, on=on, cause="giving it up was taken back"))
        reads |= reading(claim)
    tasks = [_task(claim, one, one.cents, ids=ids, on=on) for one in denials]
    if not denials:
        tasks.append(_task(claim, claim, cents, ids=ids, on=on))
    return Plan(on=on, records=tuple(records), tasks=tuple(tasks), reads=reads)


def _task(claim: Claim, about: Denial | Claim, cents: int, *, ids: Ids, on: date) -> Task:
    is_refused = isinstance(about, Denial)
    return Task(
        id=next(ids),
        what=ItemKind.DENIAL.value if is_refused else AGAIN,
        subject_kind=about.kind,
        subject_id=about.id,
        why="It was given up, and that was taken back: follow it again.",
        owner=about.owner if isinstance(about, Denial) else "biller",
        opened_on=on,
        due_on=on + DUE,
        patient_id=claim.patient_id,
        claim_id=claim.id,
        cents=cents,
    )
