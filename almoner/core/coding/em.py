"""The level of a visit by decision making or time, whichever is higher, with the reason for it, what lacks
for the next level and the units of extra time (handbook, rules 5). A pure function of typed facts: what it
isn't told it does not judge, and it says so. Office visits since 2021, all other families since 2023.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from almoner.core.coding.em_elements import weigh
from almoner.core.coding.em_extra import extra_rule
from almoner.core.coding.em_facts import Rank, VisitFacts
from almoner.core.coding.em_family import place_of
from almoner.core.coding.em_ladders import Level
from almoner.core.coding.em_missing import Missing, missing_for
from almoner.core.coding.em_weight import Weight

_NO_TIME = "time: the minutes aren't known"
_NO_DECISION = "decision making: its elements aren't known"


class Basis(StrEnum):
    """What the code rests on."""

    DECISION = "decision making"
    TIME = "time"
    BOTH = "decision making and time"
    KIND = "the kind of visit alone"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ExtraTime:
    """Units of an extra-time code beside the visit; `starts_at` minutes reach the first."""

    code: str
    units: int
    starts_at: int


class VisitLevel(NamedTuple):
    """The level of one visit. A code is empty where nothing carries one.

    `by_decision` and `by_time` are what each way carries alone; `code` is the higher, `basis` says which.
    `weights` are the elements (problems, data, risk) with the facts under them, `decision` their median.
    `minutes` are those that count. `notes` say which rule turned the answer, `not_judged` what could not be
    judged and why.
    """

    code: str = ""
    basis: Basis = Basis.NOTHING
    by_decision: str = ""
    by_time: str = ""
    decision: Rank = Rank.NONE
    weights: tuple[Weight, ...] = ()
    minutes: int | None = None
    extra: ExtraTime | None = None
    missing: Missing | None = None
    notes: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()


def visit_level(facts: VisitFacts) -> VisitLevel:
    """The level that the facts carry on the date of service, for a payer that follows Medicare or CPT."""
    place = place_of(facts)
    start = VisitLevel(notes=place.notes, not_judged=place.not_judged)
    if place.ladder is None:
        return start
    if facts.is_staff_only:
        return _by_staff(start, place.ladder.staff_code)
    levels = place.ladder.levels
    weighed = _weighed(start, facts, levels)
    timed = _timed(weighed, facts, levels)
    return _finished(_chosen(timed, levels), facts, levels)


def _by_staff(start: VisitLevel, code: str) -> VisitLevel:
    if code:
        return start._replace(code=code, basis=Basis.KIND)
    return start._replace(notes=(*start.notes, "this kind of visit has no code for staff alone"))


def _weighed(so_far: VisitLevel, facts: VisitFacts, levels: tuple[Level, ...]) -> VisitLevel:
    """With the elements and the level that their median carries."""
    if levels[0].rank is None:
        return so_far
    if facts.decision is None:
        return so_far._replace(not_judged=(*so_far.not_judged, _NO_DECISION))
    weights = weigh(facts.decision, on=facts.on)
    median = sorted(weight.rank for weight in weights)[1]
    carried = [level.code for level in levels if level.rank is not None and level.rank <= median]
    return so_far._replace(weights=weights, decision=median, by_decision=carried[-1] if carried else "")


def _timed(so_far: VisitLevel, facts: VisitFacts, levels: tuple[Level, ...]) -> VisitLevel:
    """With the minutes that count and the level that they reach."""
    if levels[0].minutes is None:
        return so_far._replace(notes=(*so_far.notes, "time carries no level of this kind of visit"))
    if facts.has_psychotherapy and levels[0].rank is not None:
        return so_far._replace(
            notes=(*so_far.notes, "beside psychotherapy only decision making carries a level")
        )
    if facts.minutes is None:
        return so_far._replace(not_judged=(*so_far.not_judged, _NO_TIME))
    minutes = facts.minutes.counted
    reached = [level.code for level in levels if level.minutes is not None and level.minutes <= minutes]
    return so_far._replace(minutes=minutes, by_time=reached[-1] if reached else "")


def _chosen(so_far: VisitLevel, levels: tuple[Level, ...]) -> VisitLevel:
    """With the higher of the two; a discharge without minutes is the one that asks none."""
    codes = [level.code for level in levels]
    decision = codes.index(so_far.by_decision) if so_far.by_decision else -1
    time = codes.index(so_far.by_time) if so_far.by_time else -1
    if max(decision, time) >= 0:
        basis = Basis.BOTH if decision == time else Basis.DECISION if decision > time else Basis.TIME
        return so_far._replace(code=codes[max(decision, time)], basis=basis)
    if levels[0].minutes == 0:
        return so_far._replace(code=codes[0], basis=Basis.KIND)
    return so_far


def _finished(so_far: VisitLevel, facts: VisitFacts, levels: tuple[Level, ...]) -> VisitLevel:
    """With extra time, and with what lacks for the next level or unit."""
    codes = [level.code for level in levels]
    place = codes.index(so_far.code) if so_far.code else -1
    if place < len(levels) - 1:
        return so_far._replace(missing=missing_for(levels[place + 1], so_far.weights, so_far.minutes))
    rule = extra_rule(levels[-1], facts.follows)
    if rule is None or so_far.minutes is None or facts.minutes is None:
        return so_far
    all_minutes = so_far.minutes + (facts.minutes.nearby if rule.is_wide else 0)
    if so_far.by_time == levels[-1].code:
        units = rule.units(all_minutes)
        extra = ExtraTime(rule.code, units, rule.starts_at) if units else None
        return so_far._replace(extra=extra, missing=Missing(rule.code, rule.until_next(all_minutes)))
    # Carried by decision making alone: the day's own minutes must reach the top level first.
    lacking = max(rule.starts_at - all_minutes, (levels[-1].minutes or 0) - so_far.minutes)
    return so_far._replace(missing=Missing(rule.code, lacking))
