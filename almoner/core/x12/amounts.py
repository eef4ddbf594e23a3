"""Amounts of segments for the balance checks: read where they can be, and told with their place where they
can't."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from almoner.core.money import cents
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.issue import Issue, Place, found
from almoner.core.x12.scanner import Elements


@dataclass(slots=True)
class Row:
    """A segment with its number (ST = 1) and place, and the loop that the walker found it in."""

    elements: Elements
    index: int
    offset: int
    loop: str = ""

    @property
    def id(self) -> str:
        return self.elements[0]

    def get(self, number: int) -> str:
        """An element without blanks around it, or nothing."""
        return self.elements[number].strip() if number < len(self.elements) else ""


def rows_of(each: TransactionSet) -> Iterator[Row]:
    """All segments of a set, one by one."""
    for index, (offset, elements) in enumerate(each.iter_located(), 1):
        yield Row(elements, index, offset)


@dataclass
class Findings:
    """Collects the issues of one set's balances; `unreadable` is the rule of an amount that can't be read."""

    unreadable: str
    issues: list[Issue] = field(default_factory=list)

    def add(self, rule: str, row: Row, element: int, *, claim: str = "") -> None:
        """Notes that something doesn't balance."""
        place = Place(row.id, row.offset, row.index, element)
        self.issues.append(found(rule, place, claim=claim, loop=row.loop))

    def amount(self, row: Row, element: int, *, claim: str = "") -> int | None:
        """Cents of an element; None with an issue where it is empty or can't be read."""
        try:
            return cents(row.get(element))
        except ValueError:
            self.add(self.unreadable, row, element, claim=claim)
            return None

    def optional(self, row: Row, element: int, *, claim: str = "") -> int | None:
        """The same, but 0 where the element is empty."""
        return self.amount(row, element, claim=claim) if row.get(element) else 0

    def adjustments(self, row: Row, *, claim: str = "") -> int | None:
        """The sum of all six triplets of a CAS; None where one of them can't be read."""
        amounts = [self.optional(row, element, claim=claim) for element in range(3, 19, 3)]
        return total(amounts)


def total(amounts: list[int | None]) -> int | None:
    """The sum, or None where a part is unknown."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None
