"""Kind `too_often`: a service comes more often in a span of days than its coverage policy knows. Params:
`limits`, each `83036 83037=1/90` (codes that count for one another, times, days).
"""

from collections.abc import Iterable
from datetime import timedelta

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card, CardError

NO_HISTORY = (Unjudged("history is not given"),)


def prepare(card: Card) -> Prepared:
    """Days of service count, whoever gave it: those before on which it was sent, and those of this claim."""
    limits: dict[str, tuple[frozenset[str], int, int]] = {}
    for word in card.words("limits"):
        limits |= _limit(card, word)

    def told(facts: Facts, number: int) -> tuple[Hit | Unjudged, ...]:
        line = facts.revision.lines[number - 1]
        if "history" in facts.unknown:
            return NO_HISTORY
        codes, times, days = limits[line.code]
        opens_on = line.service_on - timedelta(days=days)
        found = {one.service_on for one in facts.history if one.code in codes}
        found |= {one.service_on for one in facts.revision.lines if one.code in codes}
        count = sum(opens_on < on <= line.service_on for on in found)
        return (Hit(number, f"{line.code}: {times} in {days} days"),) if count > times else NOTHING

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        lines = enumerate(facts.revision.lines, 1)
        return [one for number, line in lines if line.code in limits for one in told(facts, number)]

    return Prepared(judge, about=limits)


def _limit(card: Card, word: str) -> dict[str, tuple[frozenset[str], int, int]]:
    codes, _, span = word.partition("=")
    times, _, days = span.partition("/")
    if not (times.isdigit() and days.isdigit()):
        raise CardError(f"card {card.id}: params.limits are written as 83036=1/90")
    names = frozenset(codes.split())
    return dict.fromkeys(names, (names, int(times), int(days)))
