"""Files of diagnoses and of hospital procedures: order and code files, addenda, the tabular list, the index,
and the compact table of days and flags."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import IO

from almoner.core.rules.code_key import plain
from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.days import NotADay, Span, day_after, fiscal_year, read_day
from almoner.store.shipped.code_files.icd10_table import (
    COLUMNS,
    KIND,
    Known,
    Spell,
    as_of,
    known_table,
    lines_of,
)
from almoner.store.shipped.code_files.icd10_tabular import NOTE_COLUMNS, read_tabular
from almoner.store.shipped.code_files.layout import Column, Layout, code, one_line
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import CodeFileError, NotThisLayout, Tally

_ORDER = re.compile(r"\d{5} ([0-9A-Z]{3,7})\s+([01]) (.{0,60}) ?(.*)")
_PLAIN = re.compile(r"((?=.{1,2}\d)[A-Z][0-9A-Z]{2,6}|[0-9A-HJ-NP-Z]{7})\s+(\S.*)")
_CHANGE = re.compile(
    r"(add|delete|revise from|revise to|no change):?\s+"
    r"(?:\d{5}\s+)?([01])?\s*([0-9A-Z]{3,7})\s+([01] )?(\S.*)",
    re.IGNORECASE,
)
_DIAGNOSIS = re.compile(r"(?=.{1,2}\d)[A-Z][0-9A-Z]{2,6}")
_PROCEDURE = re.compile(r"[0-9A-HJ-NP-Z]{1,7}")
Titles = dict[str, tuple[str, bool]]


def load_order(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """An order, code or addenda file of diagnoses."""
    if re.search(r"(?mi)^(add|delete|revise from):", source.head):
        return _load_addenda(source, asked, tally)
    titles = dict(_titles(source, tally, _DIAGNOSIS))
    return [_diagnoses(titles, source, asked)]


def load_procedures(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """An order or code file of hospital procedures (ICD-10-PCS)."""
    rows = _titles(source, tally, _PROCEDURE)
    lines = [Line(key, values=(title, "1" if is_billable else "0")) for key, (title, is_billable) in rows]
    return [
        Loaded(
            "icd10pcs", span_of(source, asked, by="fiscal"), ("title", "is_billable"), lines, words="title"
        )
    ]


def _titles(source: Source, tally: Tally, shape: re.Pattern[str]) -> Iterator[tuple[str, tuple[str, bool]]]:
    seen: set[str] = set()
    is_order = bool(re.search(r"(?m)^\d{5} [0-9A-Z]{3,7} ", source.head))
    if not is_order and not re.search(r"(?m)^[0-9A-Z]{3,7} {1,7}\S", source.head):
        raise NotThisLayout(f"{source.name} is no order or code file: a code stands at place 7, or first")
    for number, line in source.lines():
        row = _order(line) if is_order else _coded(line)
        if not line.strip():
            continue
        if row is None or not shape.fullmatch(row[0]):
            tally.refuse(number, "a line is number, code, billable 0 or 1, and titles at fixed places")
        elif row[0] in seen:
            tally.refuse(number, "a code stands once")
        else:
            seen.add(row[0])
            tally.accepted += 1
            yield row[0], (one_line(row[1]), row[2])


def _order(line: str) -> tuple[str, str, bool] | None:
    match = _ORDER.fullmatch(line.rstrip())
    return (match[1], match[4] or match[3], match[2] == "1") if match else None


def _coded(line: str) -> tuple[str, str, bool] | None:
    match = _PLAIN.fullmatch(line.rstrip())
    return (match[1], match[2], True) if match else None


def _diagnoses(titles: Titles, source: Source, asked: Asked, text: str = "") -> Loaded:
    span = span_of(source, asked, text=text, by="fiscal")
    known = known_table(asked.tables)
    # Far fewer codes than are known are an extract: those that it lacks haven't ended.
    is_partial = asked.is_partial or len(titles) * 2 < len(known.titles)
    if known.spells and not is_partial:
        lines = lines_of(*as_of(titles, known, span.since_on))
    else:
        kept = {
            key: known.spells.get(key, [Spell(None, None)])
            for key, (_, is_whole) in titles.items()
            if is_whole
        }
        lines = lines_of(titles, kept)
    return Loaded(KIND, span, COLUMNS, lines, words="title", is_partial=is_partial)


def _load_addenda(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """The release before with what the addenda change from their day on."""
    known = known_table(asked.tables)
    if not known.spells:
        raise CodeFileError("addenda change a release that is loaded: import the one before first")
    span = span_of(source, asked, by="fiscal")
    titles = dict(known.titles)
    gone: set[str] = set()
    for number, line in source.lines():
        match = _CHANGE.fullmatch(line.strip())
        if not match:
            if line.strip():
                tally.refuse(number, "a line of addenda is Add, Delete or Revise, 0 or 1, a code and titles")
            continue
        tally.accepted += 1
        act, key = match[1].lower(), match[3].upper()
        title = one_line(re.split(r"\s{2,}", match[5])[-1])
        if act == "delete":
            gone.add(key)
        elif act in ("add", "revise to"):
            titles[key] = (title, (match[2] or match[4] or "1").strip() == "1")
            gone.discard(key)
    kept = {key: said for key, said in titles.items() if key not in gone and _goes_on(key, known, said)}
    lines = lines_of(*as_of(kept, known, span.since_on))
    return [Loaded(KIND, span, COLUMNS, lines, words="title", facts={"from": "addenda"})]


def _goes_on(key: str, known: Known, said: tuple[str, bool]) -> bool:
    """A code that had ended before isn't brought back by a list of changes."""
    stretches = known.spells.get(key)
    return not stretches or not said[1] or any(one.until_on is None for one in stretches)


