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
FIRST_ON = date(1900, 1, 1)
_LOWEST, _HIGHEST = "", "~"
_SOON, _OFTEN, _ONCE, _MEETINGS = "too_soon", "too_often", "wellness", "new_patient"
"""Kinds of edits that look further back than `NEAR`."""


@dataclass(frozen=True, slots=True)
class Span:
    """The codes from `low` to `high`, in the order of their characters, given on a day or later."""

    low: str
    high: str
    since_on: date


def spans(cards: Iterable[Card], *, first_on: date) -> list[Span]:
    """Return what must be remembered to judge services of a day and later."""
    found = {Span(_LOWEST, _HIGHEST, _back(first_on, NEAR))}
    for card in cards:
        if card.kind == _MEETINGS:
            found |= {_span(word, _back(first_on, MET)) for word in card.words("meetings")}
        else:
            found |= {Span(code, code, FIRST_ON) for code in _rare(card)}
    return sorted(found, key=lambda span: (span.low, span.high, span.since_on))


def _rare(card: Card) -> list[str]:
    """The codes of a card that asks for them however long ago they were given."""
    if card.kind == _ONCE:
        return [card.text(name) for name in ("welcome", "first", "later")]
    names = {_SOON: "every", _OFTEN: "limits"}
    words = card.words(names[card.kind]) if card.kind in names else ()
    return [code for word in words for code in word.partition("=")[0].split()]


def _span(word: str, since_on: date) -> Span:
    low, _, high = word.partition("-")
    return Span(low, high or low, since_on)


def _back(day: date, by: timedelta) -> date:
    return max(FIRST_ON, day - by) if day > FIRST_ON else FIRST_ON
