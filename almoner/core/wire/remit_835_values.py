"""Amounts, days and issues of an 835, shared by the readers of its header and its claims."""

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from almoner.core.money import cents
from almoner.core.x12 import Issue, TransactionSet

MOST_ISSUES = 1_000
"""Kept of a transaction set; a hostile file cannot fill the memory."""
LONGEST = 80
"""No number, code or name that an 835 tells is longer."""
DAYS = (date(1900, 1, 1), date(2099, 12, 31))
"""What lies outside is no day of a payment or a service; payers write 9999 for the end of what has none."""


class Fault(NamedTuple):
    """A rule of this reader and what it says when it is broken; words only, never a value."""

    rule: str
    message: str


AMOUNT = Fault("R-AMOUNT", "An amount is missing or cannot be read.")
LOST_LINE = Fault("R-LOST-LINE", "A service stands outside any claim.")
TOO_LONG = Fault("R-LONG", "A number or a code is longer than any that X12 knows.")
CODE_KIND = Fault("R-CODE-KIND", "The kind of a service's code is not on our list: a person decides.")
_WITH_ZEROS = re.compile(r"(-?[0-9]{0,13}\.[0-9]{2})0+")
"""An amount with needless zeros behind its cents. Any other digit there would have to be rounded."""


@dataclass(slots=True)
class Notes:
    """Collects what could not be read, without any value of the file."""

    issues: list[Issue] = field(default_factory=list)

    def add(self, fault: Fault, index: int, place: str, *, claim: str = "") -> None:
        """Note a fault at a place such as `SVC03` of the segment with this index."""
        if len(self.issues) >= MOST_ISSUES:
            return
        segment, element = place[:3], place[3:]
        self.issues.append(
            Issue(
                severity="error",
                snip=2,
                rule=fault.rule,
                code_999="",
                message=fault.message,
                segment_index=index,
                segment=segment,
                element=int(element) if element else None,
                claim=claim,
            )
        )

    def placed(self, each: TransactionSet) -> list[Issue]:
        """Return the issues with the byte offsets of their segments."""
        if not self.issues:
            return []
        wanted = {issue.segment_index for issue in self.issues}
        offsets = {
            segment.index: segment.byte_offset for segment in each.iter_segments() if segment.index in wanted
        }
        return [replace(issue, byte_offset=offsets.get(issue.segment_index, 0)) for issue in self.issues]

    def text(self, row: list[str], number: int, index: int, claim: str = "") -> str:
        """Return a number, a code or a name without blanks around it, empty where there is none; one that is
        longer than any is none, with an issue.
        """
        text = row[number].strip() if number < len(row) else ""
        if len(text) <= LONGEST:
            return text
        self.add(TOO_LONG, index, f"{row[0]}{number:02d}", claim=claim)
        return ""

    def short(
        self, row: list[str], index: int, claim: str, but: Container[int] = frozenset[int]()
    ) -> list[str]:
        """Return a segment without what is longer than any number, code or amount, `but` some elements."""
        if len("".join(row)) <= LONGEST:  # quick, and nearly every segment is as short as one number may be
            return row
        return [
            text if place in but else self.text(row, place, index, claim) for place, text in enumerate(row)
        ]

    def money(self, row: list[str], number: int, index: int, *, claim: str = "") -> int | None:
        """Return an amount in cents, or None with an issue where there is none that can be read."""
        text = row[number].strip() if number < len(row) else ""
        try:
            return cents(text)
        except ValueError:
            whole = _WITH_ZEROS.fullmatch(text)
            if whole is not None:
                return cents(whole[1])
            place = f"{row[0]}{number:02d}"
            self.add(AMOUNT, index, place, claim=claim)
            return None


def get(row: list[str], number: int) -> str:
    """Return an element without blanks around it, empty where the segment ends before it."""
    return row[number].strip() if number < len(row) else ""


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """Return the day of CCYYMMDD, or None; one of another age is none."""
    if len(text) != 8 or not text.isascii() or not text.isdecimal():
        return None
    try:
        found = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
    return found if DAYS[0] <= found <= DAYS[1] else None
