"""Public weights of inpatient groups (MS-DRG) and the map from diagnoses to risk groups (HCC)."""

import re
from dataclasses import replace

from almoner.core.rules.code_key import plain
from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.days import payment_year
from almoner.store.shipped.code_files.layout import BadRow, Column, Layout, SkippedRow, header_of, number
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import NotThisLayout, Tally


def _drg(text: str) -> str:
    if not re.fullmatch(r"\d{1,3}", text):
        raise SkippedRow("notes")
    return text.zfill(3)


def _weight(text: str) -> str:
    if not re.search(r"\d", text):
        return ""
    return number(text)


MSDRG = Layout(
    "msdrg",
    key=(Column("drg", ("ms drg", "drg"), _drg),),
    columns=(
        Column("title", (r"ms drg title", "title", "description"), is_required=True),
        Column("mdc", ("mdc",)),
        Column("type", ("type",)),
        Column("weight", (r".*weights?.*",), _weight, is_required=True),
        Column("geometric_stay", (r"geometric mean los", r"geometric.*"), _weight),
        Column("arithmetic_stay", (r"arithmetic mean los", r"arithmetic.*"), _weight),
        Column("is_post_acute", (r".*post acute drg",)),
        Column("is_special_pay", (r".*special pay drg",)),
    ),
    words="title",
    by="fiscal",
)


def load_hcc(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """The map of a payment year: diagnosis, and its group in each model that the file has a column for. It is
    for the services of the year before."""
    models: dict[int, str] = {}
    code_at = 0
    lines: list[Line] = []
    for line, cells in source.rows():
        if not models:
            models, code_at = _models([header_of(cell) for cell in cells])
            if line > 60 and not models:
                break
            continue
        try:
            lines.append(_row(cells, code_at, models))
            tally.accepted += 1
        except SkippedRow as why:
            tally.skip(str(why))
        except BadRow as rule:
            tally.refuse(line, str(rule))
    if not models:
        raise NotThisLayout(f"{source.name} has no header of a risk map (Diagnosis Code, model columns)")
    span = span_of(source, asked, by="year")
    if not asked.since_on:
        span = replace(
            payment_year(span.since_on.year), name=asked.release or f"payment-{span.since_on.year}"
        )
    return [Loaded("hcc", span, tuple(models.values()), lines, asked.part, is_partial=asked.is_partial)]


def _models(headers: list[str]) -> tuple[dict[int, str], int]:
    """The columns of models by place, as v24, v28, esrd24, rx08; and the place of the diagnosis."""
    code_at = next(
        (at for at, name in enumerate(headers) if re.match(r"diagnosis code|icd10|code$", name)), -1
    )
    if code_at < 0:
        return {}, 0
    found: dict[int, str] = {}
    for at, name in enumerate(headers):
        match = re.search(r"v ?(\d\d)\b", name)
        if match and "for 20" not in name and "payment year" not in name:
            kind = "esrd" if "esrd" in name else "rx" if "rx" in name else "v"
            found.setdefault(at, f"{kind}{match[1]}")
    return found, code_at


def _row(cells: list[str], code_at: int, models: dict[int, str]) -> Line:
    code = plain(cells[code_at]) if code_at < len(cells) else ""
    if not code or " " in code:
        raise SkippedRow("notes")
    if not re.fullmatch(r"(?=.{1,2}\d)[A-Z][0-9A-Z]{2,6}", code):
        raise BadRow("a diagnosis has three to seven places")
    values = tuple(cells[at].removesuffix(".0") if at < len(cells) else "" for at in models)
    if not any(values):
        raise SkippedRow("diagnoses without a risk group")
    if not all(re.fullmatch(r"[0-9]{0,4}", value) for value in values):
        raise BadRow("a risk group is a number")
    return Line(code, values=values)
