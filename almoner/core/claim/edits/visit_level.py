"""Kind `visit_level`: a visit's level is not the one that its note supports. Params: `fault`: high (the level
exceeds it) or low (the note supports more).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.coding.em_ladders import LADDERS
from almoner.core.rules import Card, CardError


def prepare(card: Card) -> Prepared:
    """Judge the lines of which the supported code is known, within one family of visits."""
    fault = card.text("fault")
    if fault not in ("high", "low"):
        raise CardError(f"card {card.id}: params.fault is high or low")

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            supported = facts.of_line(number).supported_code
            steps = _steps(line.code, supported, line.service_on) if supported else 0
            if (steps > 0 and fault == "high") or (steps < 0 and fault == "low"):
                found += (Hit(number, f"{line.code}: the note supports {supported}"),)
        return found

    return Prepared(judge)


def _steps(code: str, supported: str, on: date) -> int:
    """Levels from the supported code up to the billed one; 0 where they are of different families."""
    for ladder in LADDERS:
        levels = [level.code for level in ladder.levels]
        if ladder.since_on <= on < ladder.until_on and code in levels and supported in levels:
            return levels.index(code) - levels.index(supported)
    return 0
