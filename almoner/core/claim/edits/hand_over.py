"""Kind `hand_over`: shared surgical care tells the day on which it was handed over. Params: `modifiers`."""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge the lines that carry one of the modifiers (837P 2300 DTP 090, 091)."""
    modifiers = frozenset(card.words("modifiers"))

    def judge(facts: Facts) -> Iterable[Hit]:
        if facts.handed_over_on is not None:
            return NOTHING
        return [
            Hit(number, "day of the hand-over")
            for number, line in enumerate(facts.revision.lines, 1)
            if line.modifiers and not modifiers.isdisjoint(line.modifiers)
        ]

    return Prepared(judge, ("claim",))
