"""Where the boxes of a paper form stand on the sheet: reads its table of measured cells and lays texts on it.

Promises points from the sheet's left and top edges, and that what a box cannot hold is cut and told; an
amount is left out rather than cut.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from almoner.core.wire.form_page import NO_SHIFT, FormName, FormPage, Shift

HEIGHT = 792.0
"""Points of US Letter from bottom to top."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A box for `wide` signs; `seen` is its measured field (left, right, bottom, top), if any."""

    box: str
    line: float
    column: int
    wide: int
    is_right: bool
    seen: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The steps of the grid in points."""

    left: float
    column_step: float
    top: float
    line_step: float
    size: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A text at its place: its first sign's left edge, and its foot from the top of the sheet, in points."""

    box: str
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table: the grid, the cells of the form, and those of each service row."""

    grid: Grid
    cells: Mapping[str, Cell]
    rows: tuple[Mapping[str, Cell], ...]


@cache
def sheet(form: FormName) -> Sheet:
    """Return a form's table of cells."""
    table = tomllib.loads(Path(__file__).with_name(f"{form}.toml").read_text(encoding="utf-8"))
    rows = table["rows"]
    return Sheet(
        grid=Grid(**{name: float(value) for name, value in table["grid"].items()}),
        cells={box: _cell(box, told) for box, told in table["cells"].items()},
        rows=tuple(_row(rows, place) for place in range(rows["count"])),
    )


def marks(page: FormPage, shift: Shift = NO_SHIFT) -> tuple[Mark, ...]:
    """Return the texts of a form at their places, in reading order."""
    grid = sheet(page.form).grid
    return tuple(_mark(grid, cell, text, shift) for cell, text in _filled(page))


def cut(page: FormPage) -> tuple[str, ...]:
    """Return the boxes of a form whose text is longer than the box."""
    return tuple(cell.box for cell, text in _filled(page) if len(text) > cell.wide)


def corners(form: FormName, shift: Shift) -> tuple[Mark, ...]:
    """Return the marks of a form's trial sheet: every box's first and last sign, every tick."""
    known = sheet(form)
    cells = [*known.cells.values(), *(cell for row in known.rows for cell in row.values())]
    texts = ["X" + " " * (cell.wide - 2) + "X" * (cell.wide > 1) for cell in cells]
    return tuple(_mark(known.grid, cell, text, shift) for cell, text in zip(cells, texts, strict=True))


def _filled(page: FormPage) -> Iterator[tuple[Cell, str]]:
    known = sheet(page.form)
    assert len(page.lines) <= len(known.rows), "a form has as many service lines as its table"
    yield from [(cell, page.boxes[box]) for box, cell in known.cells.items() if page.boxes.get(box)]
    for line, row in zip(page.lines, known.rows, strict=False):
        yield from [(cell, line[box]) for box, cell in row.items() if line.get(box)]


def _mark(grid: Grid, cell: Cell, text: str, shift: Shift) -> Mark:
    kept = text[: cell.wide] if not cell.is_right or len(text) <= cell.wide else ""
    begin = cell.column - 1 + (cell.wide - len(kept) if cell.is_right else 0)
    return Mark(
        box=cell.box,
        text=kept,
        x=round(grid.left + grid.column_step * begin + shift.right * 0.72, 2),
        y=round(HEIGHT - grid.top + grid.line_step * cell.line + shift.down * 0.72, 2),
    )


def _cell(box: str, told: Mapping[str, Any], *, lower: int = 0, foot: float | None = None) -> Cell:
    """Read a cell, `lower` lines below what the table says, its measured field at another `foot`."""
    seen = told.get("seen")
    if seen and foot is not None:
        seen = [seen[0], seen[1], foot, foot + seen[3] - seen[2]]
    return Cell(
        box=box,
        line=told["line"] + lower,
        column=told["column"],
        wide=told["wide"],
        is_right=told.get("to") == "right",
        seen=tuple(seen) if seen else None,
    )


def _row(rows: Mapping[str, Any], place: int) -> dict[str, Cell]:
    """Read the cells of a service row, from 0."""
    upper = min(told["line"] for told in rows["cells"].values())
    bottoms = rows["bottoms"]
    feet = {True: rows.get("shaded_bottoms", bottoms)[place], False: bottoms[place]}
    return {
        box: _cell(box, told, lower=place * rows["lines"], foot=feet[told["line"] == upper])
        for box, told in rows["cells"].items()
    }
