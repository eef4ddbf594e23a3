"""Kind `diagnosis_wanted`: a service points to none of the diagnoses that it goes with. Params: `codes`;
`one_of` (beginnings of diagnoses).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.diagnosis_book import pointed
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """A line without any diagnosis is told elsewhere."""
    codes, one_of = CodeRange(card.words("codes")), card.words("one_of")

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in codes:
                own = pointed(facts, line)
                if own and not any(code.startswith(one_of) for code in own):
                    found += (Hit(number, f"{line.code}: none of {', '.join(one_of)}"),)
        return found

    return Prepared(judge, about=codes)
