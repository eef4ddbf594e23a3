"""The policy: all cards, asked by a day. Promises one answer: where two exceptions to one rule could both
speak of a claim, the whole policy is refused and both are named.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from almoner.core.rules.card import Card, CardError, parse
from almoner.core.rules.releases import NO_TABLES, Tables


class Rules:
    """The cards of one stretch of days on which nothing changes. Answers are kept, so that asking again is
    free.
    """

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards = tuple(cards)
        self._asked: dict[tuple[str, str], tuple[Card, ...]] = {}

    def of(self, payer_kind: str, payer: str) -> tuple[Card, ...]:
        """Return the cards that speak of a claim to this payer, general rules replaced by their
        exceptions.
        """
        key = (payer_kind, payer)
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = self._choose(payer_kind, payer)
        return found

    def _choose(self, payer_kind: str, payer: str) -> tuple[Card, ...]:
        speaking = [card for card in self.cards if card.scope.holds(payer_kind, payer)]
        replaced = {card.excepts for card in speaking if card.excepts}
        return tuple(card for card in speaking if card.id not in replaced and not card.is_off)


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
    clash = next(conflicts(known.values()), None)
    if clash:
        one, other = clash
        raise CardError(
            f"cards {one.id} and {other.id} both except {one.excepts} for the same days and payers; "
            "narrow a scope, or let one except the other"
        )
    return Policy(known.values(), version=digest.hexdigest()[:12])


def conflicts(cards: Iterable[Card]) -> Iterator[tuple[Card, Card]]:
    """Yield the pairs of exceptions to one rule that could both speak of one claim."""
    by_general: dict[str, list[Card]] = {}
    for card in cards:
        if card.excepts:
            by_general.setdefault(card.excepts, []).append(card)
    for group in by_general.values():
        for place, one in enumerate(group):
            yield from ((one, other) for other in group[place + 1 :] if one.overlaps(other))
