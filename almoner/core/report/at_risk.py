"""What is lost first if nobody acts: the order of open work, from its money, its chance and the days left;
and about how long it takes. The chances and minutes are a card's.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MOST_CENTS = 1_000_00
_KIND = re.compile(r"[a-z][a-z_]{1,40}")
MOST_MINUTES = 240
_FIELDS = {"from", "least_cents", "other_percent", "percent", "other_minutes", "minutes"}


class ChancesError(ValueError):
    """The card breaks its form; the text names the file and the place."""


@dataclass(frozen=True, slots=True)
class Chances:
    """How many of a hundred tasks of a kind are assumed to bring their money, of any other kind (`other`),
    and what a task counts for that has less money (`least_cents`): it mustn't wait for ever. `minutes` is how
    long a task of a kind is assumed to take.
    """

    percent: Mapping[str, int]
    other: int
    least_cents: int
    minutes: Mapping[str, int]
    other_minutes: int

    def urgency(self, what: str, cents: int, days_left: int) -> int:
        """Return hundredths of a cent a day (rounded down) that waiting puts at risk."""
        return max(cents, self.least_cents) * self.percent.get(what, self.other) // max(days_left, 1)

    @property
    def assumed_minutes(self) -> str:
        """How long each kind of work is assumed to take, in words."""
        kinds = ", ".join(f"{kind.replace('_', ' ')} {one}" for kind, one in self.minutes.items())
        return f"The minutes are assumed by the kind of work: {kinds}, any other {self.other_minutes}."

    @property
    def formula(self) -> str:
        """The order in words, with every number in it."""
        least = f"${self.least_cents // 100}"
        kinds = ", ".join(f"{kind.replace('_', ' ')} {chance}%" for kind, chance in self.percent.items())
        return (
            f"Money at stake × chance ÷ days left. Less than {least} counts as {least}; what is late or due "
            f"tomorrow has one day left. The chance is assumed by the kind of work: {kinds}, any other "
            f"{self.other}%."
        )


def load_chances(text: str, name: str) -> Chances:
    """Return the card of a TOML text, or raise ChancesError."""
    try:
        card = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ChancesError(f"{name}: {error}") from None
    if set(card) != _FIELDS:
        raise ChancesError(f"{name}: give {', '.join(sorted(_FIELDS))} and nothing else")
    return Chances(
        percent=_by_kind(card["percent"], 100, f"{name}, percent"),
        other=_whole(card["other_percent"], 100, f"{name}, other_percent"),
        least_cents=_whole(card["least_cents"], MOST_CENTS, f"{name}, least_cents"),
        minutes=_by_kind(card["minutes"], MOST_MINUTES, f"{name}, minutes"),
        other_minutes=_whole(card["other_minutes"], MOST_MINUTES, f"{name}, other_minutes"),
    )


def _by_kind(given: object, most: int, place: str) -> Mapping[str, int]:
    if not isinstance(given, dict) or not all(_KIND.fullmatch(kind) for kind in given):
        raise ChancesError(f"{place}: give a number for each kind of work, a word in small letters")
    return MappingProxyType({kind: _whole(one, most, f"{place}.{kind}") for kind, one in given.items()})


def _whole(given: object, most: int, place: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= most:
        raise ChancesError(f"{place}: give a whole number from 1 to {most}")
    return given
