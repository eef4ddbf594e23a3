"""HCPCS in fixed places and in columns: long texts are joined, days read, dental rows left out."""

from datetime import date

import pytest

from almoner.core.rules.tables import Line
from tests.store.shipped.code_files.conftest import Read


def fixed(code: str, kind: str, text: str, last: str = "") -> str:
    line = f"{code:>5}00100{kind}{text:80}{'short':28}".ljust(229) + "C"
    return (line.ljust(268) + "20200101" + "20200101" + last.ljust(8) + "N").ljust(320) + "\n"


FIXED = (
    fixed("A9999", "3", "Thing of")
    + fixed("A9999", "4", "two lines")
    + fixed("B9998", "3", "Old thing", "20241231")
    + fixed("A1", "7", "Side one")
    + fixed("D0120", "3", "Tooth")
)
COLUMNS = (
    "Notes\nHCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,COV,ADD DT,ACT EFF DT,TERM DT,ACTION CD\n"
    "A9999,00100,3,Thing of,short,C,20200101,20200101,,N\nA9999,00200,4,two lines,,,,,,\n"
    "B9998,00100,3,Old thing,short,C,20200101,20200101,20241231,N\nA1,00100,7,Side one,short,C,20200101,,,N\n"
    "D0120,00100,3,Tooth,short,C,20200101,20200101,,N\n"
)


@pytest.mark.parametrize(("name", "text"), [("HCPC2026_OCT.txt", FIXED), ("HCPC2026_OCT.csv", COLUMNS)])
def test_both_layouts_say_the_same(read: Read, name: str, text: str) -> None:
    (found,), tally = read("hcpcs", name, text)
    assert found.lines == [
        Line("A9999", date(2020, 1, 1), None, ("Thing of two lines", "short", "C", "N", "code")),
        Line("B9998", date(2020, 1, 1), date(2025, 1, 1), ("Old thing", "short", "C", "N", "code")),
        Line("A1", date(2020, 1, 1), None, ("Side one", "short", "C", "N", "modifier")),
    ]
    assert (tally.accepted, tally.skipped["dental rows"]) == (3, 1)
    assert found.span.since_on == date(2026, 10, 1)


def test_a_further_line_without_its_first_is_refused(read: Read) -> None:
    _, tally = read("hcpcs", "HCPC2026_OCT.txt", fixed("A9999", "3", "Thing") + fixed("A9998", "4", "lost"))
    assert [one.line for one in tally.first_refused] == [2]


def test_the_catch_all_list_is_a_part(read: Read) -> None:
    (found,), _ = read("hcpcs", "HCPC2026_OCT_NOC.csv", "HCPC,LONG DESCRIPTION\nA9999,Thing not listed\n")
    assert found.part == "catch-all"
    assert found.lines[0].values[4] == "noc"
