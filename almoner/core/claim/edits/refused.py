"""Kind `refused`: a code that the payers of the card's scope don't take at all. Params: `codes`."""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge each line."""
    codes = CodeRange(card.words("codes"))

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in codes:
                found += (Hit(number, f"{line.code} to this payer"),)
        return found

    return Prepared(judge, about=codes)
