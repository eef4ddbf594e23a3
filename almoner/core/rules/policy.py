"""The policy: all cards, asked by a day. Promises one answer: where two exceptions to one rule could both
speak of a claim, the whole policy is refused and both are named.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from almoner.core.rules.card import Card, CardError, Mode, parse
from almoner.core.rules.conflict import conflicts
from almoner.core.rules.releases import NO_TABLES, Tables
from almoner.core.rules.scope import Situation

MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Speaking:
    """The cards that speak of a claim: those that are heard, those in shadow, and those of which it isn't
    known because the claim doesn't tell something (a field of `Situation`).
    """

    live: tuple[Card, ...]
    shadow: tuple[Card, ...] = ()
    untold: tuple[tuple[Card, str], ...] = ()


class Rules:
    """The cards of one stretch of days on which nothing changes. Answers are kept, so that asking again is
    free.
    """

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards = tuple(cards)
        self._facets = sorted({0, 1}.union(*(card.scope.asked() for card in self.cards)))
        self._asked: dict[tuple[str, ...], Speaking] = {}

    def of(self, told: Situation) -> Speaking:
        """Return the cards that speak of a claim, general rules replaced by their exceptions. A card in
        shadow replaces no card that is heard.
        """
        key = tuple(told[place] for place in self._facets)
        found = self._asked.get(key)
        if found is None:
            if len(self._asked) >= MOST_KEPT:  # a batch of strangers' claims may name any payer
                self._asked.clear()
            found = self._asked[key] = self._choose(told)
        return found

    def _choose(self, told: Situation) -> Speaking:
        speaking = [card for card in self.cards if card.scope.holds(told)]
        live = [card for card in speaking if card.mode is Mode.LIVE]
        shadow = [card for card in speaking if card.mode is Mode.SHADOW]
        unknown = [(card, lacking) for card in self.cards if (lacking := card.scope.lacks(told))]
        by_live = _replaced(live)
        by_any = _replaced([*live, *shadow])
        return Speaking(
            tuple(card for card in live if card.id not in by_live and not card.is_off),
            tuple(card for card in shadow if card.id not in by_any and not card.is_off),
            tuple(unknown),
        )


def _replaced(cards: Iterable[Card]) -> set[str]:
    """The ids that are not heard beside these cards: what they except, and exceptions that are less near."""
    found: set[str] = set()
    nearest: dict[str, Card] = {}
    for card in sorted(cards, key=lambda each: each.scope.level):
        if card.excepts:
            found.add(card.excepts)
            if card.excepts in nearest:
                found.add(nearest[card.excepts].id)
            nearest[card.excepts] = card
    return found


class Policy:
    """Every card ever in force, and the tables that they rest on. `version` names the cards' content."""

    def __init__(self, cards: Iterable[Card], *, version: str, tables: Tables = NO_TABLES) -> None:
        self.cards = tuple(cards)
        self.version = version
        self.tables = tables
        days = {card.since for card in self.cards} | {card.until for card in self.cards if card.until}
        self._days = sorted(days)
        self._rules: dict[date | None, Rules] = {}

    def on_tables(self, tables: Tables) -> "Policy":
        """Return the same cards on other tables."""
        return Policy(self.cards, version=self.version, tables=tables)

    def at(self, on: date) -> Rules:
        """Return the rules of a day; the same object for every day between two changes."""
        start = self._start(on)
        rules = self._rules.get(start)
        if rules is None:
            rules = self._rules[start] = Rules(card for card in self.cards if card.holds(on))
        return rules

    def _start(self, on: date) -> date | None:
        found = None
        for day in self._days:
            if day > on:
                break
            found = day
        return found


def load(texts: Iterable[tuple[str, str]]) -> Policy:
    """Return the policy of (name, TOML text) pairs, taken in the order of their names; CardError where they
    clash.
    """
    digest = hashlib.sha256()
    known: dict[str, Card] = {}
    for name, text in sorted(texts):
        digest.update(text.encode())
        known.update((card.id, card) for card in parse(name, text, known))
    refuse_conflicts(known.values())
    return Policy(known.values(), version=digest.hexdigest()[:12])


def refuse_conflicts(cards: Iterable[Card]) -> None:
    """CardError names the first two cards that clash, and what is to be done."""
    clash = next(conflicts(cards), None)
    if clash:
        raise CardError(str(clash))
