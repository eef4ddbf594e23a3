"""Kind `extra_time`: extra time stands beside a lower level, or the minutes don't reach it. Params: `starts`,
each `extra visit=minute` (the minute at which the first unit of that extra code begins beside that visit);
`step` minutes of each further unit.
"""

from collections.abc import Iterable
from dataclasses import replace

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.edits.sheet import sent_before
from almoner.core.claim.facts import Facts
from almoner.core.coding import Follows, VisitFacts, visit_level
from almoner.core.rules import Card, CardError


def prepare(card: Card) -> Prepared:
    """The minutes are those of the visit's line or of its documented elements, with which the top level must
    be reached by time; where they aren't known only the level is judged.
    """
    starts = _starts(card)
    step = card.number("step")

    def fault(facts: Facts, number: int) -> str:
        """What is wrong with a line of extra time; empty where nothing is."""
        line = facts.revision.lines[number - 1]
        begins = starts[line.code]
        same_day = [
            (place, own)
            for place, own in enumerate(facts.revision.lines, 1)
            if own.service_on == line.service_on and own.code in begins
        ]
        if not same_day:
            is_sent = any(one.code in begins for one in sent_before(facts, {line.service_on}))
            return "" if is_sent else f"{line.code}: none of {', '.join(sorted(begins))} on the day"
        place, visit = same_day[0]
        told = facts.of_line(place).visit
        if told is not None and told.minutes is not None:
            earned = _earned(told, line.code)
            return (
                "" if line.units <= earned else f"{line.code} beside {visit.code}: the note carries {earned}"
            )
        minutes = facts.of_line(place).minutes
        needed = begins[visit.code] + step * (line.units - 1)
        if minutes is None or minutes >= needed:
            return ""
        return f"{line.code} beside {visit.code}: {line.units} from minute {needed}"

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in starts and (row := fault(facts, number)):
                found += (Hit(number, row),)
        return found

    return Prepared(judge, about=starts)


def _earned(visit: VisitFacts, code: str) -> int:
    """The units of an extra-time code that a visit carries; Medicare's codes have letters and starts of their
    own, whoever pays.
    """
    follows = Follows.CPT if code.isdigit() else Follows.MEDICARE
    extra = visit_level(replace(visit, follows=follows)).extra
    return extra.units if extra and extra.code == code else 0


def _starts(card: Card) -> dict[str, dict[str, int]]:
    starts: dict[str, dict[str, int]] = {}
    for word in card.words("starts"):
        codes, _, minute = word.partition("=")
        extra, _, visit = codes.partition(" ")
        if not (visit and minute.isdigit()):
            raise CardError(f"card {card.id}: params.starts are written as 99417 99205=75")
        starts.setdefault(extra, {})[visit] = int(minute)
    return starts
