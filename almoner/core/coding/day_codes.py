"""The diagnosis codes of one day of service: what may be billed, what it is called, what stands below.
Codes have their dot outside of this module's look-ups."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from almoner.core.coding.words import stems_of
from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeRow, CodeTable

KIND = "icd10cm"
_CATEGORY = 3


class Title(NamedTuple):
    """A billable code with its title, and the title's stems."""

    code: str
    text: str
    stems: frozenset[str]


def dotted(code: str) -> str:
    """A code with the dot behind its category."""
    plain = code.replace(".", "")
    return f"{plain[:_CATEGORY]}.{plain[_CATEGORY:]}" if len(plain) > _CATEGORY else plain


@dataclass(frozen=True)
class DayCodes:
    """The code set as of a day; empty where no release speaks of it."""

    on: date
    choice: Choice[CodeTable] | None
    _below: dict[str, tuple[Title, ...]] = field(default_factory=dict)
    _titles: dict[str, str | None] = field(default_factory=dict)

    @property
    def release(self) -> str:
        """The name of the release that speaks; empty where none does."""
        return self.choice.release.name if self.choice else ""

    @cached_property
    def parts(self) -> Sequence[CodeTable]:
        """The tables of the release."""
        return self.choice.parts if self.choice else ()

    def is_billable(self, code: str) -> bool:
        """The code may stand on a claim of that day."""
        return self.title(code) is not None

    def title(self, code: str) -> str | None:
        """The title of a billable code; None where it isn't one on that day."""
        plain = code.replace(".", "")
        if plain not in self._titles:
            row = next((row for part in self.parts if (row := part.at(plain, self.on))), None)
            self._titles[plain] = row.get("title") if row and self._may_bill(row) else None
        return self._titles[plain]

    def name(self, code: str) -> str:
        """The title of a code or header on that day; empty where it has none."""
        plain = code.replace(".", "")
        return next((row.get("title") for part in self.parts if (row := part.at(plain, self.on))), "")

    def below(self, prefix: str) -> tuple[Title, ...]:
        """The billable codes that begin so, in their order."""
        plain = prefix.replace(".", "")
        found = self._below.get(plain)
        if found is None:
            rows = [row for part in self.parts for row in part.starting_with(plain) if self._is_on(row)]
            found = self._below[plain] = tuple(
                Title(dotted(row.code), row.get("title"), frozenset(stems_of(row.get("title"))))
                for row in rows
            )
        return found

    def heir(self, code: str) -> str:
        """The code itself where it is billable; else the nearest above it that is, for a day before it
        was split; else the code itself, as a header whose children are to be looked through."""
        plain = code.replace(".", "")
        if self.is_billable(plain) or self.below(plain):
            return dotted(plain)
        above = [plain[:size] for size in range(len(plain) - 1, _CATEGORY - 1, -1)]
        return dotted(next((each for each in above if self.is_billable(each) or self.below(each)), plain))

    def _may_bill(self, row: CodeRow) -> bool:
        is_sure = not (self.choice and self.choice.is_later and row.since_on is None)
        return row.get("is_billable") == "1" and is_sure

    def _is_on(self, row: CodeRow) -> bool:
        return row.covers(self.on) and self._may_bill(row)


def day_codes(tables: Tables, on: date) -> DayCodes:
    """The codes of a day; kept with the tables, so that asking again is free. Days between which no code
    begins or ends have the same ones, whose `on` is the first of them that was asked for."""
    kept = tables.made.setdefault("coding-days", ({}, {}))
    assert isinstance(kept, tuple)
    days, stretches = kept
    if on not in days:
        if len(days) > _MOST_DAYS:
            days.clear()
            stretches.clear()
        choice = tables.codes(KIND).at(on)
        same = _sameness(choice, on)
        if same not in stretches:
            stretches[same] = DayCodes(on, choice)
        days[on] = stretches[same]
    found = days[on]
    assert isinstance(found, DayCodes)
    return found


def _sameness(choice: Choice[CodeTable] | None, on: date) -> tuple[object, ...]:
    """What is equal for days with the same codes: the release, how it speaks, and the stretches of its
    tables."""
    if choice is None:
        return (on,)
    stretches = tuple(part.stretch(on) for part in choice.parts)
    return (id(choice.release), choice.is_later, choice.is_stale, stretches)


_MOST_DAYS = 400
