"""HCPCS Level II and its modifiers: the fixed-width file, its twin in columns, and the list of catch-all
codes. Dental rows are left out: their numbers and texts are the dentists' association's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.days import NotADay, day_after, read_day
from almoner.store.shipped.code_files.layout import header_of, one_line
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import NotThisLayout, Tally

COLUMNS = ("title", "short", "coverage", "action", "kind")
_FIRST, _FURTHER = {"3", "7"}, {"4", "8"}
_CODE = re.compile(r"[A-Z]\d{4}|[A-Z0-9]{2}")
_FIXED = re.compile(r"(?m)^(?:[A-Z]\d{4}|   [A-Z0-9]{2}|[A-Z0-9]{2}   )\d{5}[^\n]{0,1}[3478]")
_HEADERS = {
    "code": ("hcpc", "hcpcs", "hcpcs code", "code"),
    "record": ("recid", "record id"),
    "long": ("long description", "description"),
    "short": ("short description",),
    "coverage": ("cov", "coverage"),
    "since": ("add dt", "add date"),
    "last": ("term dt", "termination date"),
    "action": ("action cd", "action code"),
}


@dataclass(slots=True)
class _Entry:
    """One code, its text growing line by line."""

    code: str
    kind: str
    since_on: date | None
    until_on: date | None
    short: str
    coverage: str
    action: str
    texts: list[str] = field(default_factory=list)

    def line(self) -> Line:
        title = one_line(" ".join(self.texts))
        values = (title, self.short, self.coverage, self.action, self.kind)
        return Line(self.code, self.since_on, self.until_on, values)


Record = dict[str, str]


def load_hcpcs(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """The codes and modifiers of a quarter, or the list of its catch-all codes."""
    is_fixed = not source.is_workbook and bool(_FIXED.search(source.head))
    records = _fixed(source) if is_fixed else _columns(source)
    is_catch_all = bool(re.search(r"(?i)\bnoc\b|_noc|not otherwise classified codes", source.name))
    lines = [
        entry.line()
        for entry in _entries(records, tally, catch_all="noc" if is_catch_all else "")
        if asked.keeps_descriptors or not entry.code.startswith("D") or len(entry.code) == 2
    ]
    tally.skip("dental rows", tally.accepted - len(lines)) if tally.accepted > len(lines) else None
    tally.accepted = len(lines)
    span = span_of(source, asked)
    part = asked.part or ("catch-all" if is_catch_all else "")
    return [Loaded("hcpcs", span, COLUMNS, lines, part, "title", asked.is_partial)]


def _fixed(source: Source) -> Iterator[tuple[int, Record]]:
    """The fixed places (1-5 code, 11 record kind, 12-91 long, 92-119 short text, 230 coverage, 269-276 added,
    285-292 ended, 293 action)."""
    for number, line in source.lines():
        if line.strip():
            yield (
                number,
                {
                    "code": line[:5],
                    "record": line[10:11],
                    "long": line[11:91],
                    "short": line[91:119],
                    "coverage": line[229:230],
                    "since": line[268:276],
                    "last": line[284:292],
                    "action": line[292:293],
                },
            )


def _columns(source: Source) -> Iterator[tuple[int, Record]]:
    places: dict[str, int] = {}
    for number, cells in source.rows():
        if places:
            yield number, {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
            continue
        headers = [header_of(cell) for cell in cells]
        found = {name: _at(headers, wanted) for name, wanted in _HEADERS.items()}
        if found["code"] >= 0 and found["long"] >= 0:
            places = {name: at for name, at in found.items() if at >= 0}
        elif number > 80:
            break
    if not places:
        raise NotThisLayout(f"{source.name} has neither the fixed places nor the header (HCPC) of HCPCS")


def _at(headers: list[str], wanted: tuple[str, ...]) -> int:
    return next((headers.index(name) for name in wanted if name in headers), -1)


def _entries(records: Iterator[tuple[int, Record]], tally: Tally, *, catch_all: str) -> Iterator[_Entry]:
    """Codes with their continued texts."""
    entry: _Entry | None = None
    for number, record in records:
        kind, code = record.get("record", "3").strip() or "3", record["code"].strip().upper()
        if not _CODE.fullmatch(code) or kind not in _FIRST | _FURTHER:
            tally.skip("notes") if not code or " " in code else tally.refuse(number, "a code has five places")
            continue
        if kind in _FURTHER:
            if entry is None or entry.code != code:
                tally.refuse(number, "a further line follows the first of its code")
            else:
                entry.texts.append(record["long"])
            continue
        if entry:
            yield entry
        entry = _begun(number, record, catch_all or ("modifier" if len(code) == 2 else "code"), tally)
    if entry:
        yield entry


def _begun(number: int, record: Record, kind: str, tally: Tally) -> _Entry | None:
    try:
        since, until = read_day(record.get("since", "")), day_after(record.get("last", ""))
    except NotADay as rule:
        tally.refuse(number, str(rule))
        return None
    tally.accepted += 1
    return _Entry(
        record["code"].strip().upper(),
        kind,
        since,
        until,
        one_line(record.get("short", "")),
        record.get("coverage", "").strip(),
        record.get("action", "").strip(),
        [record["long"]],
    )
