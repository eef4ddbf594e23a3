"""Kind `taxonomy`: a provider's taxonomy is there and has its shape. Params: `who` (billing, rendering)."""

from functools import lru_cache
from operator import attrgetter

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.party.identifiers import is_taxonomy
from almoner.core.rules import Card

_is_taxonomy = lru_cache(maxsize=1024)(is_taxonomy)


def prepare(card: Card) -> Prepared:
    """A provider who isn't on the claim has none to judge."""
    who = card.text("who")
    party_of = attrgetter(who)
    hits = (Hit(row=f"{who} taxonomy"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        party = party_of(facts.revision)
        return NOTHING if party is None or _is_taxonomy(party.taxonomy) else hits

    return Prepared(judge, ("providers", f"providers.{who}", f"providers.{who}.taxonomy"))
