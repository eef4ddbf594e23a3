"""What a kind of edit is: a function that prepares a card once and then judges claim after claim."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from almoner.core.claim.facts import Facts
from almoner.core.rules import Card, Severity
from almoner.core.rules.releases import Tables


@dataclass(frozen=True, slots=True)
class Hit:
    """A card fires: on a line (0 is the claim), because of a field or row, which is named without the
    patient's values. `source` is the release that it rests on, where it rests on a table; `at_most` lowers
    the card's severity (a release that ended holds at most); `mend` is closer than the card's, where there
    is one.
    """

    line: int = 0
    row: str = ""
    source: str = ""
    at_most: Severity | None = None
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """The edit stays silent on this claim, and says why: a fact or a release isn't there."""

    why: str


class Words(Protocol):
    """Procedures, modifiers, places or diagnoses: a set, a range, beginnings."""

    def __contains__(self, word: str, /) -> bool:
        """The word is one of them."""
        ...


Judge = Callable[[Facts], Iterable[Hit | Unjudged]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A card ready to judge; `needs` are the paths of `Facts.unknown` without which it stays silent.

    `about` are words without which a claim is none of its concern: it would say nothing of one that has none
    of them among its procedures, modifiers, places and diagnoses (without dots). None is every claim.
    """

    judge: Judge
    needs: tuple[str, ...] = ()
    about: Words | None = None


Kind = Callable[[Card], Prepared]
TableKind = Callable[[Card, Tables], Prepared]
"""A kind that rests on imported tables too."""

NOTHING: tuple[Hit, ...] = ()
