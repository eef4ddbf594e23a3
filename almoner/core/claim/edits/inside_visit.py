"""Kind `inside_visit`: what is part of a visit stands beside one. Params: `codes`, `visits`."""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge the lines of one day."""
    codes, visits = CodeRange(card.words("codes")), CodeRange(card.words("visits"))

    def judge(facts: Facts) -> Iterable[Hit]:
        lines = facts.revision.lines
        inside = [(number, line) for number, line in enumerate(lines, 1) if line.code in codes]
        if not inside:
            return NOTHING
        days = {line.service_on for line in lines if line.code in visits}
        return [
            Hit(number, f"{line.code}: beside a visit") for number, line in inside if line.service_on in days
        ]

    return Prepared(judge, about=codes)
