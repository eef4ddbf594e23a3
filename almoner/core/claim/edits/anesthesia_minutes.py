"""Kind `anesthesia_minutes`: an anesthesia line tells its minutes. Params: `codes`."""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge where what is around the lines is known."""
    codes = CodeRange(card.words("codes"))

    def judge(facts: Facts) -> Iterable[Hit]:
        if not facts.around:
            return NOTHING
        return [
            Hit(number, f"{line.code}: minutes")
            for number, line in enumerate(facts.revision.lines, 1)
            if line.code in codes and not facts.of_line(number).minutes
        ]

    return Prepared(judge, about=codes)
