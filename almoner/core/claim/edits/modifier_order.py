"""Kind `modifier_order`: modifiers that change the price stand first, then those that decide whether it is
paid, then the rest; four at most. Params: `price`, `payment`.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

MOST = 4
"""837P SV101-3 to SV101-6."""


def prepare(card: Card) -> Prepared:
    """Judge each line with more than one modifier."""
    ranks = dict.fromkeys(card.words("payment"), 1) | dict.fromkeys(card.words("price"), 0)

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if len(line.modifiers) > 1:
                order = [ranks.get(modifier, 2) for modifier in line.modifiers]
                if len(order) > MOST or order != sorted(order):
                    found += (Hit(number, f"modifiers {' '.join(line.modifiers)}"),)
        return found

    return Prepared(judge)
