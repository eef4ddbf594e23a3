"""What lacks for the next level: minutes, or which elements would have to weigh more. It says what the
rules ask, never what to write.
"""

from dataclasses import dataclass

from almoner.core.coding.em_facts import Rank
from almoner.core.coding.em_ladders import Level
from almoner.core.coding.em_weight import Element, Weight

_ELEMENTS_NEEDED = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """An element that weighs less than the next level asks; any one of `ways` would reach it."""

    element: Element
    has: Rank
    needs: Rank
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What lacks for `code`: `minutes` more (None: time doesn't count or isn't known), or `elements_needed`
    of the elements in `gaps` (0: decision making doesn't count or isn't known).
    """

    code: str
    minutes: int | None = None
    elements_needed: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def says(self) -> str:
        """What lacks, in words; either half would do. Empty where neither way is open."""
        minutes = f"{self.minutes} min" if self.minutes is not None and self.minutes > 0 else ""
        gaps = "; ".join(
            f"{gap.element} at {gap.needs.name.lower()} ({' | '.join(gap.ways)})" for gap in self.gaps
        )
        elements = f"{self.elements_needed} of: {gaps}" if self.elements_needed else ""
        return ", or ".join(part for part in (minutes, elements) if part)


def missing_for(level: Level, weights: tuple[Weight, ...], minutes: int | None) -> Missing:
    """What lacks for a level that was reached neither way. No weights and no minutes are what isn't known."""
    lacking = None if minutes is None or level.minutes is None else level.minutes - minutes
    if not weights or level.rank is None:
        return Missing(level.code, lacking)
    needs = level.rank
    gaps = tuple(
        Gap(weight.element, weight.rank, needs, weight.asks[needs])
        for weight in weights
        if weight.rank < needs
    )
    heavy = len(weights) - len(gaps)
    return Missing(level.code, lacking, max(_ELEMENTS_NEEDED - heavy, 0), gaps)
