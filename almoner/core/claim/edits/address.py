"""Kind `address`: a provider's address is a street with a nine-digit ZIP. Params: `who` (billing,
facility).
"""

import re
from operator import attrgetter

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.party import Address
from almoner.core.party.identifiers import is_digits
from almoner.core.rules import Card

_BOX = re.compile(r"\b(P\.? ?O\.? ?BOX|POST OFFICE BOX|LOCK ?BOX|DRAWER)\b", re.IGNORECASE)


def prepare(card: Card) -> Prepared:
    """A provider who isn't on the claim has no address to judge."""
    who = card.text("who")
    party_of = attrgetter(who)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        party = party_of(facts.revision)
        if party is None:
            return NOTHING
        fault = _fault(party.address)
        return (Hit(row=f"{who} {fault}"),) if fault else NOTHING

    return Prepared(judge, ("providers", f"providers.{who}", f"providers.{who}.address"))


def _fault(address: Address | None) -> str:
    if address is None or not (
        address.line1.strip(" #") and address.city.strip() and len(address.state) == 2
    ):
        return "address"
    if _BOX.search(address.line1):
        return "street"
    if len(address.zip) != 9 or not is_digits(address.zip):
        return "ZIP"
    return ""
