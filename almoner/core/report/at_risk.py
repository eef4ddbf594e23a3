"""What is lost first if nobody acts: the order of open work, from its money, its chance and the days left.
The chances are a card's.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MOST_CENTS = 1_000_00
_KIND = re.compile(r"[a-z][a-z_]{1,40}")
_FIELDS = {"from", "least_cents", "other_percent", "percent"}


class ChancesError(ValueError):
    """The card breaks its form; the text names the file and the place."""


@dataclass(frozen=True, slots=True)
class Chances:
    """How many of a hundred tasks of a kind are assumed to bring their money, of any other kind (`other`),
    and what a task counts for that has less money (`least_cents`): it mustn't wait for ever.
    """

    percent: Mapping[str, int]
    other: int
    least_cents: int

    def urgency(self, what: str, cents: int, days_left: int) -> int:
        """Return hundredths of a cent a day (rounded down) that waiting puts at risk."""
        return max(cents, self.least_cents) * self.percent.get(what, self.other) // max(days_left, 1)

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
    if set(card) != _FIELDS or not isinstance(card["percent"], dict):
        raise ChancesError(f"{name}: give {', '.join(sorted(_FIELDS))} and nothing else")
    odd = [kind for kind in card["percent"] if not _KIND.fullmatch(kind)]
    if odd:
        raise ChancesError(f"{name}, percent: a kind of work is a word in small letters")
    percent = {kind: _whole(one, 100, f"{name}, percent.{kind}") for kind, one in card["percent"].items()}
    return Chances(
        MappingProxyType(percent),
        _whole(card["other_percent"], 100, f"{name}, other_percent"),
        _whole(card["least_cents"], MOST_CENTS, f"{name}, least_cents"),
    )


def _whole(given: object, most: int, place: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= most:
        raise ChancesError(f"{place}: give a whole number from 1 to {most}")
    return given
