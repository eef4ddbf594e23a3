"""What a loader took, skipped and refused, so that nothing is left out silently."""

from collections import Counter
from dataclasses import dataclass, field

MOST_NAMED = 10


class CodeFileError(Exception):
    """A file can't be used: place, rule and what mends it, in one line. Nothing was changed."""


class NotThisLayout(CodeFileError):
    """A file is whole, but isn't in a layout of the kind that was asked for."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was left out because it is wrong: its line, the rule that it breaks, what mends it."""

    line: int
    rule: str
    mend: str


@dataclass(slots=True)
class Tally:
    """Rows counted by what became of them; the first refused ones are named."""

    accepted: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    first_refused: list[Refusal] = field(default_factory=list)

    def skip(self, why: str, rows: int = 1) -> None:
        """Rows that are right and not wanted, as those of another owner."""
        self.skipped[why] += rows

    def refuse(self, line: int, rule: str, mend: str = "correct the row or take it out") -> None:
        """A row that is wrong."""
        self.refused += 1
        if len(self.first_refused) < MOST_NAMED:
            self.first_refused.append(Refusal(line, rule, mend))
