"""Kind `reading_days`: a device's supply is billed for fewer or more days of readings than its code says, or
twice in one period. Params: `codes`, each `99454=16-30` (days with readings); `once_in` days.
"""

from collections.abc import Iterable
from datetime import timedelta

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import is_another
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card, CardError

UNKNOWN = (Unjudged("lines.reading_days is not given"),)


def prepare(card: Card) -> Prepared:
    """Whoever billed a period before counts; the codes stand for one another."""
    bands = dict(_band(card, word) for word in card.words("codes"))
    once_in = timedelta(days=card.number("once_in"))

    def is_twice(facts: Facts, line: ClaimLine) -> bool:
        days = [one.service_on for one in facts.history if one.code in bands and is_another(facts, one)]
        days += [one.service_on for one in facts.revision.lines if one.code in bands and one is not line]
        return any(day <= line.service_on < day + once_in for day in days)

    def told(facts: Facts, number: int, line: ClaimLine) -> tuple[Hit | Unjudged, ...]:
        if is_twice(facts, line):
            return (Hit(number, f"{line.code}: once in {once_in.days} days"),)
        days = facts.of_line(number).reading_days
        if days is None:
            return UNKNOWN
        least, most = bands[line.code]
        return NOTHING if least <= days <= most else (Hit(number, f"{line.code}: {least} to {most} days"),)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        lines = enumerate(facts.revision.lines, 1)
        return [one for number, line in lines if line.code in bands for one in told(facts, number, line)]

    return Prepared(judge, about=bands)


def _band(card: Card, word: str) -> tuple[str, tuple[int, int]]:
    code, _, span = word.partition("=")
    least, _, most = span.partition("-")
    if not (least.isdigit() and most.isdigit()):
        raise CardError(f"card {card.id}: params.codes are written as 99454=16-30")
    return code, (int(least), int(most))
