"""A day of a code set: what begins, what ends, and what takes the place of an ended code."""

from datetime import date

import pytest

from almoner.core.rules.pack import Pack
from almoner.core.rules.releases import Release, Tables, fixed
from almoner.core.rules.tables import CodeTable, Line, pack_codes
from almoner.core.rules.turns import Turn, turn, turning_days

SINCE, FIRST, OCTOBER = date(2015, 10, 1), date(2026, 1, 1), date(2026, 10, 1)
COLUMNS = ("title", "is_billable")
DIAGNOSES = (
    Line("I10", SINCE, None, ("Hypertension", "1")),
    Line("I420", SINCE, OCTOBER, ("Dilated cardiomyopathy", "1")),
    Line("I420", OCTOBER, None, ("Dilated cardiomyopathy", "0")),
    Line("I4200", OCTOBER, None, ("Dilated cardiomyopathy, unspecified", "1")),
    Line("I4201", OCTOBER, None, ("Dilated cardiomyopathy, familial", "1")),
    Line("T407X1A", SINCE, OCTOBER, ("Cannabis", "1")),
    Line("T40711A", OCTOBER, None, ("Cannabis", "1")),
    Line("T40721A", OCTOBER, None, ("Synthetic cannabinoids", "1")),
    Line("R0510", SINCE, OCTOBER, ("Acute cough", "1")),
    Line("R051", OCTOBER, None, ("Acute cough", "1")),
    Line("Z999", SINCE, OCTOBER, ("Gone for good", "1")),
    Line("E119", SINCE, OCTOBER, ("Diabetes, first flags", "1")),
    Line("E119", OCTOBER, None, ("Diabetes, other flags", "1")),
)


def table(*lines: Line) -> CodeTable:
    return CodeTable(Pack(pack_codes(lines, COLUMNS, {"kind": "icd10cm"})))


def release(name: str, since_on: date, *lines: Line, is_partial: bool = False) -> Release[CodeTable]:
    return Release(name, since_on, None, (table(*lines),), is_partial)


def split(lines: tuple[Line, ...]) -> Tables:
    """The same set as two releases, each with what holds from its own first day."""
    old = [line for line in lines if line.since_on == SINCE]
    new = [line for line in lines if line.until_on is None]
    bare = [Line(line.code, None, None, line.values) for line in old]
    later = [Line(line.code, None, None, line.values) for line in new]
    return fixed({"icd10cm": [release("old", SINCE, *bare), release("new", OCTOBER, *later)]}, {})


def found(tables: Tables, on: date = OCTOBER) -> Turn:
    seen = turn(tables, "icd10cm", on)
    assert seen is not None
    return seen


@pytest.mark.parametrize(
    "tables", [fixed({"icd10cm": [release("whole", SINCE, *DIAGNOSES)]}, {}), split(DIAGNOSES)]
)
def test_what_begins_and_ends_is_the_same_whether_rows_or_releases_say_it(tables: Tables) -> None:
    seen = found(tables)
    assert [row.code for row in seen.begun] == ["I4200", "I4201", "R051", "T40711A", "T40721A"]
    assert [row.code for row in seen.ended] == ["I420", "R0510", "T407X1A", "Z999"], "not E119: it goes on"
    heirs = {row.code: [each.code for each in seen.heirs(row.code)] for row in seen.ended}
    assert heirs["I420"] == ["I4200", "I4201"], "it is divided"
    assert heirs["T407X1A"] == ["T40711A", "T40721A"], "what stood open is told apart"
    assert heirs["R0510"] == ["R051"], "it is taken up again"
    assert heirs["Z999"] == []
    assert turn(tables, "icd10cm", OCTOBER) is seen, "it is looked for once"


def test_a_day_without_a_change_has_none() -> None:
    tables = fixed({"icd10cm": [release("whole", SINCE, *DIAGNOSES)]}, {})
    seen = found(tables, FIRST)
    assert (seen.begun, seen.ended) == ((), ())
    assert turning_days(tables.codes("icd10cm")) == (OCTOBER,)


def test_the_days_of_releases_are_those_after_the_first() -> None:
    assert turning_days(split(DIAGNOSES).codes("icd10cm")) == (OCTOBER,)
    assert turning_days(Tables().codes("icd10cm")) == ()


def test_nothing_follows_from_an_extract_or_from_before_the_first_release() -> None:
    part = fixed({"icd10cm": [release("part", SINCE, *DIAGNOSES, is_partial=True)]}, {})
    assert turn(part, "icd10cm", OCTOBER) is None
    late = fixed({"icd10cm": [release("late", OCTOBER, *DIAGNOSES)]}, {})
    assert turn(late, "icd10cm", OCTOBER) is None
    assert turn(Tables(), "icd10cm", OCTOBER) is None
