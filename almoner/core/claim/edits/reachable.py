"""Kind `reachable`: the payer has an id at the clearinghouse and takes claims there. No params."""

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

SHORTEST_ID = 2
"""NM109."""


def prepare(card: Card) -> Prepared:
    """Judge the payer of the claim (2010BB)."""
    del card
    hits = (Hit(row="payer id"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        return (
            NOTHING
            if facts.is_reachable and len(facts.revision.payer.claim_payer_id.strip()) >= SHORTEST_ID
            else hits
        )

    return Prepared(judge, ("payer",))
