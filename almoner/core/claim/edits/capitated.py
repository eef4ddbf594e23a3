"""Kind `capitated`: a service that the plan pays by the head is charged as if it were paid by itself. No
params.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

UNKNOWN = (Unjudged("payer.capitated is not given"),)


def prepare(card: Card) -> Prepared:
    """A claim that only reports the encounter is right."""
    del card

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        capitated = facts.told.capitated
        if capitated is None:
            return UNKNOWN
        if not capitated or facts.told.is_encounter:
            return NOTHING
        codes = CodeRange(capitated)
        lines = enumerate(facts.revision.lines, 1)
        return [
            Hit(number, f"{line.code} is paid by the head") for number, line in lines if line.code in codes
        ]

    return Prepared(judge)
