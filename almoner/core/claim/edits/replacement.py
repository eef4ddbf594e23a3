"""Kind `replacement`: a replacement or void names the payer's number of the original. No params."""

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

ORIGINAL = "1"


def prepare(card: Card) -> Prepared:
    """Judge CLM05-3 against REF*F8."""
    del card
    hits = (Hit(row="original claim number"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        revision = facts.revision
        return NOTHING if revision.frequency == ORIGINAL or revision.original_ref.strip() else hits

    return Prepared(judge, ("claim",))
