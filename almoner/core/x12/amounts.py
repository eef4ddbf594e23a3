"""Amounts of segments for the balances: read to cents where they can be, and told with their place where
they can't."""

from collections.abc import Iterable

from almoner.core.money import cents
from almoner.core.x12.rule import Spot
from almoner.core.x12.tree import Bound, Loop, Row


class Amounts:
    """Reads the amounts of one transaction; `unreadable` is the rule of an amount that can't be read.

    What can't be read is None and a spot in `spots`; so is every sum that it is part of, which then isn't
    judged."""

    __slots__ = ("spots", "unreadable")

    def __init__(self, unreadable: str) -> None:
        self.unreadable = unreadable
        self.spots: list[Spot] = []

    def told(self) -> list[Spot]:
        """The spots since the last time."""
        spots, self.spots = self.spots, []
        return spots

    def add(self, rule: str, bound: Bound, loop: Loop, number: int) -> None:
        """Notes that something is wrong with an element."""
        self.spots.append(Spot(Row(bound, loop), number, loop=loop, rule=rule))

    def required(self, bound: Bound, loop: Loop, number: int) -> int | None:
        """Cents of an element; None with a spot where it is empty or can't be read."""
        try:
            return cents(bound[1][number])
        except (ValueError, IndexError):
            return self._again(bound, loop, number)

    def optional(self, bound: Bound, loop: Loop, number: int) -> int | None:
        """The same, but 0 where the element is empty."""
        elements = bound[1]
        if number >= len(elements) or not elements[number].strip():
            return 0
        return self.required(bound, loop, number)

    def adjustments(self, bound: Bound, loop: Loop) -> int | None:
        """The sum of all six triplets of a CAS; None where one of them can't be read."""
        elements = bound[1]
        if len(elements) < 6:
            return self.optional(bound, loop, 3)
        return total([self.optional(bound, loop, at) for at in range(3, min(len(elements), 19), 3)])

    def _again(self, bound: Bound, loop: Loop, number: int) -> int | None:
        """Without the blanks around it."""
        try:
            return cents(Row(bound, loop).get(number))
        except ValueError:
            self.add(self.unreadable, bound, loop, number)
            return None


def total(amounts: Iterable[int | None]) -> int | None:
    """The sum, or None where a part is unknown."""
    sum_so_far = 0
    for each in amounts:
        if each is None:
            return None
        sum_so_far += each
    return sum_so_far
