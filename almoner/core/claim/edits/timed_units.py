"""Kind `timed_units`: units of quarter hours exceed the minutes. Params: `codes`; `rule`: total (the minutes
of all such codes of a day together, Medicare) or each (by code; a unit from its midpoint on).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card, CardError

UNIT, MIDPOINT = 15, 8
UNKNOWN = (Unjudged("lines.minutes is not given"),)


def units_of(minutes: int) -> int:
    """Units of so many minutes: one from minute 8, two from minute 23."""
    return (minutes + UNIT - MIDPOINT) // UNIT


def prepare(card: Card) -> Prepared:
    """A day without all its minutes is not judged."""
    codes, rule = CodeRange(card.words("codes")), card.text("rule")
    if rule not in ("total", "each"):
        raise CardError(f"card {card.id}: params.rule is total or each")

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        groups: dict[tuple[date, str], list[int]] = {}
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in codes:
                key = (line.service_on, line.code if rule == "each" else "")
                groups.setdefault(key, []).append(number)
        return [one for numbers in groups.values() for one in _told(facts, numbers)]

    return Prepared(judge, about=codes)


def _told(facts: Facts, numbers: list[int]) -> tuple[Hit | Unjudged, ...]:
    minutes = [facts.of_line(number).minutes for number in numbers]
    known = [each for each in minutes if each is not None]
    if len(known) < len(minutes):
        return UNKNOWN
    billed = sum(facts.revision.lines[number - 1].units for number in numbers)
    earned = units_of(sum(known))
    return (Hit(numbers[-1], f"{billed} units, {earned} by the minutes"),) if billed > earned else ()
