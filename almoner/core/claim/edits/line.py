"""Kind `line`: each line has a code, units above zero and a charge above zero.

Params: `free` (shapes of codes that only report and may cost nothing).
"""

from almoner.core.claim.edits.kind import Hit, Prepared
from almoner.core.claim.edits.shape import pattern
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge every line; the first fault of a line is told."""
    is_free = pattern(card.words("free")).fullmatch

    def fault(line: ClaimLine) -> str:
        if not line.code:
            return "procedure code"
        if line.units < 1:
            return "units"
        if line.charge_cents < 0 or (line.charge_cents <= 1 and not is_free(line.code)):
            return "charge"
        return ""

    def judge(facts: Facts) -> list[Hit]:
        return [
            Hit(number, row) for number, line in enumerate(facts.revision.lines, 1) if (row := fault(line))
        ]

    return Prepared(judge, ("lines.charge_cents",))
