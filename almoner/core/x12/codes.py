"""Level 5: codes of lists that lie outside a guide, and numbers with check digits. Lists are handed in;
without one a code's shape is looked at alone."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from almoner.core.x12.rule import Rule, Spot
from almoner.core.x12.spec import Guide
from almoner.core.x12.tree import Loop

Verdict = Literal["good", "absent", "not_valid", "uncertain"]
"""What a list says of a code on a day: it has it; it doesn't; it has it, but not on that day or not for
this use; it can't tell (a sample, or a day that it doesn't cover)."""

Predicate = Callable[[str, str], Verdict]
"""A list: code and day of service (CCYYMMDD, empty where the file names none)."""

Tables = Mapping[str, Predicate]
"""Lists by the names that guides give them, as "icd10cm", "carc"."""

NO_TABLES: Tables = {}


class CodeChecker:
    """Looks up the codes of one transaction."""

    def __init__(self, tables: Tables, guide: Guide) -> None:
        self.tables = tables
        self.guide = guide

    def spots(self, loop: Loop) -> Iterable[tuple[Rule, Spot]]:
        """The codes of this one loop (not of those in it) that are wrong."""
        del loop
        return ()
