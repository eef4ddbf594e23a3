"""Policies of two charts of one patient: of two that claim one rank at once, one ends."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.coverage.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Rivals:
    """Two policies of one rank that hold from a day on, one of each chart."""

    ours: Coverage
    theirs: Coverage

    @property
    def are_one(self) -> bool:
        """True where both say one policy: its plan and the member's number."""
        told = (self.ours, self.theirs)
        return len({(one.plan_id, one.member_id.replace(" ", "").upper()) for one in told}) == 1


def rivals(ours: Iterable[Coverage], theirs: Iterable[Coverage], *, on: date) -> list[Rivals]:
    """Return the pairs of one rank of which both hold on some day from `on`."""
    return [
        Rivals(one, other)
        for one in ours
        for other in theirs
        if one.rank == other.rank and _meet(one, other, on)
    ]


def _meet(one: Coverage, other: Coverage, on: date) -> bool:
    begin = max(one.since_on, other.since_on, on)
    ends = [each.until_on for each in (one, other) if each.until_on is not None]
    return all(begin < end for end in ends)


def ended_for(policy: Coverage, *, on: date) -> Coverage:
    """Return the next version of a policy that ends for the other chart's: what it answered for before stays
    its own.
    """
    return replace(policy, version=policy.version + 1, until_on=max(on, policy.since_on))


def reopened(now: Coverage, before: Coverage) -> Coverage:
    """Return the next version of a policy that a merge had ended, with the last day that it had before."""
    return replace(now, version=now.version + 1, until_on=before.until_on)
