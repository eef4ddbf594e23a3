"""Kind `measure_code`: a quality measure applies to the visit, and none of its codes stands. No params."""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import sent_before
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

UNKNOWN = (Unjudged("measures is not given"),)


def prepare(card: Card) -> Prepared:
    """Codes of the claim and of what the same group sent before for its days count."""
    del card

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        measures = facts.told.measures
        if measures is None:
            return UNKNOWN
        if not measures:
            return ()
        lines = facts.revision.lines
        codes = {line.code for line in lines}
        codes |= {sent.code for sent in sent_before(facts, {line.service_on for line in lines})}
        return [Hit(0, f"measure {one.name}") for one in measures if one.codes.isdisjoint(codes)]

    return Prepared(judge)
