"""Kind `explained`: a code that says nothing by itself carries a description on its line. Params: `codes`."""

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
            if line.code in codes and not line.description.strip():
                found += (Hit(number, f"{line.code}: no description"),)
        return found

    return Prepared(judge, about=codes)
