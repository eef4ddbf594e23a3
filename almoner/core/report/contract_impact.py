"""What a contract would have come to: the lines that a payer decided lately, and those that it has still to
decide, priced by the contract that is looked at against what was allowed or is expected now.

Promises that parts which are counted one after another come to what all would at once, and that a line
which the contract doesn't price is told and never guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

DEFINITION = (
    "Claims of this payer (plan, place) as the first one, with services of the last twelve months, at most "
    "the newest 20,000. Decided: what the payer allowed on a line against what this contract would. Open: "
    "what is expected now against what this contract would give. A line that was refused as a whole isn't "
    "counted. Not priced: no row of the list speaks of the line."
)


@dataclass(frozen=True, slots=True)
class Looked:
    """A line: what the payer allowed on it (None: it hasn't decided), what is expected now (None: nothing
    prices it), and what the contract that is looked at would allow.
    """

    code: str
    charge_cents: int
    allowed_cents: int | None
    expected_cents: int | None
    would_be_cents: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """The lines of a code: decided ones, open ones that are priced now too, open ones that are priced only by
    the new contract, and those that it doesn't price.
    """

    code: str
    lines: int = 0
    allowed_cents: int = 0
    would_be_cents: int = 0
    open_lines: int = 0
    open_cents: int = 0
    open_would_be_cents: int = 0
    newly_priced: int = 0
    newly_priced_cents: int = 0
    unpriced: int = 0
    unpriced_cents: int = 0
    """What was charged for the lines that it doesn't price."""

    @property
    def more_cents(self) -> int:
        """By how much what was decided grows; less than zero where it shrinks."""
        return self.would_be_cents - self.allowed_cents

    def __add__(self, other: "Change") -> "Change":
        mine, theirs = astuple(self)[1:], astuple(other)[1:]
        return Change(self.code, *(one + two for one, two in zip(mine, theirs, strict=True)))


def change_of(line: Looked) -> Change:
    """Return what one line comes to."""
    if line.would_be_cents is None:
        return Change(line.code, unpriced=1, unpriced_cents=line.charge_cents)
    if line.allowed_cents is not None:
        return Change(line.code, 1, line.allowed_cents, line.would_be_cents)
    if line.expected_cents is None:
        return Change(line.code, newly_priced=1, newly_priced_cents=line.would_be_cents)
    return Change(
        line.code, open_lines=1, open_cents=line.expected_cents, open_would_be_cents=line.would_be_cents
    )


def counted(lines: Iterable[Looked], before: Iterable[Change] = ()) -> tuple[Change, ...]:
    """Return lines by code, with those that were counted before; the largest change first."""
    found = {one.code: one for one in before}
    for line in lines:
        one = change_of(line)
        found[line.code] = found[line.code] + one if line.code in found else one
    return tuple(sorted(found.values(), key=lambda one: (-abs(one.more_cents), one.code)))


def total(changes: Iterable[Change]) -> Change:
    """Return all codes together."""
    return sum(changes, Change(""))


def plain(changes: Iterable[Change]) -> list[Sequence[object]]:
    """Return changes as they are kept."""
    return [astuple(one) for one in changes]
