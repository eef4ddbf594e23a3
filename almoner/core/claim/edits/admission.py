"""Kind `admission`: services in an inpatient place carry the admission date. Params: `places`."""

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge DTP*435 by the places of the claim and its lines; it isn't later than the service."""
    places = frozenset(card.words("places"))
    hits = (Hit(row="admission date"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        revision = facts.revision
        inpatient = [line.service_on for line in revision.lines if line.pos in places]
        if not inpatient:
            return NOTHING
        admitted_on = revision.admitted_on
        return NOTHING if admitted_on is not None and admitted_on <= max(inpatient) else hits

    return Prepared(judge, ("claim",))
