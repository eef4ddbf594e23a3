"""Cards of letters of appeal: what a letter says first and asks for, by why it was refused and by whom."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterCard:
    """A letter's opening and its wish. Empty `categories` and `payer_kinds` fit every refusal."""

    name: str
    says: str
    asks: str
    categories: frozenset[str] = frozenset()
    payer_kinds: frozenset[str] = frozenset()

    def fits(self, category: str, payer_kind: str) -> bool:
        """True where the card speaks of such a refusal by such a payer."""
        return (not self.categories or category in self.categories) and (
            not self.payer_kinds or payer_kind in self.payer_kinds
        )


def read_cards(text: str) -> tuple[LetterCard, ...]:
    """Read the cards of a policy file; a wrong one is our mistake, and fails."""
    cards = tuple(
        LetterCard(
            name=row["name"],
            says=row["says"],
            asks=row["asks"],
            categories=frozenset(row.get("categories", ())),
            payer_kinds=frozenset(row.get("payer_kinds", ())),
        )
        for row in tomllib.loads(text)["letter"]
    )
    assert any(not card.categories and not card.payer_kinds for card in cards), "one card fits every refusal"
    return cards


def card_for(cards: Iterable[LetterCard], *, category: str, payer_kind: str) -> LetterCard:
    """Return the most exact card that fits."""
    fitting: Sequence[LetterCard] = [card for card in cards if card.fits(category, payer_kind)]
    return max(fitting, key=lambda card: bool(card.categories) + bool(card.payer_kinds))
