"""How far back claims are remembered: near days whole, and what some cards ask for longer by its codes alone.

Promises that a card of a known kind that looks far back is served without a line of code more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.rules import Card

NEAR = timedelta(days=100)
"""Behind the longest global period (90 days) and the day before it."""
MET = timedelta(days=3 * 366)
"""Behind the three years in which a patient is known."""
_EARLIEST = date(1900, 1, 1)
_SOON, _OFTEN, _ONCE, _MEETINGS = "too_soon", "too_often", "wellness", "new_patient"
"""Kinds of edits that look further back than `NEAR`."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered: everything since `near_on`, meetings (codes from the first to the last of a pair)
    since `met_on`, and rare services however long ago.
    """

    near_on: date
    met_on: date
    meetings: tuple[tuple[str, str], ...]
    rare: tuple[str, ...]


def memory(cards: Iterable[Card], *, first_on: date) -> Memory:
    """Return what must be remembered to judge services of a day and later."""
    kept = list(cards)
    meetings = {_pair(word) for card in kept if card.kind == _MEETINGS for word in card.words("meetings")}
    rare = {code for card in kept for code in _rare(card)}
    return Memory(
        near_on=_back(first_on, NEAR),
        met_on=_back(first_on, MET),
        meetings=tuple(sorted(meetings)),
        rare=tuple(sorted(rare)),
    )


def _rare(card: Card) -> list[str]:
    """The codes of a card that asks for them however long ago they were given."""
    if card.kind == _ONCE:
        return [card.text(name) for name in ("welcome", "first", "later")]
    names = {_SOON: "every", _OFTEN: "limits"}
    words = card.words(names[card.kind]) if card.kind in names else ()
    return [code for word in words for code in word.partition("=")[0].split()]


def _pair(word: str) -> tuple[str, str]:
    low, _, high = word.partition("-")
    return low, high or low


def _back(day: date, by: timedelta) -> date:
    return max(_EARLIEST, day - by) if day > _EARLIEST else day
