"""Kind `complete`: what no transaction can do without is there. Params: `what` (billing_name, billing_phone,
provider_names, payers, other_policies).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from almoner.core.claim.edits.kind import Hit, Prepared
from almoner.core.claim.edits.person import is_whole
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimRevision, PayerParty
from almoner.core.rules import Card, CardError

SHORTEST_ID = 2
"""NM109."""
_SERVING = ("rendering", "referring", "supervising", "facility")
_BILLING = ("providers", "providers.billing")

Lacks = Callable[[ClaimRevision], Iterator[str]]
"""Names what is missing, without a value."""


class What(NamedTuple):
    """What is looked at, and the paths of `Facts.unknown` without which nothing is said."""

    lacks: Lacks
    needs: tuple[str, ...]


def prepare(card: Card) -> Prepared:
    """What is sent without a name, number or place would be refused before a payer sees it."""
    what = _WHAT.get(card.text("what"))
    if what is None:
        raise CardError(f"card {card.id}: params.what is one of {', '.join(_WHAT)}")
    lacks = what.lacks

    def judge(facts: Facts) -> tuple[Hit, ...]:
        return tuple([Hit(row=row) for row in lacks(facts.revision)])

    return Prepared(judge, what.needs)


def _billing_name(revision: ClaimRevision) -> Iterator[str]:
    if not revision.billing.last.strip():
        yield "billing name"


def _billing_phone(revision: ClaimRevision) -> Iterator[str]:
    if not revision.billing.phone.strip():
        yield "billing telephone"


def _provider_names(revision: ClaimRevision) -> Iterator[str]:
    parties = (revision.rendering, revision.referring, revision.supervising, revision.facility)
    for who, party in zip(_SERVING, parties, strict=True):
        if party is not None and not party.last.strip():
            yield f"{who} name"


def _payers(revision: ClaimRevision) -> Iterator[str]:
    if fault := _fault(revision.payer):
        yield f"payer {fault}"
    for other in revision.others:
        if fault := _fault(other.payer) or _id_fault(other.payer):
            yield f"other payer {fault}"


def _fault(payer: PayerParty) -> str:
    if not payer.name.strip():
        return "name"
    return "address" if payer.address.line1 and not is_whole(payer.address) else ""


def _id_fault(payer: PayerParty) -> str:
    """The id of the payer that is billed is `reachable`'s."""
    return "" if len(payer.claim_payer_id.strip()) >= SHORTEST_ID else "id"


def _other_policies(revision: ClaimRevision) -> Iterator[str]:
    for other in revision.others:
        holder = other.subscriber
        if len(other.payer.member_id.strip()) < SHORTEST_ID:
            yield "other member id"
        if not holder.name.last.strip():
            yield "other holder's name"
        if holder.address.line1 and not is_whole(holder.address):
            yield "other holder's address"


_WHAT = {
    "billing_name": What(_billing_name, (*_BILLING, "providers.billing.name")),
    "billing_phone": What(_billing_phone, (*_BILLING, "providers.billing.phone")),
    "provider_names": What(_provider_names, ("providers", *(f"providers.{who}.name" for who in _SERVING))),
    "payers": What(_payers, ("payer", "payer.name")),
    "other_policies": What(
        _other_policies, ("claim.prior", "coverage.member_id", "patient.name", "patient.address")
    ),
}
