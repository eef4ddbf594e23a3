"""Kind `payer_order`: the policies on file stand in another order than the rules of coordination. No params.

The rules are judged for each two policies: a court's order, Medicaid last, TRICARE behind other plans, a
supplement behind Medicare, Medicare by why it is held and by the employer, the own plan before a dependent's,
the parents' birthdays, active work before retired.
"""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.claim.told import OnFile
from almoner.core.rules import Card

Found = tuple[Hit | Unjudged, ...]

MEDICARE = frozenset({"medicare", "medicare_advantage"})
COORDINATED = MEDICARE | {"medicaid", "commercial", "tricare"}
"""Kinds that these rules order; insurers of an injury are another edit's, the VA coordinates with nobody."""
MOST_EMPLOYEES_FIRST = {"age": 20, "disability": 100}
"""From so many employees on the plan of somebody's active work pays before Medicare."""
KIDNEY_MONTHS = 30
STANDING = {"active": 0, "retired": 1, "laid_off": 1, "cobra": 2}
OWN, CHILD = "18", "19"

UNKNOWN = (Unjudged("coverages is not given"),)


def prepare(card: Card) -> Prepared:
    """Judge each two policies of the account; the first that stand wrongly are told."""
    del card

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        on_file = facts.told.on_file
        if on_file is None:
            return UNKNOWN
        ranked = sorted((one for one in on_file if one.payer_kind in COORDINATED), key=lambda one: one.rank)
        lines = facts.revision.lines
        on = lines[0].service_on if lines else facts.on
        has_medicare = any(one.payer_kind in MEDICARE for one in ranked)
        found = [_told(one, other, on, has_medicare=has_medicare) for one, other in combinations(ranked, 2)]
        return next(
            (one for one in found if one and isinstance(one[0], Hit)), next(filter(None, found), NOTHING)
        )

    return Prepared(judge)


def _told(one: OnFile, other: OnFile, on: date, *, has_medicare: bool) -> Found:
    """What is wrong with `one` standing before `other`."""
    if one.is_by_order or other.is_by_order:
        return _hit(one, "a court or custody says otherwise") if not one.is_by_order else NOTHING
    kinds = {one.payer_kind, other.payer_kind}
    if "medicaid" in kinds:
        is_wrong = one.payer_kind == "medicaid" and other.payer_kind != "medicaid"
        return _hit(one, "Medicaid is last") if is_wrong else NOTHING
    if "tricare" in kinds:
        return _tricare(one)
    if one.is_supplement or other.is_supplement:
        is_wrong = one.is_supplement and not other.is_supplement
        return _hit(one, "a supplement follows Medicare") if is_wrong else NOTHING
    if kinds & MEDICARE:
        return _medicare(one, other, on)
    return NOTHING if has_medicare else _plans(one, other)


def _hit(one: OnFile, why: str) -> Found:
    return (Hit(0, f"rank {one.rank}: {why}"),)


def _lacks(what: str) -> Found:
    return (Unjudged(f"coverages.{what} is not given"),)


def _tricare(one: OnFile) -> Found:
    """TRICARE pays behind other plans, but for those on active duty, whose Medicare follows it."""
    if one.payer_kind != "tricare" or one.work == "active":
        return NOTHING
    return _hit(one, "TRICARE follows other plans") if one.work else _lacks("work")


def _medicare(one: OnFile, other: OnFile, on: date) -> Found:
    if one.payer_kind in MEDICARE and other.payer_kind in MEDICARE:
        return NOTHING
    is_medicare_now_first = one.payer_kind in MEDICARE
    medicare, plan = (one, other) if is_medicare_now_first else (other, one)
    if medicare.medicare_reason == "esrd":
        if medicare.eligible_on is None:
            return _lacks("eligible_on")
        is_first = on >= _months_after(medicare.eligible_on, KIDNEY_MONTHS)
        why = f"kidney failure: Medicare is first from month {KIDNEY_MONTHS + 1}"
    elif not medicare.medicare_reason:
        return _lacks("medicare_reason")
    elif plan.work != "active":
        if not plan.work:
            return _lacks("work")
        is_first, why = True, "Medicare is first where nobody works for the plan's employer"
    elif plan.employees is None:
        return _lacks("employees")
    else:
        least = MOST_EMPLOYEES_FIRST[medicare.medicare_reason]
        is_first = plan.employees < least
        why = f"{medicare.medicare_reason}: the plan is first from {least} employees"
    return NOTHING if is_first is is_medicare_now_first else _hit(one, why)


def _plans(one: OnFile, other: OnFile) -> Found:
    """Two plans of employers or of one's own."""
    if not (one.relation and other.relation):
        return _lacks("relation")
    if (one.relation == OWN) is not (other.relation == OWN):
        return _hit(one, "the own plan is first") if other.relation == OWN else NOTHING
    if one.relation == OWN:
        return _standing(one, other)
    if one.relation == other.relation == CHILD:
        return _birthdays(one, other)
    return NOTHING


def _standing(one: OnFile, other: OnFile) -> Found:
    if not (one.work and other.work):
        return _lacks("work")
    is_wrong = STANDING[other.work] < STANDING[one.work]
    return _hit(one, "the plan of active work is first") if is_wrong else NOTHING


def _birthdays(one: OnFile, other: OnFile) -> Found:
    mine, theirs = one.holder_birth_on, other.holder_birth_on
    if mine is None or theirs is None:
        return _lacks("holder_birth_date")
    is_wrong = (theirs.month, theirs.day) < (mine.month, mine.day)
    return _hit(one, "the parent whose birthday comes earlier in the year is first") if is_wrong else NOTHING


def _months_after(day: date, months: int) -> date:
    """The first day of the month that so many months later; Medicare counts whole months."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
