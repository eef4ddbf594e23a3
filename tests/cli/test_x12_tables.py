"""The lists that `x12 check` judges by: what a code is worth on its day of service."""

from pathlib import Path

import pytest

from almoner.cli.x12_tables import tables


@pytest.fixture
def diagnoses(tmp_path: Path) -> dict[tuple[str, str], str]:
    judge = tables(tmp_path)["icd10cm"]
    asked = [
        ("E119", "20260302"),
        ("E11", "20260302"),
        ("M545", "20210930"),
        ("M545", "20211001"),
        ("A999", "20260302"),
        ("I420", "20260930"),
        ("I420", "20261001"),
        ("I4200", "20261001"),
        ("E119", ""),
        ("A999", ""),
        ("A999", "20300101"),
    ]
    return {each: judge(*each) for each in asked}


def test_a_diagnosis_is_judged_by_the_day(diagnoses: dict[tuple[str, str], str]) -> None:
    assert diagnoses == {
        ("E119", "20260302"): "good",
        ("E11", "20260302"): "not_valid",
        ("M545", "20210930"): "good",
        ("M545", "20211001"): "not_valid",
        ("A999", "20260302"): "absent",
        ("I420", "20260930"): "good",
        ("I420", "20261001"): "not_valid",
        ("I4200", "20261001"): "good",
        ("E119", ""): "good",
        ("A999", ""): "absent",
        ("A999", "20300101"): "good",
    }


def test_lists_that_were_not_imported_are_not_asked(tmp_path: Path) -> None:
    assert set(tables(tmp_path)) == {"carc", "rarc", "icd10cm", "pos"}
