"""Kind `tax_id`: the billing provider's tax number has nine digits and its qualifier. No params."""

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.party.identifiers import is_tax_id
from almoner.core.rules import Card

QUALIFIERS = ("EI", "SY")


def prepare(card: Card) -> Prepared:
    """Judge the number's shape and the qualifier."""
    del card
    hits = (Hit(row="billing tax number"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        billing = facts.revision.billing
        return NOTHING if is_tax_id(billing.tax_id) and billing.tax_id_kind in QUALIFIERS else hits

    return Prepared(judge, ("providers", "providers.billing", "providers.billing.tax_id"))
