"""Adjustment reasons, remarks and claim status codes of the user's own copy, and the plain list with our
labels, which is an extract."""

import re

from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.layout import BadRow, Column, Layout, code
from almoner.store.shipped.code_files.loaded import Asked, Loaded
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import CodeFileError, NotThisLayout, Tally


def _reason(text: str) -> str:
    found = code(text)
    if not re.fullmatch(r"[A-Z]{0,2}\d{1,4}", found):
        raise BadRow("a code has up to two letters and one to four digits")
    return found


_OFFICIAL = Layout(
    "x12",
    key=(Column("code", ("code",), _reason),),
    columns=(Column("label", ("description",), is_required=True), Column("notes", ("notes",))),
    words="label",
    by="always",
    since=("start", "start date"),
    last=("stop", "stop date"),
)
_PLAIN = Layout(
    "x12",
    key=(Column("code", ("code",), code),),
    columns=(
        Column("label", ("label",), is_required=True),
        Column("category", ("category",), is_required=True),
        Column("next_step", ("next step",)),
        Column("kind", ("kind",), lambda text: text.strip().lower(), is_required=True),
    ),
    words="label",
    by="always",
    since=("started", "since on"),
    last=("stopped",),
    until=("until on",),
)


def load_x12(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """A part for each list: carc, rarc, status, status-category, and group in the plain file. Which list an
    official file holds is told by its codes."""
    try:
        (found,) = _PLAIN.load(source, asked, tally)
    except NotThisLayout:
        (found,) = _OFFICIAL.load(source, asked, tally)
        part = asked.part or _list_of(found.lines, source.name)
        return [Loaded("x12", found.span, found.columns, found.lines, part, "label", asked.is_partial)]
    kinds = sorted({line.values[3] for line in found.lines})
    return [
        Loaded(
            "x12",
            found.span,
            found.columns[:3],
            [
                Line(line.code, line.since_on, line.until_on, line.values[:3])
                for line in found.lines
                if line.values[3] == kind
            ],
            kind,
            "label",
            is_partial=True,
        )
        for kind in kinds
    ]


def _list_of(lines: list[Line], name: str) -> str:
    codes = {line.code for line in lines}
    letters = {re.sub(r"\d", "", one) for one in codes}
    if letters & {"N", "M", "MA"}:
        return "rarc"
    if letters & {"F", "R", "E", "D"}:
        return "status-category"
    if letters & {"A", "B", "P", "W", "Y"}:
        return "carc"
    if codes & {"1", "2", "3", "45"}:
        return "carc" if re.search(r"(?i)carc|adjustment", name) else "status"
    raise CodeFileError(
        f"{name} doesn't tell which list it is: say --part carc, rarc, status or status-category"
    )
