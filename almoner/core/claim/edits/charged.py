"""Kind `charged`: a code that is only reported carries a charge. Params: `codes`."""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

MOST_CENTS = 1
"""A cent is what some systems need to send a line at all."""


def prepare(card: Card) -> Prepared:
    """Judge each line of the codes."""
    codes = CodeRange(card.words("codes"))

    def judge(facts: Facts) -> Iterable[Hit]:
        return [
            Hit(number, f"{line.code}: its charge")
            for number, line in enumerate(facts.revision.lines, 1)
            if line.code in codes and line.charge_cents > MOST_CENTS
        ]

    return Prepared(judge, ("lines.charge_cents",), codes)
