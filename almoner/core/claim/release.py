"""Claims that a person has let go: for a short while they wait in the outbox and can be called back."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self


class ReleaseState(StrEnum):
    """What became of a release."""

    WAITING = "waiting"
    """Its claims are still here; whoever let them go may call them back."""
    GONE = "gone"
    """Its minute is over, and those of its claims that could go are in a file."""
    CALLED_BACK = "called_back"
    """A person called it back: its claims are ready as before."""


@dataclass(frozen=True, slots=True)
class Release:
    """Ready claims that leave together from `leaves_at` (UTC) on. Nothing of a claim changes before that."""

    kind: ClassVar[str] = "release"
    id: int
    claim_ids: tuple[int, ...]
    cents: int
    released_by: str
    released_on: date
    leaves_at: datetime
    version: int = 1
    state: ReleaseState = ReleaseState.WAITING

    def moved(self, state: ReleaseState) -> Self:
        """Return the next version, in another state."""
        assert self.state is ReleaseState.WAITING, "what is over stays as it is"
        return replace(self, version=self.version + 1, state=state)
