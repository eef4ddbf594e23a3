"""Kind `npi`: a provider's number is there and adds up. Params: `who` (billing, rendering, referring,
supervising).
"""

from functools import lru_cache
from operator import attrgetter

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.party.identifiers import is_npi
from almoner.core.rules import Card

_is_npi = lru_cache(maxsize=4096)(is_npi)


def prepare(card: Card) -> Prepared:
    """A provider who is not on the claim is none: the billing one stands for the others."""
    who = card.text("who")
    party_of = attrgetter(who)
    hits = (Hit(row=f"{who} NPI"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        party = party_of(facts.revision)
        return NOTHING if party is None or _is_npi(party.npi) else hits

    return Prepared(judge, ("providers",))
