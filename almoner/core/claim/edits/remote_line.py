"""Which lines are by video or telephone, as their place and modifiers tell. Promises the same answer to every
kind that judges them.
"""

from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card


class RemoteLines:
    """Lines in one of the card's `places` or with one of its `modifiers`."""

    def __init__(self, card: Card) -> None:
        self.places, self.modifiers = frozenset(card.words("places")), frozenset(card.words("modifiers"))
        self.about = self.places | self.modifiers

    def __contains__(self, line: ClaimLine) -> bool:
        return line.pos in self.places or not self.modifiers.isdisjoint(line.modifiers)
