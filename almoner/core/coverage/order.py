"""In which order a patient's policies pay, and why: the rules of coordination, two policies at a time.

Promises a reason with every order, to guess nothing that the patient was not asked, and the reason that
Medicare is told where it pays later (837P SBR05). The rules: a court's order, Medicaid last, TRICARE behind
other plans, a supplement behind Medicare, Medicare by why it is held and by the employer, the insurer of an
injury or a federal program before it, the own plan before a dependent's, the parents' birthdays, active work
before retired.

Sources: 42 CFR 411.20-411.206 (Medicare), 42 CFR 433.139 (Medicaid), 32 CFR 199.8 (TRICARE), NAIC model on
the coordination of benefits, section 6.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from almoner.core.coverage.coverage import Coverage

MEDICARE = frozenset({"medicare", "medicare_advantage"})
INJURY = {"auto": "14", "workers_comp": "15"}
"""Insurers of an injury, by the type under which Medicare follows them."""
ELSEWHERE = {"liability": "47", "black_lung": "41", "federal_program": "16"}
"""What a payer of no other kind may answer for, by the type under which Medicare follows it."""
VA, VA_TYPE = "va", "42"
REASONS = {"age": "12", "esrd": "13", "disability": "43"}
"""Why Medicare is held, by the type under which it follows a plan of work."""
_HELD_FOR = {kind: reason for reason, kind in REASONS.items()}
LEAST_EMPLOYEES = {"age": 20, "disability": 100}
"""From so many employees on the plan of somebody's active work pays before Medicare (411.100, 411.200)."""
KIDNEY_MONTHS = 30
"""For so many months from the first by kidney failure on a group plan pays before Medicare (411.162)."""
STANDING = {"active": 0, "retired": 1, "laid_off": 1, "cobra": 2}
OWN, CHILD = "18", "19"


@dataclass(frozen=True, slots=True)
class OnFile:
    """A policy on the patient's account on the day of service, at the rank at which it is billed.

    `relation` is the patient's to the holder (18 own, 01 spouse, 19 child); `work` the holder's standing with
    the employer behind it (active, retired, laid_off, cobra); `employees` how many that employer has;
    `medicare_reason` why a Medicare policy is held (age, disability, esrd) and `eligible_on` its first day by
    kidney failure. `is_supplement` only adds to Medicare; `is_by_order` a court or custody puts it first.
    `answers_for` is what a payer of another kind pays for (liability, black_lung, federal_program).
    """

    payer_kind: str
    rank: int
    relation: str = ""
    work: str = ""
    employees: int | None = None
    holder_birth_on: date | None = None
    medicare_reason: str = ""
    eligible_on: date | None = None
    is_supplement: bool = False
    is_by_order: bool = False
    answers_for: str = ""


def on_file(coverage: Coverage, *, rank: int, payer_kind: str) -> OnFile:
    """Return a policy as it is ordered by: the rank at which it is billed, and what the patient has told."""
    holder, standing = coverage.subscriber, coverage.standing
    return OnFile(
        payer_kind=payer_kind,
        rank=rank,
        relation=coverage.relation,
        work=standing.work,
        employees=standing.employees,
        holder_birth_on=holder.birth_on if holder else None,
        medicare_reason=standing.medicare_reason or _HELD_FOR.get(coverage.msp_type, ""),
        eligible_on=standing.eligible_on,
        is_supplement=standing.is_supplement,
        is_by_order=standing.is_by_order,
        answers_for=standing.answers_for,
    )


