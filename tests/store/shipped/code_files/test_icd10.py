"""Diagnoses from order, code and addenda files, from the table of days, and hospital procedures."""

from datetime import date

import pytest

from almoner.core.rules.pack import Pack
from almoner.core.rules.releases import Release, Tables, fixed
from almoner.core.rules.tables import CodeTable, Line
from almoner.store.shipped.code_files.loaded import Asked, Loaded
from almoner.store.shipped.code_files.packing import packed
from almoner.store.shipped.code_files.tally import CodeFileError, NotThisLayout
from tests.store.shipped.code_files.conftest import Read


def order_line(number: int, code: str, is_billable: bool, title: str) -> str:  # noqa: FBT001
    return f"{number:05} {code:7} {int(is_billable)} {title[:60]:60} {title}\n"


ORDER = (
    order_line(1, "A00", False, "Disease of one kind")
    + order_line(2, "A000", True, "Disease of one kind, mild")
    + order_line(3, "A009", True, "Disease of one kind, unspecified")
    + order_line(4, "QA00", True, "Disease of another kind")
)
VALIDITY = (
    "code,from,to,flags\nA000,20151001,20270331,adult\nA001,20151001,20210930,\n"
    "A009,20151001,20270331,qadm|Adult\nA008,20151001,20270331,\n"
)


def tables(loaded: Loaded) -> Tables:
    table = CodeTable(Pack(packed(loaded, "test", "")))
    return fixed({"icd10cm": [Release("before", loaded.span.since_on, None, (table,))]}, {})


def rows(loaded: Loaded) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in loaded.lines:
        found.setdefault(line.code, []).append(line)
    return found


def test_an_order_file(read: Read) -> None:
    (found,), tally = read("icd10cm", "icd10cm-order-2026.txt", ORDER.replace("\n", "\r\n"))
    assert (found.kind, found.span.name) == ("icd10cm", "fy2026")
    assert (found.span.since_on, found.span.until_on) == (date(2025, 10, 1), date(2026, 10, 1))
    assert rows(found)["A00"][0].values == ("Disease of one kind", "", "0")
    assert rows(found)["A000"][0].values == ("Disease of one kind, mild", "", "1")
    assert (tally.accepted, tally.refused) == (4, 0)


def test_the_april_file_holds_from_april(read: Read) -> None:
    (found,), _ = read("icd10cm", "icd10cm-order-April-2026.txt", ORDER)
    assert (found.span.since_on, found.span.until_on) == (date(2026, 4, 1), date(2026, 10, 1))


def test_a_code_file_and_its_wrong_lines(read: Read) -> None:
    text = "A000    Disease of one kind, mild\nA000    Again\n??      Wrong\nA009    Unspecified\n"
    (found,), tally = read("icd10cm", "icd10cm-codes-2026.txt", text)
    assert sorted(rows(found)) == ["A000", "A009"]
    assert [one.line for one in tally.first_refused] == [2, 3]


def test_the_table_of_days_means_open_by_its_last_day(read: Read) -> None:
    (found,), _ = read("icd10cm-validity", "icd10cm_validity.csv", VALIDITY)
    assert rows(found)["A001"][0].until_on == date(2021, 10, 1)
    assert rows(found)["A000"][0].until_on is None
    assert rows(found)["A009"][0].values == ("", "adult|qadm", "1")
    assert found.span.until_on == date(2027, 4, 1)


def test_an_order_file_takes_over_from_its_day_and_keeps_what_was_before(read: Read) -> None:
    (days,), _ = read("icd10cm-validity", "icd10cm_validity.csv", VALIDITY)
    new = ORDER + order_line(4, "A00A", True, "New this year")
    (found,), _ = read("icd10cm", "icd10cm-order-2027.txt", new, Asked(tables=tables(days)))
    on = date(2026, 10, 1)
    told = rows(found)
    assert told["A000"][0].values == ("Disease of one kind, mild", "adult", "1")
    assert [line.until_on for line in told["A008"]] == [on], "not in the new list: ended the day before"
    assert told["A001"][0].until_on == date(2021, 10, 1), "had ended, stays for older days"
    assert told["A00A"][0].since_on == on, "new in the list"


def test_far_fewer_codes_than_are_known_are_an_extract(read: Read) -> None:
    lines = "".join(f"A0{n:02},20151001,20270331,\n" for n in range(40))
    (days,), _ = read("icd10cm-validity", "icd10cm_validity.csv", f"code,from,to,flags\n{lines}")
    (found,), _ = read("icd10cm", "icd10cm-order-2027.txt", ORDER, Asked(tables=tables(days)))
    assert found.is_partial
    assert sorted(rows(found)) == ["A00", "A000", "A009", "QA00"]


def test_addenda_change_the_release_before(read: Read) -> None:
    (days,), _ = read("icd10cm-validity", "icd10cm_validity.csv", VALIDITY)
    text = (
        "Delete:         1 A008    Gone                     Gone\n"
        "Add:            1 A00B    New one                  New one, long\n"
        "Revise from:    1 A000    Old                      Old\n"
        "Revise to:      1 A000    Mild                     Mild, revised\n"
    )
    (found,), tally = read("icd10cm", "icd10cm_order_addenda_2027.txt", text, Asked(tables=tables(days)))
    told = rows(found)
    assert told["A008"][0].until_on == date(2026, 10, 1)
    assert (told["A00B"][0].since_on, told["A00B"][0].values[0]) == (date(2026, 10, 1), "New one, long")
    assert told["A000"][0].values[0] == "Mild, revised"
    assert (tally.accepted, tally.refused) == (4, 0)


def test_addenda_alone_are_refused(read: Read) -> None:
    with pytest.raises(CodeFileError, match="import the one before first"):
        read("icd10cm", "icd10cm_order_addenda_2027.txt", "Add:    1 A00B    New\n")


def test_hospital_procedures(read: Read) -> None:
    text = order_line(1, "001", False, "Bypass") + order_line(2, "0016070", True, "Bypass, one way")
    (found,), _ = read("icd10pcs", "icd10pcs_order_2026.txt", text)
    assert [(line.code, line.values[1]) for line in found.lines] == [("001", "0"), ("0016070", "1")]


def test_the_index_leads_terms_to_codes(read: Read) -> None:
    text = """<?xml version="1.0"?><ICD10CM.index><version>2026</version><letter><title>P</title>
    <mainTerm><title>Pain <nemod>(chronic)</nemod></title><code>R52</code>
    <term level="1"><title>knee</title><code>M25.56-</code><term level="2"><title>see</title></term></term>
    </mainTerm></letter></ICD10CM.index>"""
    (found,), _ = read("icd10cm-index", "icd10cm-index-2026.xml", text)
    told = [(line.code, line.values[0]) for line in found.lines]
    assert told == [("R52", "Pain (chronic)"), ("M2556", "Pain (chronic), knee")]


@pytest.mark.parametrize(
    "kind", ["icd10cm", "icd10pcs", "icd10cm-index", "icd10cm-tabular", "icd10cm-validity"]
)
def test_another_file_is_refused(read: Read, kind: str) -> None:
    with pytest.raises(NotThisLayout):
        read(kind, "x-2026.txt", "This isn't, what was meant.\n")


def test_days_that_are_reversed_are_refused(read: Read) -> None:
    (found,), tally = read("icd10cm-validity", "validity.csv", VALIDITY + "A010,20210930,20151001,\n")
    assert [(one.line, one.rule) for one in tally.first_refused] == [(6, "it ends before it begins")]
    assert "A010" not in {line.code for line in found.lines}
