"""What the weighing of one element gives: its rank, the facts under it, and what higher ranks would ask
for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from almoner.core.coding.em_facts import Datum, Problem, Rank, Risk

Element = Literal["problems", "data", "risk"]
Fact = Problem | Datum | Risk


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact that didn't count, and why."""

    fact: Fact
    why: str


class Weight(NamedTuple):
    """One element: its rank, the rows that were met at that rank in our words, the facts that meet them,
    what was left out. `asks` says for each rank what would reach it: any one of the sentences does.
    """

    element: Element
    rank: Rank
    says: tuple[str, ...]
    facts: tuple[Fact, ...]
    left_out: tuple[LeftOut, ...]
    asks: Mapping[Rank, tuple[str, ...]]
