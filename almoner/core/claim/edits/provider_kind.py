"""Kind `provider_kind`: the kind of provider may not bill the code. Params: `kinds`, `codes`; `taxonomies`,
each `taxonomy kind`, tell the kind where it isn't given.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

UNKNOWN = (Unjudged("provider_kind is not given"),)


def prepare(card: Card) -> Prepared:
    """Judge by the rendering provider, or the billing one who renders himself."""
    kinds, codes = frozenset(card.words("kinds")), CodeRange(card.words("codes"))
    told: dict[str, str] = {}
    for word in card.words("taxonomies", ()):
        taxonomy, _, kind = word.partition(" ")
        told[taxonomy] = kind

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        lines = [number for number, line in enumerate(facts.revision.lines, 1) if line.code in codes]
        if not lines:
            return NOTHING
        party = facts.revision.rendering or facts.revision.billing
        kind = facts.provider_kind or told.get(party.taxonomy, "")
        if not kind and not party.taxonomy:
            return UNKNOWN
        return [Hit(number, f"rendering provider: {kind}") for number in lines if kind in kinds]

    return Prepared(judge, about=codes)
