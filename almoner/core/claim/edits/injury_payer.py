"""Kind `injury_payer`: an accident whose insurer pays first is billed to another payer first. Params:
`causes` (AA auto, EM employment).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

INSURERS = frozenset({"auto", "workers_comp"})


def prepare(card: Card) -> Prepared:
    """Silent where an earlier payer has decided."""
    causes = frozenset(card.words("causes"))
    hits = (Hit(0, "accident"),)

    def judge(facts: Facts) -> Iterable[Hit]:
        accident, payer = facts.revision.accident, facts.revision.payer
        if accident is None or accident.cause not in causes or payer.payer_kind in INSURERS:
            return NOTHING
        return NOTHING if any(other.prior for other in facts.revision.others) else hits

    return Prepared(judge, ("claim",))