def load_tabular(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """The tabular list: its notes, and its codes where no order file of the same days is loaded."""
    tabular = read_tabular(source)
    tally.accepted += len(tabular.titles)
    span = span_of(source, asked, text=tabular.year, by="fiscal")
    notes = Loaded("icd10cm-notes", span, NOTE_COLUMNS, tabular.notes, is_partial=asked.is_partial)
    newest = [one.since_on for one in asked.tables.codes(KIND).releases if not one.is_partial]
    if span.since_on in newest:
        return [notes]
    return [_diagnoses(tabular.titles, source, asked, tabular.year), notes]


def _flags(text: str) -> str:
    return "|".join(sorted(flag for flag in text.lower().split("|") if flag))


_VALIDITY = Layout(
    KIND,
    key=(Column("code", ("code",), code),),
    columns=(
        Column("from", ("from",), is_required=True),
        Column("to", ("to",), is_required=True),
        Column("flags", ("flags",), _flags, is_required=True),
    ),
    by="always",
)


def load_validity(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """The compact table of days and flags. Its last day of most rows is the end of the source and means
    open."""
    (found,) = _VALIDITY.load(source, asked, tally)
    ends = Counter(line.values[1] for line in found.lines if re.fullmatch(r"\d{8}", line.values[1]))
    last = max(ends, default="")
    is_end = bool(last) and ends[last] * 2 > len(found.lines)
    try:
        until = day_after(last) if is_end else None
    except NotADay:
        raise CodeFileError(f"{source.name}: the last day of most rows is none") from None
    spells: dict[str, list[Spell]] = {}
    for number, line in enumerate(found.lines, 2):
        since, to, flags = line.values
        try:
            begin, end = read_day(since), None if is_end and to == last else day_after(to)
            if begin and end and end <= begin:
                raise NotADay("it ends before it begins")
            spells.setdefault(line.code, []).append(Spell(begin, end, flags))
        except NotADay as rule:
            tally.accepted -= 1
            tally.refuse(number, str(rule))
    known = known_table(asked.tables)
    lines = lines_of(known.titles, spells)
    span = _covered(spells, until, asked)
    return [Loaded(KIND, span, COLUMNS, lines, words="title", is_partial=asked.is_partial)]


def _covered(spells: dict[str, list[Spell]], until: date | None, asked: Asked) -> Span:
    starts = [one.since_on for each in spells.values() for one in each if one.since_on]
    since = asked.since_on or min(starts, default=date(2015, 10, 1))
    year = (until.year + (until.month > 10)) if until else since.year
    return Span(asked.release or f"{fiscal_year(year).name}-validity", since, asked.until_on or until)


def load_index(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """The alphabetic index (XML): terms that lead to codes."""
    if "ICD10CM.index" not in source.head or "<!ENTITY" in source.head:
        raise NotThisLayout(f"{source.name} isn't the alphabetic index (ICD10CM.index)")
    year: list[str] = []
    try:
        with source.open_bytes() as file:
            lines = list(_index(file, year))
    except ET.ParseError as error:
        raise CodeFileError(f"{source.name}, line {error.position[0]}: no whole XML") from None
    except LookupError:
        raise CodeFileError(f"{source.name} names an encoding that there isn't; fetch it again") from None
    tally.accepted += len(lines)
    span = span_of(source, asked, text=" ".join(year), by="fiscal")
    return [Loaded("icd10cm-index", span, ("term",), lines, words="term")]


def _index(file: IO[bytes], year: list[str]) -> Iterator[Line]:
    for _, node in ET.iterparse(file):  # noqa: S314 - the head shows no entities
        if node.tag == "version":
            year.append((node.text or "").strip())
        elif node.tag == "mainTerm":
            yield from _terms(node, "", 0)
            node.clear()


def _terms(node: ET.Element, above: str, depth: int) -> Iterator[Line]:
    title = node.find("title")
    words = " ".join("".join(title.itertext()).split()) if title is not None else ""
    term = f"{above}, {words}" if above else words
    found = plain(node.findtext("code") or "")
    if _DIAGNOSIS.fullmatch(found):
        yield Line(found, values=(term,))
    if depth < 12:
        for each in node.findall("term"):
            yield from _terms(each, term, depth + 1)
