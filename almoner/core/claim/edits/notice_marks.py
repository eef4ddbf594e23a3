"""Kind `notice_marks`: the modifiers that tell of an advance notice don't fit one another. Params: `with`
(each `GX GY`: the first stands only with the second), `never` (each `GA GZ`: not both on a line).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge each line by its own modifiers."""
    wanted = [tuple(word.split()) for word in card.words("with")]
    never = [tuple(word.split()) for word in card.words("never")]

    def fault(modifiers: tuple[str, ...]) -> str:
        for one, other in wanted:
            if one in modifiers and other not in modifiers:
                return f"{one} without {other}"
        for one, other in never:
            if one in modifiers and other in modifiers:
                return f"{one} with {other}"
        return ""

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.modifiers and (row := fault(line.modifiers)):
                found += (Hit(number, row),)
        return found

    return Prepared(judge, about=frozenset(one for one, _ in (*wanted, *never)))
