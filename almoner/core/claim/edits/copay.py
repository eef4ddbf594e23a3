"""Kind `copay`: the payer's answer asks a share for the visit that was not taken at the desk. Params: `codes`
(the visits).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.money import dollars
from almoner.core.rules import Card

UNKNOWN = (Unjudged("claim.collected_cents is not given"),)


def prepare(card: Card) -> Prepared:
    """The first visit of the claim is told; an answer without a share asks none."""
    codes = CodeRange(card.words("codes"))

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        owed = facts.benefits.copay_cents if facts.benefits else None
        visits = [number for number, line in enumerate(facts.revision.lines, 1) if line.code in codes]
        if not owed or not visits:
            return NOTHING
        taken = facts.told.collected_cents
        if taken is None:
            return UNKNOWN
        return (Hit(visits[0], f"{dollars(owed - taken)} of {dollars(owed)}"),) if taken < owed else NOTHING

    return Prepared(judge, ("benefits",), about=codes)
