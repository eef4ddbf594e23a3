"""Kind `relation`: the relationship agrees with the people on the claim. Params: `codes` that exist beside
18.
"""

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

SELF = "18"


def prepare(card: Card) -> Prepared:
    """Relation 18 exactly where the subscriber is the patient."""
    codes = frozenset(card.words("codes"))
    hits = (Hit(row="relationship to subscriber"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        revision = facts.revision
        relation = revision.payer.relation
        one, other = revision.subscriber, revision.patient
        is_self = one is other or (one.name, one.birth_on, one.sex) == (other.name, other.birth_on, other.sex)
        fits = is_self if relation == SELF else relation in codes and not is_self
        return NOTHING if fits else hits

    return Prepared(judge, ("coverage", "coverage.relation", "coverage.subscriber"))
