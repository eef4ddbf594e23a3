"""The card of how much time a provider's day may state, by the days from which each version of it holds."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

_MOST = 10_000


class DayCardError(ValueError):
    """A text is no card of a day's time; names the place and the rule."""


@dataclass(frozen=True, slots=True)
class DayLimits:
    """One version of the card, in minutes, in percent of the day's span, and in days for the work."""

    from_on: date
    review_minutes: int
    span_percent: int
    least_span_minutes: int
    overlap_minutes: int
    most_minutes: int
    due_days: int


_NUMBERS = tuple(one.name for one in fields(DayLimits) if one.name != "from_on")


@dataclass(frozen=True, slots=True)
class DayCard:
    """All versions, the oldest first."""

    versions: tuple[DayLimits, ...]

    def on(self, day: date) -> DayLimits:
        """Return the version of a day; the oldest for days before any."""
        held = [one for one in self.versions if one.from_on <= day]
        return held[-1] if held else self.versions[0]


def read_day_card(text: str, name: str) -> DayCard:
    """Read a card, or raise DayCardError."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DayCardError(f"{name}: {error}") from None
    found = tables.get("version")
    if set(tables) != {"version"} or not isinstance(found, list) or not found:
        raise DayCardError(f"{name}: one or more [[version]], and nothing else")
    versions = tuple(_version(table, f"{name}: version {place}") for place, table in enumerate(found, 1))
    days = [one.from_on for one in versions]
    if days != sorted(set(days)):
        raise DayCardError(f"{name}: each version begins after the one before it")
    return DayCard(versions)


def _version(table: Mapping[str, Any], place: str) -> DayLimits:
    if not isinstance(table, dict) or set(table) != {"from", *_NUMBERS}:
        raise DayCardError(f"{place}: gives from, {', '.join(_NUMBERS)}")
    from_on = table["from"]
    if type(from_on) is not date:
        raise DayCardError(f"{place}: from: a day")
    if any(type(table[name]) is not int or not 0 <= table[name] <= _MOST for name in _NUMBERS):
        raise DayCardError(f"{place}: whole numbers from 0 to {_MOST}")
    return DayLimits(from_on, *(table[name] for name in _NUMBERS))
