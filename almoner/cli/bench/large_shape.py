"""How a large practice is made of copies of a lived one: how many, who works in each, when it was lived.

Pure: promises distinct numbers from 1 on, whole weeks of shift, and that no copy ends after the lived one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

WEEKS_A_SLOT = 10
"""A copy's visits fill ten weeks; the copies of a lane follow each other backwards from today."""
SLOTS = 20
"""Ten weeks each: about four years."""
MOST = 9999
"""Copies have four digits in the numbers that people see."""
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


PATIENTS, LIVED, VISITS_A_DAY, DAYS = 100_000, 100, 20, 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """How large a practice, and of how large a lived one: with the usual one each patient comes ten times."""

    patients: int = PATIENTS
    lived: int = LIVED
    visits_a_day: int = VISITS_A_DAY
    days: int = DAYS

    @property
    def copies(self) -> int:
        """Return how many copies stand beside the lived practice."""
        return min(max(round(self.patients / self.lived) - 1, 0), MOST)


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: its number, the lane of people who saw its patients, and how many slots back it was lived.
    Slot 0 is the present: it is cut off in the midst of its work.
    """

    number: int
    lane: int
    slot: int

    @property
    def is_present(self) -> bool:
        """True where its work is still open."""
        return self.slot == 0

    @property
    def digits(self) -> str:
        """Return its number as the claims' control numbers write digits, four of them."""
        text, rest = "", self.number
        for _ in range(4):
            rest, digit = divmod(rest, 32)
            text = _DIGITS[digit] + text
        return text


def lanes_of(copies: int) -> int:
    """Return how many sets of providers work side by side."""
    return max(1, -(-copies // SLOTS))


def copies_of(copies: int) -> Iterator[Copy]:
    """Yield the copies, oldest first, so that the books' entries stand in the order of their days."""
    assert 0 <= copies <= MOST, "a copy's number has four digits"
    lanes = lanes_of(copies)
    for place in range(copies):
        slot, lane = divmod(place, lanes)
        last = (copies - 1) // lanes
        yield Copy(place + 1, lane, last - slot)
