"""Missions of practice mode: a task with steps that the books confirm, and what doing it is worth."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DONE, SWIFT, SPARING = 60, 20, 20
"""Points for the task itself, for time and for acts, within the mission's own par; together 100."""
HINT_COSTS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, where, and which count of the books goes up when it is done."""

    say: str
    at: str
    measure: str
    hint: str


@dataclass(frozen=True, slots=True)
class Mission:
    """A task of one desk. `par_acts` are pages and forms, `par_seconds` time, that a trained person needs."""

    id: str
    role: str
    title: str
    why: str
    par_acts: int
    par_seconds: int
    steps: tuple[Step, ...]


def read_missions(text: str) -> tuple[Mission, ...]:
    """Read the missions of a policy file; ValueError names the mission whose card cannot be read."""
    return tuple(_mission(card) for card in tomllib.loads(text)["mission"])


def _mission(card: dict[str, Any]) -> Mission:
    try:
        return Mission(**card | {"steps": tuple(Step(**step) for step in card["steps"])})
    except (TypeError, KeyError):
        raise ValueError(f"mission {card.get('id', '?')}: a field is missing or unknown") from None


def done_steps(mission: Mission, before: Mapping[str, int], now: Mapping[str, int]) -> tuple[bool, ...]:
    """Tell of each step whether its count has gone up since the mission began."""
    return tuple(now[step.measure] > before[step.measure] for step in mission.steps)


def points(mission: Mission, *, acts: int, seconds: int, hints: int) -> int:
    """Return 0 to 100 for a finished mission: full within par, less for what it took more and for hints."""
    swift = SWIFT * min(mission.par_seconds, max(seconds, 1)) // max(seconds, 1)
    sparing = SPARING * min(mission.par_acts, max(acts, 1)) // max(acts, 1)
    return max(0, DONE + swift + sparing - HINT_COSTS * hints)
