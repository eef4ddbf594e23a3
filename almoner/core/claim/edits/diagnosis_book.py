"""The diagnosis list and its notes as the edits ask them: by code and day, notes inherited down the tree.
Promises that asking again is one look, and tells why nothing can be said where no release is there.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import cite, missing, most, row_at, rows_at, shared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Severity
from almoner.core.rules.code_key import plain
from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeRow, CodeTable

Told = tuple[Hit | Unjudged, ...]
_MOST_KEPT = 50_000
_SHAPE = re.compile(r"(?=.{1,2}\d)[A-Z][0-9A-Z]{2,6}")
_STEM = 3


@dataclass(frozen=True, slots=True)
class Use:
    """A diagnosis on a day, at the first line that points to it on that day; line 0 where none does."""

    code: str
    on: date
    line: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A note that holds for a code, from the code above it (or itself) at which it stands."""

    at: str
    references: str
    text: str


@lru_cache(maxsize=20_000)
def bare(code: str) -> str:
    """A diagnosis without its dot; empty where it doesn't have the shape of one, which another edit tells."""
    key = plain(code)
    return key if _SHAPE.fullmatch(key) else ""


def pointed(facts: Facts, line: ClaimLine) -> list[str]:
    """The diagnoses of a line, in its order."""
    codes = facts.revision.diagnoses
    last = len(codes)
    return [code for at in line.pointers if 0 < at <= last and (code := bare(codes[at - 1]))]


@dataclass(frozen=True, slots=True)
class Used:
    """How a claim uses its diagnoses: each with the days on which it is used, in the order of the lines; and
    the lines on which one stands first on a day."""

    uses: tuple[Use, ...] = ()
    first: Mapping[tuple[str, date], list[int]] = field(default_factory=dict)


def used(facts: Facts) -> Used:
    """How the claim uses its diagnoses."""
    revision = facts.revision
    found: dict[tuple[str, date], Use] = {}
    first: dict[tuple[str, date], list[int]] = {}
    kept: dict[tuple[int, ...], list[str]] = {}
    for number, line in enumerate(revision.lines, 1):
        on, codes = line.service_on, kept.get(line.pointers)
        if codes is None:
            codes = kept[line.pointers] = pointed(facts, line)
        for code in codes:
            if (code, on) not in found:
                found[code, on] = Use(code, on, number)
        if codes:
            first.setdefault((codes[0], on), []).append(number)
    known = {code for code, _ in found}
    first_on = min((line.service_on for line in revision.lines), default=facts.on)
    unused = (bare(code) for code in revision.diagnoses)
    rest = (Use(code, first_on) for code in dict.fromkeys(unused) if code and code not in known)
    return Used((*found.values(), *rest), first)


class DiagnosisBook:
    """The tables `icd10cm` and `icd10cm-notes`."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._rows: dict[tuple[str, date], CodeRow | None] = {}
        self._flags: dict[tuple[str, date], tuple[str, ...]] = {}
        self._notes: dict[tuple[str, str, date], tuple[Note, ...]] = {}
        self._last: tuple[Facts | None, Used] = (None, Used())

    def uses(self, facts: Facts) -> tuple[Use, ...]:
        """Every diagnosis of a claim with the days on which it is used."""
        return self._used(facts).uses

    def first(self, facts: Facts) -> Mapping[tuple[str, date], list[int]]:
        """The diagnoses that stand first on lines, by day, with those lines."""
        return self._used(facts).first

    def _used(self, facts: Facts) -> Used:
        last, found = self._last  # one read: another thread may put its own there
        if last is not facts:
            found = used(facts)
            self._last = (facts, found)
        return found

    def codes(self, on: date) -> Choice[CodeTable] | None:
        """The release of the codes for a day."""
        return self._tables.codes("icd10cm").at(on)

    def silence(self, on: date) -> str:
        """Why nothing can be said of a code that has no row; empty where a whole release speaks."""
        choice = self.codes(on)
        if choice is None or choice.is_later:
            return missing("icd10cm", choice)
        return "only a part of icd10cm is imported" if choice.release.is_partial else ""

    def flag_silence(self, facts: Facts) -> str:
        """Why nothing can be said of the flags of a claim's diagnoses; empty where a release speaks."""
        choice = self.codes(facts.revision.lines[0].service_on if facts.revision.lines else facts.on)
        return missing("icd10cm", choice) if choice is None or choice.is_later else ""

    def note_silence(self, on: date) -> str:
        """Why nothing can be said of notes; empty where a release speaks."""
        choice = self._tables.codes("icd10cm-notes").at(on)
        return missing("icd10cm-notes", choice) if choice is None or choice.is_later else ""

    def row(self, code: str, on: date) -> CodeRow | None:
        """The row of a code in force on a day: a code that can be billed, or a header."""
        key = (code, on)
        if key not in self._rows:
            _bound(self._rows)
            self._rows[key] = row_at(self.codes(on), code, on)
        return self._rows[key]

    def flags(self, code: str, on: date) -> tuple[str, ...]:
        """The flags of a code on a day."""
        found = self._flags.get((code, on))
        if found is None:
            _bound(self._flags)
            row = self.row(code, on)
            found = self._flags[code, on] = tuple(row.get("flags").split("|")) if row else ()
        return found

    def below(self, stem: str, on: date) -> list[CodeRow]:
        """The rows in force that begin with a stem."""
        choice = self.codes(on)
        parts = choice.parts if choice else ()
        return [row for part in parts for row in part.starting_with(stem) if row.covers(on)]

    def notes(self, code: str, kind: str, on: date) -> tuple[Note, ...]:
        """The notes of a kind that hold for a code, the nearest first."""
        key = (code, kind, on)
        found = self._notes.get(key)
        if found is None:
            _bound(self._notes)
            found = self._notes[key] = tuple(self._inherited(code, kind, on))
        return found

    def _inherited(self, code: str, kind: str, on: date) -> Iterable[Note]:
        choice = self._tables.codes("icd10cm-notes").at(on)
        if choice is None:
            return
        for size in range(len(code), _STEM - 1, -1):
            for row in rows_at(choice, code[:size], on):
                if row.get("note") == kind:
                    yield Note(code[:size], row.get("references"), row.get("text"))

    def cite(self, on: date) -> tuple[str, Severity | None]:
        """How a finding names the release of the codes, and the most that it may be."""
        choice = self.codes(on)
        return (cite("ICD-10-CM", choice), most(choice)) if choice else ("", None)

    def cite_notes(self, on: date) -> tuple[str, Severity | None]:
        """The same of the notes."""
        choice = self._tables.codes("icd10cm-notes").at(on)
        return (cite("ICD-10-CM tabular list", choice), most(choice)) if choice else ("", None)


def _bound(kept: dict[Any, Any]) -> None:
    if len(kept) >= _MOST_KEPT:
        kept.clear()


def of_each(book: DiagnosisBook, tell: Callable[[str, date], Told]) -> Prepared:
    """Judge each diagnosis by itself. `tell` is asked once of a code and a day, and speaks of line 0."""
    kept: dict[tuple[str, date], Told] = {}

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found: Told = NOTHING
        for use in book.uses(facts):
            key = (use.code, use.on)
            told = kept.get(key)
            if told is None:
                if len(kept) >= _MOST_KEPT:
                    kept.clear()
                told = kept[key] = tell(use.code, use.on)
            if told:
                found += tuple(replace(one, line=use.line) if isinstance(one, Hit) else one for one in told)
        return found

    return Prepared(judge)


def book_of(tables: Tables) -> DiagnosisBook:
    """The book of these tables, one for all cards."""
    return shared(tables, DiagnosisBook)
