"""The diagnosis set works without an import, and agrees with the facts that it is made of."""

import sys
from datetime import date
from pathlib import Path

import pytest

from almoner.core.rules.tables import CodeTable
from almoner.store.shipped import shipped_codes
from almoner.store.shipped.codes import CodeStore
from almoner.store.shipped.shipped_codes import KINDS, shipped
from almoner.store.shipped.shipped_places import risk_maps
from almoner.store.shipped.shipped_sources import risk_groups


@pytest.fixture(scope="module")
def diagnoses() -> CodeTable:
    (release,) = shipped("icd10cm")
    return release.parts[0]


@pytest.mark.parametrize(
    ("code", "on", "is_valid"),
    [
        ("M545", date(2021, 9, 30), True),
        ("M545", date(2021, 10, 1), False),
        ("I420", date(2026, 9, 30), True),
        ("I420", date(2026, 10, 1), False),
        ("I4200", date(2026, 10, 1), True),
        ("R05", date(2021, 10, 1), False),
        ("E119", date(2026, 1, 1), True),
        ("E11", date(2026, 1, 1), False),
        ("S72001", date(2026, 1, 1), False),
        ("S72001X", date(2026, 1, 1), False),
        ("S72001A", date(2026, 1, 1), True),
    ],
)
def test_codes_by_day(diagnoses: CodeTable, code: str, on: date, is_valid: bool) -> None:  # noqa: FBT001
    row = diagnoses.at(code, on)
    assert (row is not None and row.get("is_billable") == "1") is is_valid


@pytest.mark.parametrize(("on", "count"), [(date(2023, 10, 1), 74_044), (date(2026, 4, 1), 74_719)])
def test_as_many_as_the_publisher_counts(diagnoses: CodeTable, on: date, count: int) -> None:
    rows = (diagnoses.row(number) for number in range(len(diagnoses)))
    assert sum(row.covers(on) and row.get("is_billable") == "1" for row in rows) == count


def test_titles_flags_and_words(diagnoses: CodeTable) -> None:
    row = diagnoses.at("E119", date(2026, 1, 1))
    assert row
    assert row.get("title") == "Type 2 diabetes mellitus without complications"
    assert "S72001A" in {row.code for row in diagnoses.with_words("fracture neck right femur closed initial")}
    manifestation = diagnoses.at("F0280", date(2026, 1, 1))
    assert manifestation
    assert "manifestation" in manifestation.get("flags").split("|")


def test_notes_are_there() -> None:
    (release,) = shipped("icd10cm-notes")
    notes = {(row.get("note"), row.get("references")) for row in release.parts[0].rows("E11")}
    assert ("excludes1", "E10") in notes


def test_an_environment_that_cant_be_written_costs_time_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "file" / "environment"))
    shipped_codes.packed_store.cache_clear()
    (release,) = shipped("icd10cm")
    shipped_codes.packed_store.cache_clear()
    assert release.parts[0].at("E119", date(2026, 1, 1))
    assert "made each time" in capsys.readouterr().err


def test_every_shipped_kind_is_there_for_any_data_folder(tmp_path: Path) -> None:
    tables = CodeStore(tmp_path / "data").tables()
    for kind in set(KINDS) - (set() if risk_maps() else {"hcc"}):
        assert tables.codes(kind).at(date(2026, 1, 1)), kind
    assert not (tmp_path / "data").exists()


def test_risk_groups_of_the_optional_package_are_those_of_the_year_before(tmp_path: Path) -> None:
    path = tmp_path / "ra_dx_to_cc_2026.csv"
    rows = ["E0821,18,CMS-HCC Model V24", "E0821,37,CMS-HCC Model V28", "E0821,141,CMS-HCC Model V24"]
    path.write_text("\n".join(["diagnosis_code,cc,model_name", *rows, "E0821,5,RxHCC Model V08"]))
    found = risk_groups(path, 2026)
    assert (found.columns, [line.values for line in found.lines]) == (("v24", "v28"), [("18 141", "37")])
    assert (found.span.since_on, found.span.until_on) == (date(2025, 1, 1), date(2026, 1, 1))
