"""Kind `documented`: a modifier has a paper behind it. Params: `modifiers`, `documents` (kinds, one of
them).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

UNKNOWN = (Unjudged("documents is not given"),)


def prepare(card: Card) -> Prepared:
    """Judge the lines that carry one of the modifiers."""
    modifiers, documents = frozenset(card.words("modifiers")), frozenset(card.words("documents"))

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        lines = enumerate(facts.revision.lines, 1)
        carrying = [number for number, line in lines if not modifiers.isdisjoint(line.modifiers)]
        if not carrying:
            return NOTHING
        if "documents" in facts.unknown:
            return UNKNOWN
        if not documents.isdisjoint(facts.documents):
            return NOTHING
        return [Hit(number, f"none of {', '.join(sorted(documents))} on file") for number in carrying]

    return Prepared(judge, about=modifiers)
