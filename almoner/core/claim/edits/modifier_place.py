"""Kind `modifier_place`: a modifier stands where it may not. Params: `modifiers`; `codes` on which it may not
stand, or `only_codes` on which alone it may; `places` in which it may not. What isn't given doesn't matter.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge each line that carries one of the modifiers."""
    modifiers = frozenset(card.words("modifiers"))
    codes, only = CodeRange(card.words("codes", ())), CodeRange(card.words("only_codes", ()))
    places = frozenset(card.words("places", ()))

    def is_wrong(line: ClaimLine) -> bool:
        if (codes and line.code not in codes) or (only and line.code in only):
            return False
        return not places or line.pos in places

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.modifiers and not modifiers.isdisjoint(line.modifiers) and is_wrong(line):
                carried = next(one for one in line.modifiers if one in modifiers)
                found += (Hit(number, f"{line.code}: modifier {carried}"),)
        return found

    return Prepared(judge, about=modifiers)