@dataclass(frozen=True, slots=True)
class Ruling:
    """Which of two policies pays first, and why; `msp_type` where Medicare is the other one."""

    first: OnFile
    why: str
    msp_type: str = ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """The fact, of one of two policies, without which nobody can say which pays first."""

    fact: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A policy in its place: why it comes before others, and where it is Medicare, why it comes later."""

    policy: OnFile
    why: tuple[str, ...] = ()
    msp_type: str = ""


def order(policies: Iterable[OnFile], *, on: date) -> tuple[list[Turn], frozenset[str]]:
    """Return policies in the order in which they pay on a day, and the facts that are lacking.

    Policies that no rule orders stay in the order of their ranks.
    """
    left = sorted(policies, key=lambda one: one.rank)
    rulings, lacking = _rulings(left, on)
    turns: list[Turn] = []
    while left:
        behind = {id(loser) for ruling, loser in rulings if ruling.first in left and loser in left}
        first = next((one for one in left if id(one) not in behind), left[0])
        left.remove(first)
        why = dict.fromkeys(ruling.why for ruling, _ in rulings if ruling.first is first)
        kinds = [ruling.msp_type for ruling, loser in rulings if loser is first and ruling.msp_type]
        turns.append(Turn(first, tuple(why), next(iter(kinds), "")))
    return turns, lacking


def msp_type(policies: Sequence[OnFile], place: int, *, on: date) -> str:
    """Return why Medicare, at a place of policies in the order in which they are billed, pays later; empty
    where it is first, where the policy isn't Medicare's, or where the reason is not known.
    """
    medicare = policies[place]
    if medicare.payer_kind not in MEDICARE:
        return ""
    for earlier in policies[:place]:
        ruling = between(earlier, medicare, on=on)
        if isinstance(ruling, Ruling) and ruling.first is earlier and ruling.msp_type:
            return ruling.msp_type
    return ""


def between(one: OnFile, other: OnFile, *, on: date, has_medicare: bool = False) -> Ruling | Lacking | None:
    """Say which of two policies pays first on a day; None where no rule orders them.

    `has_medicare`: the patient has Medicare too, which leaves two plans of work in their order.
    """
    kinds = {one.payer_kind, other.payer_kind}
    if one.is_by_order or other.is_by_order:
        return _least((one, other), lambda each: not each.is_by_order, "a court or custody says otherwise")
    if _cause(one) or _cause(other):
        return _by_cause(one, other)
    if "medicaid" in kinds:
        return _least((one, other), lambda each: each.payer_kind == "medicaid", "Medicaid is last")
    if "tricare" in kinds:
        return _tricare(one, other) if one.payer_kind == "tricare" else _tricare(other, one)
    if one.is_supplement or other.is_supplement:
        return _least((one, other), lambda each: each.is_supplement, "a supplement follows Medicare")
    if kinds & MEDICARE:
        return _medicare(one, other, on) if one.payer_kind in MEDICARE else _medicare(other, one, on)
    return None if has_medicare else _plans(one, other)


def _rulings(policies: Sequence[OnFile], on: date) -> tuple[list[tuple[Ruling, OnFile]], frozenset[str]]:
    """Every ruling with the policy that it puts behind, and what is lacking for the others."""
    has_medicare = any(one.payer_kind in MEDICARE for one in policies)
    found: list[tuple[Ruling, OnFile]] = []
    lacking = set()
    for one, other in combinations(policies, 2):
        ruled = between(one, other, on=on, has_medicare=has_medicare)
        if isinstance(ruled, Ruling):
            found.append((ruled, other if ruled.first is one else one))
        elif ruled is not None:
            lacking.add(ruled.fact)
    return found, frozenset(lacking)


def _least(pair: tuple[OnFile, OnFile], key: Callable[[OnFile], Any], why: str) -> Ruling | None:
    """Put the policy with the lesser key first; None where both have the same."""
    one, other = pair
    if key(one) == key(other):
        return None
    return Ruling(min(pair, key=key), why)


def _by_cause(one: OnFile, other: OnFile) -> Ruling | None:
    """Put who pays for a cause before a health plan; None of two such."""
    mine, theirs = _cause(one), _cause(other)
    if mine is None:
        return _by_cause(other, one) if theirs else None
    if theirs is not None:
        return None
    why, kind = mine
    return Ruling(one, why, kind if other.payer_kind in MEDICARE else "")


def _cause(one: OnFile) -> tuple[str, str] | None:
    """Why a payer comes before health plans for what it answers for, and the type of a Medicare behind it."""
    if one.payer_kind in INJURY:
        return "the insurer of an injury pays for it first", INJURY[one.payer_kind]
    if one.payer_kind == VA:
        return "what the VA has authorized it pays alone", VA_TYPE
    if one.answers_for:
        return "another payer has to pay for the cause", ELSEWHERE[one.answers_for]
    return None


def _tricare(tricare: OnFile, other: OnFile) -> Ruling | Lacking | None:
    """TRICARE pays behind other plans, but for those on active duty, whose Medicare follows it."""
    if other.payer_kind == "tricare":
        return None
    if not tricare.work:
        return Lacking("work")
    if tricare.work != "active":
        return Ruling(other, "TRICARE follows other plans")
    return Ruling(tricare, "active duty: TRICARE is first") if other.payer_kind in MEDICARE else None


def _medicare(medicare: OnFile, plan: OnFile, on: date) -> Ruling | Lacking | None:
    if plan.payer_kind in MEDICARE:
        return None
    reason = medicare.medicare_reason
    if not reason:
        return Lacking("medicare_reason")
    if reason == "esrd":
        if medicare.eligible_on is None:
            return Lacking("eligible_on")
        is_first = on >= _months_after(medicare.eligible_on, KIDNEY_MONTHS)
        why = f"kidney failure: Medicare is first from month {KIDNEY_MONTHS + 1}"
    elif not plan.work:
        return Lacking("work")
    elif plan.work != "active":
        is_first, why = True, "Medicare is first where nobody works for the plan's employer"
    elif plan.employees is None:
        return Lacking("employees")
    else:
        is_first = plan.employees < LEAST_EMPLOYEES[reason]
        why = f"{reason}: the plan is first from {LEAST_EMPLOYEES[reason]} employees"
    return Ruling(medicare, why) if is_first else Ruling(plan, why, REASONS[reason])


def _plans(one: OnFile, other: OnFile) -> Ruling | Lacking | None:
    """Two plans of employers or of one's own."""
    if not (one.relation and other.relation):
        return Lacking("relation")
    if OWN in (one.relation, other.relation) and one.relation != other.relation:
        return _least((one, other), lambda each: each.relation != OWN, "the own plan is first")
    if one.relation == OWN:
        return _standing(one, other)
    return _birthdays(one, other) if one.relation == other.relation == CHILD else None


def _standing(one: OnFile, other: OnFile) -> Ruling | Lacking | None:
    if not (one.work and other.work):
        return Lacking("work")
    return _least((one, other), lambda each: STANDING[each.work], "the plan of active work is first")


def _birthdays(one: OnFile, other: OnFile) -> Ruling | Lacking | None:
    mine, theirs = one.holder_birth_on, other.holder_birth_on
    if mine is None or theirs is None:
        return Lacking("holder_birth_date")
    days = {id(one): (mine.month, mine.day), id(other): (theirs.month, theirs.day)}
    why = "the parent whose birthday comes earlier in the year is first"
    return _least((one, other), lambda each: days[id(each)], why)


def _months_after(day: date, months: int) -> date:
    """The first day of the month that so many months later; Medicare counts whole months."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
