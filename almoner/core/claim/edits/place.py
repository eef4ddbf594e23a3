"""Kind `place`: the place of service is an assigned code. Params: `codes`."""

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge the claim's place and every line's."""
    codes = frozenset(card.words("codes"))

    def judge(facts: Facts) -> tuple[Hit, ...] | list[Hit]:
        revision = facts.revision
        if revision.pos in codes and all(line.pos in codes for line in revision.lines):
            return NOTHING
        found = [
            Hit(number, "place of service")
            for number, line in enumerate(revision.lines, 1)
            if line.pos not in codes
        ]
        return found or [Hit(row="place of service")]

    return Prepared(judge)
