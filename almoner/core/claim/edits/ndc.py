"""Kind `ndc`: a drug line has its NDC: eleven digits, a unit and a quantity. Params: `codes` that want one;
without them every line that has one is judged.
"""

import re
from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

_WHOLE = re.compile(
    r"(?:N4)?(?:[0-9]{11}|[0-9]{5}-[0-9]{4}-[0-9]{2})"
    r"(?: *(?:UN|ML|GR|F2|ME) *(?=[0-9.]*[1-9])[0-9]{1,8}(?:\.[0-9]{1,3})?)?"
)
"""Unit and quantity may be left out where they are the line's own units."""


def prepare(card: Card) -> Prepared:
    """Judge each line of the codes."""
    codes = CodeRange(card.words("codes", ()))

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            is_asked = line.code in codes if codes else bool(line.ndc)
            if is_asked and not (line.ndc and _WHOLE.fullmatch(line.ndc)):
                found += (Hit(number, f"{line.code}: {'its NDC' if line.ndc else 'no NDC'}"),)
        return found

    return Prepared(judge, about=codes or None)
