"""A payment plan: what a patient agreed to pay in parts, whether it is kept, and when it is broken.

Promises that the instalments sum to the agreed total to the cent, and that a plan's standing follows from the
money paid on it and the day alone.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from almoner.core.money import share
from almoner.core.plan import Ids, Plan, Task, reading
from almoner.core.rules import Fault

MOST_INSTALMENTS = 60
MOST_CENTS = 10_000_000
OWNER = "biller"
CALL_WITHIN = timedelta(days=7)


class Every(StrEnum):
    """How far apart the instalments are."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


class PlanState(StrEnum):
    """What became of a plan."""

    OPEN = "open"
    KEPT = "kept"
    """Everything was paid."""
    BROKEN = "broken"
    """An instalment stayed away beyond the days of grace."""
    ENDED = "ended"
    """A person ended it, such as for a new one."""


class PlanStanding(StrEnum):
    """How an open plan stands on a day."""

    GOOD = "good"
    LATE = "late"
    """Behind, within the days of grace."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part of a plan and the last day to pay it."""

    due_on: date
    cents: int


@dataclass(frozen=True, slots=True)
class PaymentPlan:
    """A plan of one patient over what they owed on `agreed_on`. `grace_days` is the policy's of that day.

    Money is paid on it by receipts that name it (`Target.PLAN`).
    """

    kind: ClassVar[str] = "payment_plan"
    id: int
    patient_id: int
    agreed_on: date
    agreed_with: str
    made_by: str
    instalments: tuple[Instalment, ...]
    grace_days: int
    version: int = 1
    state: PlanState = PlanState.OPEN
    ended_on: date | None = None
    why: str = ""

    @property
    def total_cents(self) -> int:
        """What was agreed."""
        return sum(each.cents for each in self.instalments)

    def due_cents(self, paid_cents: int, *, by: date) -> int:
        """What of the instalments up to a day, that day too, is not paid yet."""
        due = sum(each.cents for each in self.instalments if each.due_on <= by)
        return max(0, due - paid_cents)

    def standing(self, paid_cents: int, *, on: date) -> PlanStanding:
        """How it stands on a day, by what was paid on it."""
        if self.due_cents(paid_cents, by=on - timedelta(days=self.grace_days + 1)):
            return PlanStanding.BROKEN
        return (
            PlanStanding.LATE if self.due_cents(paid_cents, by=on - timedelta(days=1)) else PlanStanding.GOOD
        )


def schedule(total_cents: int, *, count: int, first_on: date, every: Every) -> tuple[Instalment, ...]:
    """Return the instalments of a total: equal by largest remainder, the odd cents in the first ones."""
    assert 0 < count <= total_cents, "each instalment is at least a cent"
    parts = share(total_cents, [1] * count)
    return tuple(Instalment(_day(first_on, place, every), cents) for place, cents in enumerate(parts))


def offers(
    total_cents: int, *, most_parts: int, least_cents: int, first_on: date
) -> tuple[tuple[Instalment, ...], ...]:
    """Return up to three monthly plans of a total that somebody may take alone, the shortest first: of two
    parts and more, none smaller than the least.
    """
    longest = min(most_parts, total_cents // least_cents)
    counts = sorted({2, (2 + longest + 1) // 2, longest}) if longest >= 2 else []
    return tuple(schedule(total_cents, count=count, first_on=first_on, every=Every.MONTH) for count in counts)


def _day(first_on: date, place: int, every: Every) -> date:
    if every is not Every.MONTH:
        return first_on + timedelta(weeks=place * (2 if every is Every.FORTNIGHT else 1))
    months = first_on.month - 1 + place
    month_on = date(first_on.year + months // 12, months % 12 + 1, 1)
    next_month = (month_on + timedelta(days=31)).replace(day=1)
    last_day = (next_month - timedelta(days=1)).day
    return month_on.replace(day=min(first_on.day, last_day))


def plan_faults(plan: PaymentPlan, *, owed_cents: int, on: date) -> list[Fault]:
    """Return what keeps a draft from being agreed, each as one sentence."""
    return [
        Fault(words, fields)
        for is_wrong, words, fields in (
            (
                not 0 < len(plan.instalments) <= MOST_INSTALMENTS,
                "A plan has one to 60 instalments.",
                "count",
            ),
            (
                not 0 < plan.total_cents <= MOST_CENTS,
                "A plan is of more than $0.00 and at most $100,000.00.",
                "total",
            ),
            (plan.total_cents > owed_cents, "The plan is of more than the patient owes.", "total"),
            (
                any(each.due_on < on for each in plan.instalments),
                "The first instalment's day is past.",
                "first",
            ),
            (not plan.agreed_with.strip(), "A plan names the person who agreed to it.", "with"),
            (
                len(plan.agreed_with) > 100 or not plan.agreed_with.isprintable(),
                "The name is too long.",
                "with",
            ),
        )
        if is_wrong
    ]


@dataclass(frozen=True, slots=True)
class PaidPlan:
    """An open plan with what was paid on it in cents, and what its patient owes in all; of that
    `disputed_cents` are not asked for. On `rested_days` since it was agreed something was disputed that is
    answered by now.
    """

    plan: PaymentPlan
    paid_cents: int
    owed_cents: int
    disputed_cents: int = 0
    rested_days: int = 0

    @property
    def asked_cents(self) -> int:
        """The most that may be asked for."""
        return max(0, self.owed_cents - self.disputed_cents)

    def due_cents(self, *, by: date) -> int:
        """What falls due up to a day and is not paid yet; neither days of a dispute count nor what is
        disputed.
        """
        due = self.plan.due_cents(self.paid_cents, by=by - timedelta(days=self.rested_days))
        return min(due, self.asked_cents) if self.disputed_cents else due

    def standing(self, *, on: date) -> PlanStanding:
        """How the plan stands on a day: nobody is late with what is disputed."""
        if self.disputed_cents and not self.asked_cents:
            return PlanStanding.GOOD
        return self.plan.standing(self.paid_cents, on=on - timedelta(days=self.rested_days))


def settle(plans: list[PaidPlan], *, ids: Ids, on: date) -> Plan:
    """Return the plan that ends what is paid, or owed no more, and breaks what stays behind, with a task."""
    records: list[PaymentPlan] = []
    tasks: list[Task] = []
    for each in plans:
        plan = each.plan
        if each.paid_cents >= plan.total_cents or each.owed_cents <= 0:
            records.append(ended(plan, PlanState.KEPT, why="paid", on=on))
        elif each.standing(on=on) is PlanStanding.BROKEN:
            records.append(ended(plan, PlanState.BROKEN, why="an instalment was not paid", on=on))
            tasks.append(_call(each, task_id=next(ids), on=on))
    changed = {record.id for record in records}
    reads = reading(*(each.plan for each in plans if each.plan.id in changed))
    return Plan(on=on, records=tuple(records), tasks=tuple(tasks), reads=reads)


def ended(plan: PaymentPlan, state: PlanState, *, why: str, on: date) -> PaymentPlan:
    """Return the plan's last version."""
    return replace(plan, version=plan.version + 1, state=state, ended_on=on, why=why)


def _call(broken: PaidPlan, *, task_id: int, on: date) -> Task:
    plan = broken.plan
    return Task(
        id=task_id,
        what="broken_plan",
        subject_kind=plan.kind,
        subject_id=plan.id,
        why="A payment plan is broken: call, and agree anew or let statements go on.",
        owner=OWNER,
        opened_on=on,
        due_on=on + CALL_WITHIN,
        patient_id=plan.patient_id,
        cents=broken.due_cents(by=on),
    )
