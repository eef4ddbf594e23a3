"""What a kind of edit is: a function that prepares a card once and then judges claim after claim."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

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


Judge = Callable[[Facts], Iterable[Hit | Unjudged]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A card ready to judge; `needs` are the paths of `Facts.unknown` without which it stays silent."""

    judge: Judge
    needs: tuple[str, ...] = ()


Kind = Callable[[Card], Prepared]
TableKind = Callable[[Card, Tables], Prepared]
"""A kind that rests on imported tables too."""

NOTHING: tuple[Hit, ...] = ()
