"""The table of claims in `tests/cases/scrub`: edits fire, keep silent and tell what they lack, on the shipped
tables alone and with the public ones imported.
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from almoner.cli.codes import run as codes
from almoner.cli.scrub import as_json
from almoner.core.claim.request import facts
from almoner.core.claim.scrub import Scrubber
from almoner.flow.policy import policy
from almoner.store.shipped.codes import CodeStore

CASES = Path(__file__).resolve().parents[1] / "cases" / "scrub"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
TODAY = date(2026, 11, 26)
CLAIM = {"payer_kind": "medicare", "patient": {"sex": "F", "birth_date": "1950-05-05"}}
LINE = {"modifiers": [], "units": 1, "dos": "2024-08-15", "pos": "11", "dx": ["I10"]}
TABLES: dict[str, Callable[[list[str], set[str]], bool]] = {
    "ncci_ptp_2024q3": lambda row, known: row[0] in known and row[1] in known,
    "ncci_ptp_ended_2024q3": lambda row, known: row[0] in known and row[1] in known,
    "mue_2024q3": lambda row, known: row[0] in known,
    "addon_2024q3": lambda row, known: row[0] in known,
    "mpfs_2026jul": lambda row, known: row[0] in known,
}
"""The public tables, and which of their rows speak of the codes of the cases."""

Case = dict[str, Any]


@cache
def cases(name: str) -> list[Case]:
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def known_codes() -> set[str]:
    text = "".join((CASES / f"{name}.jsonl").read_text("utf-8") for name in ("shipped", "published", "clean"))
    return set(re.findall(r'"code": "(\w{5})"', text))


def wanted(name: str, known: set[str]) -> Iterator[list[str]]:
    with gzip.open(SHARED / f"{name}.csv.gz") as packed:
        rows = csv.reader(io.TextIOWrapper(packed, "utf-8"))
        yield next(rows)
        yield from (row for row in rows if TABLES[name](row, known))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Scrubber:
    return Scrubber(policy().on_tables(CodeStore(tmp_path_factory.mktemp("nothing")).tables()))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scrubber]:
    if not SHARED.is_dir():
        pytest.skip("the public tables are not at hand")
    folder, data = tmp_path_factory.mktemp("public"), tmp_path_factory.mktemp("data")
    known = known_codes()
    for name in TABLES:
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(wanted(name, known))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALMONER_DATA", str(data))
        assert codes(["import", "all", str(folder)]) == 0
        yield Scrubber(policy().on_tables(CodeStore(data).tables()))


def told(edits: Scrubber, case: Case) -> dict[str, Any]:
    claim = CLAIM | case["claim"] | {"id": case["name"]}
    claim["lines"] = [LINE | line for line in claim["lines"]]
    on = date.fromisoformat(case["on"]) if "on" in case else None
    return as_json(edits.scrub(facts(claim, on=on or TODAY, is_sent_on=on is not None)))


def faults(edits: Scrubber, case: Case) -> Iterable[str]:
    """What is not as the case says."""
    answer = told(edits, case)
    found = answer["findings"]
    for one in case.get("fires", ()):
        if not any(one.items() <= finding.items() for finding in found):
            yield f"{case['name']}: {one} did not fire"
    for finding in found:
        is_stop = finding["severity"] in ("reject", "hold")
        if finding["edit"] in case.get("silent", ()) or (is_stop and not case.get("stops", True)):
            yield f"{case['name']}: {finding['edit']} fired on line {finding['line']}, {finding['because']}"
    lacking = {one["edit"] for one in answer["not_judged"]}
    for edit in case.get("not_judged", ()):
        if edit not in lacking:
            yield f"{case['name']}: {edit} does not say what it lacks"


def test_the_shipped_tables_judge(shipped: Scrubber) -> None:
    assert [fault for case in cases("shipped") for fault in faults(shipped, case)] == []


@pytest.mark.parametrize("name", ["shipped", "published", "clean"])
def test_the_public_tables_judge(published: Scrubber, name: str) -> None:
    assert [fault for case in cases(name) for fault in faults(published, case)] == []


@pytest.mark.parametrize("name", ["shipped", "published"])
def test_each_case_says_something(name: str) -> None:
    names = [case["name"] for case in cases(name)]
    assert len(names) == len(set(names))
    assert all(case.keys() & {"fires", "silent", "not_judged"} for case in cases(name))
