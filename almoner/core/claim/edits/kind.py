"""What a kind of edit is: a function that prepares a card once and then judges claim after claim."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


@dataclass(frozen=True, slots=True)
class Hit:
    """A card fires: on a line (0 is the claim), because of a field or row, which is named without
    its value.
    """

    line: int = 0
    row: str = ""


Judge = Callable[[Facts], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A card ready to judge; `needs` are the paths of `Facts.unknown` without which it stays silent."""

    judge: Judge
    needs: tuple[str, ...] = ()


Kind = Callable[[Card], Prepared]

NOTHING: tuple[Hit, ...] = ()
