"""Kind `minutes_band`: the minutes of a line don't fit its code. Params: `bands`, each `code=from-to` in
minutes, both included (`99291=30-`).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card, CardError

UNKNOWN = (Unjudged("lines.minutes is not given"),)


def prepare(card: Card) -> Prepared:
    """Judge the lines whose minutes are known."""
    bands = dict(_band(card, word) for word in card.words("bands"))

    def told(facts: Facts, number: int, code: str) -> tuple[Hit | Unjudged, ...]:
        minutes = facts.of_line(number).minutes
        if minutes is None:
            return UNKNOWN
        lowest, highest = bands[code]
        if minutes >= lowest and (highest is None or minutes <= highest):
            return NOTHING
        return (Hit(number, f"{code}: {lowest} to {highest or 'more'} minutes"),)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        lines = enumerate(facts.revision.lines, 1)
        return [one for number, line in lines if line.code in bands for one in told(facts, number, line.code)]

    return Prepared(judge, about=bands)


def _band(card: Card, word: str) -> tuple[str, tuple[int, int | None]]:
    code, _, span = word.partition("=")
    lowest, _, highest = span.partition("-")
    if not lowest.isdigit() or (highest and not highest.isdigit()):
        raise CardError(f"card {card.id}: params.bands are written as 90832=16-37")
    return code, (int(lowest), int(highest) if highest else None)
