"""What the bench of the policy works on: the government's files of a folder, or invented ones of the same
size and layout; and six-line claims from their codes. Same seed, same files and claims."""

import copy
import csv
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from almoner.core.rules.tables import CodeRow
from almoner.store.shipped.code_files.importing import Wish, import_file
from almoner.store.shipped.codes import CodeStore

ON = date(2026, 8, 3)
LINES = 6
PAIRS = "ncci_ptp"
OTHERS = {
    "mpfs_2026jul.csv.gz": "mpfs",
    "gpci_2026_subset.csv": "gpci",
    "mue_2024q3.csv.gz": "ncci-mue",
    "addon_2024q3.csv.gz": "ncci-addon",
    "icd10cm_validity.csv.gz": "icd10cm-validity",
    "pos.csv": "pos",
}
_ENDED_SHARE = 0.34
_MPFS = (
    "code modifier status work_rvu nonfac_pe fac_pe mp total_nonfac total_fac pctc global_days pre intra "
    "post mult_proc bilat asst cosurg team conv_factor"
).split()
_PLACES = ("13202,NY,01,MANHATTAN,1.064,1.162,1.586", "10112,AL,00,ALABAMA,1.000,0.875,0.566")


@dataclass(frozen=True, slots=True)
class Ground:
    """A store of its own with everything but the pairs in it, and the files of pairs that are to be
    loaded."""

    store: CodeStore
    pair_files: tuple[Path, ...]
    is_invented: bool


def lay(folder: Path, given: Path | None, *, pairs: int) -> Ground:
    """Lays the ground in an empty folder: by the files of `given`, else by so many invented pairs."""
    store = CodeStore(folder / "data")
    source = given or invent(folder / "files", pairs)
    for name, kind in OTHERS.items():
        path = source / name
        if path.exists():
            import_file(store, Wish(kind, path, ON))
    found = tuple(sorted(source.glob(f"{PAIRS}*.csv*")))
    return Ground(store, found, given is None)


def load_pairs(ground: Ground) -> int:
    """Loads the files of pairs and gives the number of rows."""
    return sum(
        import_file(ground.store, Wish("ncci-ptp", path, ON)).tally.accepted for path in ground.pair_files
    )


def in_force(ground: Ground) -> Iterator[tuple[str, str, int]]:
    """The pairs without an end of the same files, read plainly, for the alternatives."""
    return (row for path in ground.pair_files for row in _open_ended(path))


def _open_ended(path: Path) -> Iterator[tuple[str, str, int]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        rows = (row for row in csv.reader(file) if len(row) > 4)
        yield from (
            (row[0], row[1], int(row[4])) for row in rows if row[3] in ("", "*") and row[4] in ("0", "1")
        )


def invent(folder: Path, pairs: int) -> Path:
    """Writes pairs in force, ended pairs and a schedule of invented values; gives the folder."""
    folder.mkdir()
    chance = random.Random(4)
    codes = [str(code) for code in sorted(chance.sample(range(10_004, 99_999), min(9_000, max(pairs, 100))))]
    ended = int(pairs * _ENDED_SHARE)
    _pairs(folder / f"{PAIRS}_2024q3.csv", _rows(chance, codes, pairs - ended), "")
    _pairs(folder / f"{PAIRS}_ended_2024q3.csv", _rows(chance, codes, ended), "20191231")
    with gzip.open(folder / "mpfs_2026jul.csv.gz", "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_MPFS)
        writer.writerows(_values(chance, code) for code in codes)
    (folder / "gpci_2026_subset.csv").write_text(
        "\n".join(("mac,state,locality,name,work,pe,mp", *_PLACES)) + "\n"
    )
    return folder


def _rows(chance: random.Random, codes: list[str], count: int) -> Iterator[tuple[str, str]]:
    each = -(-count // len(codes))
    left = count
    for one in codes:
        take = min(each, left, len(codes) - 1)
        left -= take
        others = [two for two in chance.sample(codes, take + 1) if two != one]
        yield from ((one, two) for two in sorted(others[:take]))


def _pairs(path: Path, rows: Iterator[tuple[str, str]], deletion: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("col1,col2,effective,deletion,indicator,basis\n")
        file.writelines(f"{one},{two},,{deletion},{int(two[-1] > '3')},S\n" for one, two in rows)


def _values(chance: random.Random, code: str) -> list[str]:
    work, pe, mp = (chance.randrange(10, 500) for _ in range(3))
    inside = pe // 2
    values = [_decimal(each) for each in (work, pe, inside, mp, work + pe + mp, work + inside + mp)]
    rule = chance.choice("00002222")
    return [code, "", "A", *values, "0", "000", "0", "0", "0", rule, "1", "2", "1", "0", "33.4009"]


def _decimal(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def claims(store: CodeStore, count: int) -> list[dict[str, Any]]:
    """So many requests of six lines, otherwise the trial of an office visit with an answer of the day
    before; of codes that the schedule pays outside of a facility."""
    chance = random.Random(5)
    schedule = store.tables().codes("mpfs").at(ON)
    tables = schedule.parts if schedule else ()
    rows = (table.row(number) for table in tables for number in range(len(table)))
    codes = [row.code for row in rows if _is_for_an_office(row)]
    base = json.loads(files("almoner").joinpath("policy", "trials", "office_visit.json").read_text("utf-8"))
    base["benefits"]["answered_on"] = (ON - timedelta(days=1)).isoformat()
    line = base["lines"][0] | {"modifiers": [], "units": 1, "dos": ON.isoformat()}
    base["claim"]["charge_cents"] = LINES * line["charge_cents"]
    made = []
    for number in range(count):
        claim = copy.deepcopy(base) | {"id": f"B{number}", "received": "2026-08-10"}
        claim["lines"] = [line | {"code": code} for code in chance.sample(codes, LINES)]
        made.append(claim)
    return made


def _is_for_an_office(row: CodeRow) -> bool:
    return len(row.code) == 5 and row.get("status") == "A" and not row.get("nonfac_na")
