"""Who answers for a visit once a payer has refused because another one is to pay: the policy that is billed
now, and what becomes of the one that refused.

Promises that a policy changes only as far as the visit needs it, and that no two of one rank share a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from almoner.core.coverage.coverage import Coverage

ONE_DAY = timedelta(days=1)


class Stance(StrEnum):
    """What becomes of the policy whose payer has refused."""

    BEHIND = "behind"
    """It pays after the one that is billed now."""
    ENDED = "ended"
    """It had ended before the service."""
    ASIDE = "aside"
    """It stays as it is, and does not pay for this care."""


@dataclass(frozen=True, slots=True)
class Turned:
    """The policies of a visit as they pay from now on, first payer first; `place` is whose turn it is, and
    `changed` holds the next versions of those that differ from what was on file.
    """

    policies: tuple[Coverage, ...]
    place: int
    changed: tuple[Coverage, ...]


def put_first(
    policies: Sequence[Coverage], chosen_id: int, refused_id: int, stance: Stance, last_on: date | None = None
) -> Turned:
    """Return how the policies that answer for a visit pay once `chosen_id` is billed before the others.

    `last_on` is the last day of a policy that had ended. A policy that keeps its place keeps its version.
    """
    apart = [one for one in policies if one.id == refused_id and stance is not Stance.BEHIND]
    others = [one for one in policies if one not in apart]
    ranks = sorted(one.rank for one in others)
    chosen = [one for one in others if one.id == chosen_id]
    assert chosen, "the policy that is billed answers for the visit"
    ordered = [*chosen, *(one for one in others if one.id != chosen_id)]
    placed = [_at(one, rank) for one, rank in zip(ordered, ranks, strict=True)]
    ended = [_ended(one, last_on) for one in apart if stance is Stance.ENDED and last_on]
    kept = apart if stance is Stance.ASIDE else []
    standing = sorted([*placed, *kept], key=lambda one: one.rank)
    before = {one.id: one for one in policies}
    changed = [one for one in (*placed, *ended) if one != before[one.id]]
    place = next(index for index, one in enumerate(standing) if one.id == chosen_id)
    return Turned(tuple(standing), place, tuple(changed))


def _at(one: Coverage, rank: int) -> Coverage:
    return one if one.rank == rank else replace(one, version=one.version + 1, rank=rank)


def _ended(one: Coverage, last_on: date) -> Coverage:
    return replace(one, version=one.version + 1, until_on=last_on + ONE_DAY)


def doubled(policies: Iterable[Coverage]) -> tuple[Coverage, Coverage] | None:
    """Return two of a patient's policies that would have one rank on some day, or None."""
    latest = sorted(policies, key=lambda one: (one.rank, one.since_on, one.id))
    for one, other in pairwise(latest):
        if one.rank == other.rank and (one.until_on is None or other.since_on < one.until_on):
            return one, other
    return None
