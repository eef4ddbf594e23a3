"""A claim laid out once for all edits on tables: its lines by day, their rows of the fee schedule, and what
was sent before for the same days. Promises the same sheet for the same facts, made once.
"""

from collections.abc import Callable, Container
from datetime import date
from typing import NamedTuple, TypeVar, cast

from almoner.core.claim.facts import Facts, SentLine
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Severity
from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeRow, CodeTable

T = TypeVar("T")
_MOST_KEPT = 50_000
PRICE_MODIFIERS = ("26", "TC", "53")
"""Modifiers that may have a row of their own in the fee schedule."""


def shared(tables: Tables, make: Callable[[Tables], T]) -> T:
    """What `make` makes of these tables, made once for all cards and let go with the tables."""
    found = tables.made.get(make)
    if found is None:
        found = tables.made[make] = make(tables)
    return cast(T, found)


def cite(label: str, choice: Choice[T]) -> str:
    """A release as a finding names it."""
    if choice.is_stale:
        return f"{label} {choice.release.name}, which ended before the service"
    if choice.is_later:
        return f"{label} {choice.release.name}, by the dates of the row"
    return f"{label} {choice.release.name}"


def most(choice: Choice[T]) -> Severity | None:
    """A release that had ended holds at most."""
    return Severity.HOLD if choice.is_stale else None


def missing(kind: str, choice: Choice[T] | None) -> str:
    """Why an edit is silent for want of a release."""
    if choice is None:
        return f"no release of {kind} is imported"
    return f"every release of {kind} begins after the service"


class Entry(NamedTuple):
    """A line with its number from 1 and its row of the fee schedule (that of its 26, TC or 53, where there is
    one); None where there is no row or no release."""

    number: int
    line: ClaimLine
    fee: CodeRow | None

    def has(self, modifiers: frozenset[str]) -> bool:
        """One of the modifiers is on the line."""
        return not modifiers.isdisjoint(self.line.modifiers)

    def value(self, column: str) -> str:
        """A value of the fee schedule; empty where there is no row."""
        return self.fee.values.get(column, "") if self.fee else ""


class Sheet:
    """One claim. `days` holds its entries by day, `modifiers` all that it uses."""

    __slots__ = ("days", "entries", "facts", "modifiers", "silence")

    def __init__(self, facts: Facts, entries: list[Entry], silence: str) -> None:
        self.facts = facts
        self.entries = entries
        self.modifiers = frozenset([one for entry in entries for one in entry.line.modifiers])
        self.silence = silence
        """Why no line has a row of the fee schedule; empty where there is a release."""
        self.days: dict[date, list[Entry]] = {}
        for entry in entries:
            self.days.setdefault(entry.line.service_on, []).append(entry)

    def sent_on(self, on: date) -> list[SentLine]:
        """What the same group and specialty sent before for a day. A replacement stands for what was sent,
        so it has none."""
        facts = self.facts
        if not facts.history or facts.revision.frequency != "1":
            return []
        return sent_before(facts, (on,))


def sent_before(facts: Facts, days: Container[date] | None = None) -> list[SentLine]:
    """What the same group and specialty sent before (for some days, where they are given), without the lines
    of this claim itself."""
    near = [sent for sent in facts.history if days is None or sent.service_on in days]
    if not near:
        return near
    own = {line.line_id for line in facts.revision.lines}
    return [
        sent
        for sent in near
        if sent.is_same_group and sent.is_same_specialty and not (sent.line_id and sent.line_id in own)
    ]


def is_another(facts: Facts, sent: SentLine) -> bool:
    """True where a line that was sent is not what this claim replaces: same code on the same day."""
    if facts.revision.frequency == "1":
        return True
    return all((line.code, line.service_on) != (sent.code, sent.service_on) for line in facts.revision.lines)


class Fees:
    """The fee schedule (MPFS) by code, modifier and day, and the sheet of the claim at hand."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._kept: dict[tuple[str, str, date], CodeRow | None] = {}
        self._last: tuple[Facts | None, Sheet | None] = (None, None)

    def choice(self, on: date) -> Choice[CodeTable] | None:
        """The release for a day."""
        return self._tables.codes("mpfs").at(on)

    def row(self, code: str, modifier: str, on: date) -> CodeRow | None:
        """The row of a code with a modifier (or without one) on a day."""
        key = (code, modifier, on)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = row_at(self.choice(on), code + modifier, on)
        return self._kept[key]

    def fee(self, line: ClaimLine) -> CodeRow | None:
        """The row of a line."""
        for modifier in line.modifiers:
            if modifier in PRICE_MODIFIERS:
                row = self.row(line.code, modifier, line.service_on)
                if row is not None:
                    return row
        return self.row(line.code, "", line.service_on)

    def sheet(self, facts: Facts) -> Sheet:
        """The sheet of a claim; the same one while the same facts are asked for."""
        last, kept = self._last  # one read: another thread may put its own there
        if kept is not None and last is facts:
            return kept
        entries = [Entry(number, line, self.fee(line)) for number, line in enumerate(facts.revision.lines, 1)]
        sheet = Sheet(facts, entries, self._silence(entries))
        self._last = (facts, sheet)
        return sheet

    def _silence(self, entries: list[Entry]) -> str:
        if any(entry.fee for entry in entries) or not entries:
            return ""
        choice = self.choice(entries[0].line.service_on)
        return missing("mpfs", choice) if choice is None or choice.is_later else ""

    def cite(self, on: date) -> tuple[str, Severity | None]:
        """How a finding names the release of a day, and the most that it may be."""
        choice = self.choice(on)
        return (cite("fee schedule", choice), most(choice)) if choice else ("", None)


def is_whole(choice: Choice[CodeTable] | None) -> bool:
    """True where a code that the release lacks doesn't exist: it is for the day, not partial, and more than a
    list of catch-all codes."""
    if choice is None or choice.is_later or choice.release.is_partial:
        return False
    return any(len(part) and part.row(0).get("kind") != "noc" for part in choice.parts)


def row_at(choice: Choice[CodeTable] | None, code: str, on: date) -> CodeRow | None:
    """The row of a code in any part of a release; of a later release only one with a start of its own."""
    if choice is None:
        return None
    for part in choice.parts:
        row = part.at(code, on)
        if row is not None and not (choice.is_later and row.since_on is None):
            return row
    return None


def rows_at(choice: Choice[CodeTable], code: str, on: date) -> list[CodeRow]:
    """All rows of a code that are in force, in all parts of a release."""
    return [
        row
        for part in choice.parts
        for row in part.rows(code)
        if row.covers(on) and not (choice.is_later and row.since_on is None)
    ]
