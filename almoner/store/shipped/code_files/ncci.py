"""Unit limits (MUE) and add-on codes of NCCI, official and plain."""

import re
from collections.abc import Iterator

from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.days import NotADay, day_after, read_day
from almoner.store.shipped.code_files.layout import BadRow, Column, Layout, one_line, procedure
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import CodeFileError, NotThisLayout, Tally

MOST_UNITS = 100_000
_SETTINGS = (("practitioner", "practitioner"), ("hospital", "outpatient"), ("dme|supplier|equipment", "dme"))


def _units(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > MOST_UNITS:
        raise BadRow(f"a unit limit is a whole number from 0 to {MOST_UNITS:,}")
    return str(int(text))


def _indicator(text: str) -> str:
    match = re.match(r"\s*([123])\b", text)
    if not match:
        raise BadRow("the adjudication indicator is 1, 2 or 3")
    return match[1]


def _setting(text: str) -> str:
    found = next((to for sign, to in _SETTINGS if re.search(sign, text.lower())), "")
    if not found:
        raise BadRow("the setting is practitioner, outpatient hospital or equipment supplier")
    return found


_MUE = Layout(
    "ncci-mue",
    key=(Column("code", ("hcpcs cpt code", "hcpcs code", "cpt code"), procedure),),
    columns=(
        Column("value", (r".*mue values?",), _units, is_required=True),
        Column("mai", (r"mue adjudication indicator", "mai"), _indicator, is_required=True),
        Column("basis", (r"mue rationale", "rationale")),
    ),
)
_PLAIN_MUE = Layout(
    "ncci-mue",
    key=(Column("code", ("code",), procedure),),
    columns=(
        Column("value", ("value",), _units, is_required=True),
        Column("mai", ("mai",), _indicator, is_required=True),
        Column("basis", ("basis",)),
        Column("setting", ("service",), _setting, is_required=True),
    ),
)


def load_limits(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """Unit limits, a part for each setting."""
    try:
        (found,) = _PLAIN_MUE.load(source, asked, tally)
    except NotThisLayout:
        return _official_limits(source, asked, tally)
    settings = sorted({line.values[3] for line in found.lines})
    return [
        Loaded(
            "ncci-mue",
            found.span,
            ("value", "mai", "basis"),
            [Line(line.code, values=line.values[:3]) for line in found.lines if line.values[3] == setting],
            setting,
            is_partial=asked.is_partial,
            facts={"setting": setting},
        )
        for setting in settings
    ]


def _official_limits(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """The notice stands in the first cell, and the setting in the name of the column."""
    (found,) = _MUE.load(source, asked, tally)
    text = re.sub(r"\s+", " ", source.head)
    match = re.search(
        r"(Practitioner|Outpatient Hospital|DME Supplier)[^,]{0,20}MUE Value", text, re.IGNORECASE
    )
    try:
        setting = _setting(match[1] if match else source.name)
    except BadRow as rule:
        raise CodeFileError(f"{source.name} doesn't tell its setting: {rule}; say it with --part") from None
    return [
        Loaded(
            found.kind,
            found.span,
            found.columns,
            found.lines,
            asked.part or setting,
            is_partial=asked.is_partial,
            facts={"setting": setting},
        )
    ]


def _primary(text: str) -> str:
    return "CCCCC" if text.strip().upper() == "CCCCC" else procedure(text)


def _type(text: str) -> str:
    found = {"I": "1", "II": "2", "III": "3"}.get(text.strip().upper(), text.strip())
    if found not in ("1", "2", "3"):
        raise BadRow("the type of an add-on edit is 1, 2 or 3")
    return found


ADDON_COLUMNS = ("primary", "type", "notes")
_PLAIN_ADDON = Layout(
    "ncci-addon",
    key=(Column("addon", ("addon", r"add on code"), procedure),),
    columns=(
        Column("primary", ("primary", "primary code"), _primary, is_required=True),
        Column("type", ("type", r"(aoc )?edit type"), _type, is_required=True),
    ),
)


def _official_addon(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """Edit type, add-on code, its last day, primary code, its last day, first and last day of the edit,
    notes; days are YYYYDDD, and the last day counts."""
    lines = list(_addon_lines(source, tally))
    if not lines:
        raise NotThisLayout(
            f"{source.name} is no list of add-on codes (type, add-on code, day, primary code)"
        )
    span = span_of(source, asked)
    return [Loaded("ncci-addon", span, ADDON_COLUMNS, lines, asked.part, is_partial=asked.is_partial)]


def _addon_lines(source: Source, tally: Tally) -> Iterator[Line]:
    is_begun = False
    for number, cells in source.rows():
        is_row = len(cells) >= 6 and re.fullmatch(r"[1-3]|I{1,3}", cells[0]) is not None
        is_begun = is_begun or is_row
        if not is_row:
            if is_begun and any(cells):
                tally.refuse(number, "the type of an add-on edit is 1, 2 or 3")
            continue
        kind, addon, addon_last, primary, primary_last, since, *rest = cells
        try:
            ends = [day_after(day) for day in (addon_last, primary_last, rest[0] if rest else "")]
            until = min((end for end in ends if end), default=None)
            notes = one_line(rest[1]) if len(rest) > 1 else ""
            line = Line(procedure(addon), read_day(since), until, (_primary(primary), _type(kind), notes))
        except (BadRow, NotADay) as rule:
            tally.refuse(number, str(rule))
            continue
        tally.accepted += 1
        yield line


def load_addon(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """The list of add-on codes, plain or official."""
    try:
        if re.search(r"\d{7}", source.head):  # days of the year: only the official list has them
            return _official_addon(source, asked, tally)
        return _PLAIN_ADDON.load(source, asked, tally)
    except NotThisLayout:
        return _official_addon(source, asked, tally)
