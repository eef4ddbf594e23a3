"""Kind `line`: each line has a code, units above zero and a charge above zero.

Params: `free` (shapes of codes that only report and may cost nothing).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.shape import pattern
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card

CHARGES = "lines.charge_cents"


def prepare(card: Card) -> Prepared:
    """Judge every line; the first fault of a line is told. Without charges the rest is judged."""
    is_free = pattern(card.words("free")).fullmatch

    def fault(line: ClaimLine, *, is_charged: bool) -> str:
        if not line.code:
            return "procedure code"
        if line.units < 1:
            return "units"
        if not is_charged:
            return ""
        if line.charge_cents < 0 or (line.charge_cents <= 1 and not is_free(line.code)):
            return "charge"
        return ""

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        is_charged = CHARGES not in facts.unknown
        lines = enumerate(facts.revision.lines, 1)
        hits = [Hit(number, row) for number, line in lines if (row := fault(line, is_charged=is_charged))]
        return hits if hits or is_charged else (Unjudged(f"{CHARGES} is not given"),)

    return Prepared(judge)
