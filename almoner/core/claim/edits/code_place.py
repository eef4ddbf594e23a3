"""Kind `code_place`: codes of one place stand in another. Params: `codes`; `only_places` where alone they
occur, or `not_places` where they don't.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge each line that has a place."""
    codes = CodeRange(card.words("codes"))
    only, never = frozenset(card.words("only_places", ())), frozenset(card.words("not_places", ()))

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in codes and line.pos and (line.pos in never or (only and line.pos not in only)):
                found += (Hit(number, f"{line.code}: place {line.pos}"),)
        return found

    return Prepared(judge, about=codes)
