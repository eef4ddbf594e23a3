"""Kind `modifier_wanted`: a code carries one of some modifiers. Params: `codes`, `one_of`; `first_diagnoses`
narrows it to lines whose first diagnosis begins so.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge each line of the codes."""
    codes, one_of = CodeRange(card.words("codes")), frozenset(card.words("one_of"))
    first = card.words("first_diagnoses", ())

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in codes and one_of.isdisjoint(line.modifiers) and _is_about(facts, line, first):
                found += (Hit(number, f"{line.code}: none of {', '.join(sorted(one_of))}"),)
        return found

    return Prepared(judge, about=codes)


def _is_about(facts: Facts, line: ClaimLine, first: tuple[str, ...]) -> bool:
    if not first:
        return True
    codes = facts.revision.diagnoses
    at = line.pointers[0] if line.pointers else 0
    return 0 < at <= len(codes) and codes[at - 1].replace(".", "").startswith(first)
