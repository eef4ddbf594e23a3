"""Kind `total`: the claim's charge is the sum of its lines' charges. No params."""

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge CLM02 against SV102."""
    del card
    hits = (Hit(row="claim charge"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        revision = facts.revision
        return (
            NOTHING if revision.total_cents == sum([line.charge_cents for line in revision.lines]) else hits
        )

    return Prepared(judge, ("claim", "claim.charge_cents", "lines.charge_cents"))
