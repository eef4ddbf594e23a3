"""Lists that hold over days for one scope: how a new one makes room for itself, and how it is taken back.

Promises that of one scope at most one holds on a day, and that nothing but the last day of one is ever
written anew.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, Self, TypeVar


class Dated(Protocol):
    """A list over [since_on, until_on) for a scope; one that ends where it begins was taken back."""

    @property
    def since_on(self) -> date: ...
    @property
    def until_on(self) -> date | None: ...
    @property
    def scope(self) -> tuple[int, ...]: ...
    def ending(self, until_on: date | None) -> Self: ...


D = TypeVar("D", bound=Dated)


def overlaps(one: Dated, other: Dated) -> bool:
    """True where both would hold on one day for one scope."""
    if one.scope != other.scope or was_taken_back(one) or was_taken_back(other):
        return False
    return max(one.since_on, other.since_on) < min(one.until_on or date.max, other.until_on or date.max)


def was_taken_back(one: Dated) -> bool:
    """True where it holds on no day."""
    return one.until_on is not None and one.until_on <= one.since_on


def make_room(new: D, standing: Iterable[D]) -> tuple[list[D], list[str]]:
    """Return the versions that end where a new one begins, and why it can't stand, each as one sentence.

    Only one that was open to the end and began before makes room; every other overlap is refused.
    """
    ended: list[D] = []
    faults: list[str] = []
    if was_taken_back(new):
        faults.append("The last day is not after the first one.")
    for one in standing:
        if not overlaps(new, one):
            continue
        if one.until_on is None and one.since_on < new.since_on:
            ended.append(one.ending(new.since_on))
        else:
            faults.append(f"The list from {one.since_on} holds on days of the new one.")
    return ended, faults


def take_back(one: D, ended: Iterable[D], standing: Iterable[D]) -> list[D]:
    """Return a list that holds on no day any more, and those that it had ended (and that end there still) as
    they hold again: up to the next of their scope, else to the end.
    """
    others = [other for other in standing if other.scope == one.scope and not was_taken_back(other)]
    found = [one.ending(one.since_on)]
    for before in ended:
        if before.until_on != one.since_on:
            continue
        next_ones = [
            other.since_on
            for other in others
            if other.since_on > before.since_on and other.since_on != one.since_on
        ]
        found.append(before.ending(min(next_ones, default=None)))
    return found
