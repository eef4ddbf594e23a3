"""Kind `facility`: services in a place outside the office name it with its NPI. Params: `places`."""

from functools import lru_cache

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.party.identifiers import is_npi
from almoner.core.rules import Card

_is_npi = lru_cache(maxsize=1024)(is_npi)


def prepare(card: Card) -> Prepared:
    """Judge the service facility (2310C) by the claim's place of service."""
    places = frozenset(card.words("places"))
    hits = (Hit(row="service facility"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        revision = facts.revision
        if revision.pos not in places:
            return NOTHING
        named = revision.facility is not None and _is_npi(revision.facility.npi)
        return NOTHING if named else hits

    return Prepared(judge, ("providers",))
