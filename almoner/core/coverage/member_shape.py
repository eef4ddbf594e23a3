"""Whose a card is, by the look of its member's number: as those that the practice has on file already.

Promises that a plan is proposed only where several numbers of the same look are nearly all of it; a person
decides.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from almoner.core.coverage.coverage import member_number

LEAST = 3
"""So many numbers of one look have to be on file before they speak for a plan."""
NEARLY_ALL = 90
"""In percent."""
LONGEST_START = 3


@dataclass(frozen=True, slots=True)
class LikelyPlan:
    """A plan that a number speaks for: `count` of `seen` numbers of its look are of it."""

    plan_id: int
    count: int
    seen: int


def start_of(member_id: str) -> str:
    """Return how numbers of the same look begin: the letters before the first digit, or the first sign."""
    whole = member_number(member_id).upper()
    letters = whole[: next((place for place, sign in enumerate(whole) if not sign.isalpha()), len(whole))]
    return letters[:LONGEST_START] or whole[:1]


def look_of(member_id: str) -> str:
    """Return a number with 9 for each digit and A for each letter after the first digit: `CM9999999A9`."""
    whole = member_number(member_id).upper()
    first = next((place for place, sign in enumerate(whole) if sign.isdigit()), len(whole))
    rest = ("9" if sign.isdigit() else "A" if sign.isalpha() else sign for sign in whole[first:])
    return whole[:first] + "".join(rest)


def likely_plan(member_id: str, known: Iterable[tuple[int, str]]) -> LikelyPlan | None:
    """Return the plan that a number speaks for among plans with their members' numbers, or None."""
    look = look_of(member_id)
    seen = Counter(plan_id for plan_id, number in known if look and look_of(number) == look)
    if not seen:
        return None
    ((plan_id, count),) = seen.most_common(1)
    is_clear = count >= LEAST and count * 100 >= seen.total() * NEARLY_ALL
    return LikelyPlan(plan_id, count, seen.total()) if is_clear else None
