"""Tables for the tests of prices: the government's relative values and indices where the folder of data lies
beside the checkout, packed as an import would."""

import csv
import gzip
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from almoner.core.rules.pack import Pack
from almoner.core.rules.releases import Release, Tables, fixed
from almoner.core.rules.tables import CodeTable, Line, pack_codes

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
JULY = date(2026, 7, 1)
ON = date(2026, 8, 3)


def release(
    lines: Iterable[tuple[str, tuple[str, ...]]],
    columns: tuple[str, ...],
    *,
    name: str = "2026",
    since_on: date = date(2026, 1, 1),
) -> Release[CodeTable]:
    """A release of rows (key, values)."""
    rows = [Line(key, values=values) for key, values in lines]
    table = CodeTable(Pack(pack_codes(rows, columns, {"kind": "test"})))
    return Release(name, since_on, date(2027, 1, 1), (table,))


@cache
def medicare_tables() -> Tables:
    """The tables of July 2026; the test is skipped where they aren't there."""
    return fixed(
        {
            "mpfs": [_schedule()],
            "gpci": [_indices()],
            "clfs": [release([("80053", ("10.56",))], ("rate",))],
            "asp": [release([("J1885", ("0.512",))], ("limit",))],
            "anesthesia": [
                release(
                    [("00400", ("4", "")), ("00840", ("5", "")), ("1320201", ("", "21.5"))],
                    ("base_units", "factor"),
                )
            ],
        },
        {},
    )


def _schedule() -> Release[CodeTable]:
    with gzip.open(here("mpfs_2026jul.csv.gz"), "rt", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        columns = tuple(reader.fieldnames or ())
        rows = [(row["code"] + row["modifier"], tuple(row.values())) for row in reader]
    return release(rows, columns, name="2026-07", since_on=JULY)


def _indices() -> Release[CodeTable]:
    with here("gpci_2026_subset.csv").open(encoding="utf-8") as file:
        rows = [
            (row["mac"] + row["state"] + row["locality"], (row["work"], row["pe"], row["mp"], row["name"]))
            for row in csv.DictReader(file)
        ]
    return release(rows, ("work", "pe", "mp", "name"))


def here(name: str) -> Path:
    """A file of the folder of data; skips where it isn't there."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"no {name} beside the checkout")
    return path
