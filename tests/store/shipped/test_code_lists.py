"""Loaded tables as the lists of X12 files: a whole list knows what doesn't exist, a sample only what does."""

from datetime import date

import pytest

from almoner.core.rules.pack import Pack
from almoner.core.rules.releases import Release, Tables, fixed
from almoner.core.rules.tables import CodeTable, Line, pack_codes
from almoner.store.shipped.code_lists import code_lists

DIAGNOSES = [
    Line("E11", None, None, ("", "", "0")),
    Line("E119", date(2015, 10, 1), None, ("", "", "1")),
    Line("M545", date(2015, 10, 1), date(2021, 10, 1), ("", "", "1")),
]


def tables(*, is_partial: bool = False, until_on: date | None = None) -> Tables:
    columns = ("title", "flags", "is_billable")
    diagnoses = CodeTable(Pack(pack_codes(DIAGNOSES, columns, {"kind": "icd10cm"})))
    reasons = CodeTable(Pack(pack_codes([Line("45", values=("",))], ("label",), {"part": "carc"})))
    since = date(2015, 10, 1)
    return fixed(
        {
            "icd10cm": [Release("r", since, until_on, (diagnoses,), is_partial)],
            "x12": [Release("r", since, until_on, (reasons,), is_partial)],
        },
        {},
    )


@pytest.mark.parametrize(
    ("code", "day", "said"),
    [
        ("E119", "20260101", "good"),
        ("E119", "", "good"),
        ("E11", "20260101", "not_valid"),
        ("M545", "20210930", "good"),
        ("M545", "20211001", "not_valid"),
        ("M545", "99999999", "good"),
        ("Z999", "20260101", "absent"),
    ],
)
def test_a_whole_list(code: str, day: str, said: str) -> None:
    assert code_lists(tables())["icd10cm"](code, day) == said


def test_a_sample_and_an_older_list_leave_it_to_the_form() -> None:
    for loaded in (tables(is_partial=True), tables(until_on=date(2025, 1, 1))):
        lists = code_lists(loaded)
        assert (lists["icd10cm"]("Z999", "20260101"), lists["icd10cm"]("???", "20260101")) == (
            "good",
            "absent",
        )
        assert lists["icd10cm"]("M545", "20260101") == "not_valid"


def test_a_list_without_a_release_is_left_out() -> None:
    assert code_lists(tables()).keys() == {"icd10cm", "carc"}
