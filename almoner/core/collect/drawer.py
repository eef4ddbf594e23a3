"""Count the drawer against the books: it ties, or it is refused. A difference stays only with a reason, and
is then a manager's work.

Promises that no count moves money: the ledger has no account for cash that is over or short, so receipts are
corrected, or the difference stays named until a manager has decided about it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from almoner.core.money import dollars
from almoner.core.plan import Ids, Plan, Task, reading
from almoner.core.rules import Finding
from almoner.core.rules.finding import Because, Severity

TASK = "drawer_count"
"""What a task about a difference is; its subject is the count."""
OWNER = "manager"
MOST_CENTS = 10**9
LONGEST_REASON = 200
_BECAUSE = Because(
    card="collect/drawer", source="The practice's books: what patients paid lies in the drawer"
)


@dataclass(frozen=True, slots=True)
class DrawerCount:
    """What a person counted in the drawer at the end of a day, and what the books said of it then, in cents.
    Cards lie in no drawer. A later count of the day supersedes it. `why` explains a difference that stayed.
    """

    kind: ClassVar[str] = "drawer_count"
    id: int
    counted_on: date
    counted_by: str
    cash_cents: int
    check_cents: int
    expected_cash_cents: int = 0
    expected_check_cents: int = 0
    version: int = 1
    why: str = ""
    float_cents: int = 0
    """The change that the drawer began with: part of the cash that was expected."""

    @property
    def off_cash_cents(self) -> int:
        """How much more cash there was than the books say; less than nothing where it is short."""
        return self.cash_cents - self.expected_cash_cents

    @property
    def off_check_cents(self) -> int:
        """How much more there was in checks than the books say."""
        return self.check_cents - self.expected_check_cents

    @property
    def ties(self) -> bool:
        """True where cash and checks are each what the books say; one never makes up for the other."""
        return self.off_cash_cents == 0 and self.off_check_cents == 0

    @property
    def difference(self) -> str:
        """What is over and what is short, in words; nothing where it ties."""
        parts = (("Cash", self.off_cash_cents), ("Checks", self.off_check_cents))
        return ", ".join(
            f"{what}: ${dollars(abs(off))} {'over' if off > 0 else 'short'}" for what, off in parts if off
        )


@dataclass(frozen=True, slots=True)
class Drawer:
    """What the books say of the drawer at the moment of a count: receipts without a deposit, in cents; the
    count of the day that stands, and the open work about it.
    """

    cash_cents: int
    check_cents: int
    standing: DrawerCount | None = None
    tasks: Sequence[Task] = ()
    float_cents: int = 0
    """The change that it begins each day with; no receipt stands for it."""


def count_drawer(draft: DrawerCount, drawer: Drawer, *, ids: Ids, on: date) -> Plan:
    """Return the plan that keeps a count of the day `on`, or findings: what cannot be a count, and a
    difference without a reason. It closes the work about an earlier count and opens it where one is off.
    """
    counted = replace(
        draft,
        counted_on=on,
        expected_cash_cents=drawer.cash_cents + drawer.float_cents,
        float_cents=drawer.float_cents,
        expected_check_cents=drawer.check_cents,
        why=draft.why.strip(),
    )
    if found := _findings(counted):
        return Plan(on=on, findings=tuple(found))
    before = drawer.standing
    number, version = (before.id, before.version + 1) if before else (next(ids), 1)
    made = replace(counted, id=number, version=version, why="" if counted.ties else counted.why)
    outcome = "Counted again: it ties." if made.ties else "Counted again: see the later count."
    done = [task.closed(by=made.counted_by, outcome=outcome, on=on) for task in drawer.tasks]
    work = [] if made.ties else [_work(made, task_id=next(ids), on=on)]
    read = reading(*([before] if before else []), *drawer.tasks)
    return Plan(on=on, records=(made,), tasks=(*done, *work), reads=read)


def _findings(counted: DrawerCount) -> list[Finding]:
    if not all(0 <= cents <= MOST_CENTS for cents in (counted.cash_cents, counted.check_cents)):
        return [_finding("DRW-02", "No drawer holds that much.", "Give what was counted, such as 120.50.")]
    if len(counted.why) > LONGEST_REASON:
        return [_finding("DRW-03", "The reason is too long.", f"Say it in {LONGEST_REASON} characters.")]
    if counted.ties or counted.why:
        return []
    mend = "Count again and look at the receipts: one may have another amount, or none may be there."
    return [_finding("DRW-01", f"The drawer does not tie. {counted.difference}.", mend)]


def _work(count: DrawerCount, *, task_id: int, on: date) -> Task:
    return Task(
        id=task_id,
        what=TASK,
        subject_kind=DrawerCount.kind,
        subject_id=count.id,
        why=f"{count.difference}: {count.why}. No account takes it: correct a receipt and have it counted "
        "again, or close this with what was decided.",
        owner=OWNER,
        opened_on=on,
        due_on=on,
        cents=abs(count.off_cash_cents) + abs(count.off_check_cents),
    )


def _finding(edit: str, message: str, mend: str) -> Finding:
    return Finding(edit, "collect", Severity.REJECT, 0, message, mend, _BECAUSE)
