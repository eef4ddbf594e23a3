"""Where two cards would contradict each other. A policy with a conflict is refused whole, so that there is
always one answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from almoner.core.rules.card import Card


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two cards that can't both stand, why, and the mend."""

    one: Card
    other: Card
    why: str
    mend: str

    def __str__(self) -> str:
        return f"cards {self.one.id} and {self.other.id} {self.why}; {self.mend}"


def conflicts(cards: Iterable[Card]) -> Iterator[Conflict]:
    """Yield the pairs that clash: two exceptions to one rule, equally near, that could both speak of one
    claim; an exception that speaks where its rule doesn't; one rule said twice.
    """
    known = tuple(cards)
    by_id = {card.id: card for card in known}
    yield from _rivals(known)
    for card in known:
        general = by_id.get(card.excepts)
        if general is not None and not _lies_in(card, general):
            yield Conflict(
                general,
                card,
                "are rule and exception, but the exception reaches beyond the rule",
                "keep its days and its scope within those of the rule, or let it except nothing",
            )
    yield from _twins(by_id)


def _rivals(cards: Iterable[Card]) -> Iterator[Conflict]:
    by_general: dict[str, list[Card]] = {}
    for card in cards:
        if card.excepts:
            by_general.setdefault(card.excepts, []).append(card)
    for group in by_general.values():
        for one, other in combinations(group, 2):
            if one.overlaps(other) and one.scope.level == other.scope.level:
                yield Conflict(
                    one,
                    other,
                    f"both except {one.excepts} for the same days and payers",
                    "narrow a scope, or let one except the other",
                )


def _twins(by_id: Mapping[str, Card]) -> Iterator[Conflict]:
    """Cards that judge alike for the same claims; a finding would be told twice."""
    alike: dict[object, list[Card]] = {}
    for card in by_id.values():
        if not card.is_off:
            key = (card.edit, card.kind, frozenset(card.params.items()))
            alike.setdefault(key, []).append(card)
    for group in alike.values():
        for one, other in combinations(group, 2):
            if one.overlaps(other) and not _are_kin(one, other, by_id):
                yield Conflict(
                    one, other, "judge the same in the same way", "drop one, or let one except the other"
                )


def _are_kin(one: Card, other: Card, by_id: Mapping[str, Card]) -> bool:
    """True where one replaces the other, at once or over others, or both except one rule."""
    return (
        one.id in _replaced(other, by_id)
        or other.id in _replaced(one, by_id)
        or (bool(one.excepts) and one.excepts == other.excepts)
    )


def _replaced(card: Card, by_id: Mapping[str, Card]) -> set[str]:
    found: set[str] = set()
    while card.excepts in by_id and card.excepts not in found:
        found.add(card.excepts)
        card = by_id[card.excepts]
    return found


def _lies_in(card: Card, general: Card) -> bool:
    is_in_time = general.since <= card.since and (
        general.until is None or (card.until is not None and card.until <= general.until)
    )
    return is_in_time and card.scope.lies_in(general.scope)
