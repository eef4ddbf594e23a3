"""What a loader is asked for and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from almoner.core.rules.pairs import PairRows
from almoner.core.rules.releases import NO_TABLES, Tables
from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.days import ALWAYS, Span, calendar_year, fiscal_year, span_in
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import CodeFileError, Tally


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read. What is empty is found in the file or its name.

    `keeps_descriptors`: the user holds a licence for the owners' wording. `tables`: what is loaded already.
    """

    since_on: date | None = None
    until_on: date | None = None
    release: str = ""
    part: str = ""
    is_partial: bool = False
    keeps_descriptors: bool = False
    tables: Tables = NO_TABLES


@dataclass(frozen=True, slots=True)
class Loaded:
    """A table that was read: rows of codes, or pairs."""

    kind: str
    span: Span
    columns: tuple[str, ...] = ()
    lines: list[Line] = field(default_factory=list)
    part: str = ""
    words: str = ""
    is_partial: bool = False
    pairs: PairRows | None = None
    facts: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines) if self.pairs is None else len(self.pairs)


Load = Callable[[Source, Asked, Tally], list[Loaded]]
"""Reads a file of one kind. NotThisLayout where it is of another."""


def span_of(source: Source, asked: Asked, *, text: str = "", by: str = "quarter") -> Span:
    """The days of a release: as asked, else as the name of the file or the text of its preamble tells.

    `by`: how long it holds: "quarter", "year" (to the year's end), "fiscal" (to 30 September) or "always" (a
    list without releases). CodeFileError where nothing tells."""
    if by == "always" and not asked.since_on:
        return Span(asked.release or _stem(source.name), ALWAYS, asked.until_on)
    found = span_in(source.name, text)
    since = asked.since_on or (found.since_on if found else None)
    if since is None:
        raise CodeFileError(
            f"{source.name} doesn't tell from which day it holds: say it with --since YYYY-MM-DD"
        )
    told = found if found and found.since_on == since else None
    if by == "fiscal" and told and told.name == str(since.year):
        told = fiscal_year(since.year)
        since = asked.since_on or told.since_on
    until = told.until_on if told else None
    if by == "year":
        until = calendar_year(since.year).until_on
    elif by == "fiscal":
        until = date(since.year + (since.month >= 10), 10, 1)
    name = asked.release or (told.name if told else since.isoformat())
    return Span(name, since, asked.until_on or until)


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
