"""A layout is found by its header; rows are counted by what became of them, the wrong ones named."""

import pytest

from almoner.store.shipped.code_files.tally import CodeFileError, NotThisLayout
from tests.store.shipped.code_files.conftest import Read

PAYERS = "Our clearinghouse\n\nPayer Name,Payer ID,Aliases\nCedar Mutual,CMA01,Cedar\n"


def test_the_header_is_found_below_a_preamble(read: Read) -> None:
    (found,), tally = read("payers", "list.csv", PAYERS)
    assert [(line.code, line.values[:2]) for line in found.lines] == [("CMA01", ("Cedar Mutual", "Cedar"))]
    assert tally.accepted == 1


def test_wrong_rows_are_named_and_counted(read: Read) -> None:
    text = "code,fee\n99213,120.00\n9921,abc\n,\nnote,\n" + "99214,x\n" * 20
    (found,), tally = read("fees", "fees.csv", text)
    assert len(found) == 1
    assert (tally.accepted, tally.refused, len(tally.first_refused)) == (1, 22, 10)
    assert (tally.first_refused[0].line, tally.first_refused[0].rule) == (3, "a number is expected")


def test_a_row_that_ends_before_it_begins_is_refused(read: Read) -> None:
    _, tally = read("fees", "fees.csv", "code,fee,from,to\n99213,1,2026-02-01,2026-01-01\n99214,1,soon,\n")
    assert [one.rule for one in tally.first_refused] == [
        "it ends before it begins",
        "a day has the form YYYYMMDD, YYYY-MM-DD, MM/DD/YYYY or YYYYDDD",
    ]


@pytest.mark.parametrize(
    "kind", ["fees", "gpci", "mpfs", "ncci-mue", "ncci-ptp", "hcpcs", "zip", "nucc", "x12"]
)
@pytest.mark.parametrize("text", ["", "nothing,to,see\n1,2,3\n", "\x00\x01\xff" * 50])
def test_another_file_is_refused_and_says_what_was_looked_for(read: Read, kind: str, text: str) -> None:
    with pytest.raises(NotThisLayout, match=r"a\.csv"):
        read(kind, "a.csv", text)


def test_a_file_that_tells_no_day_asks_for_it(read: Read) -> None:
    with pytest.raises(CodeFileError, match="--since"):
        read("asp", "drugs.csv", "HCPCS Code,Payment Limit\nJ0000,1.5\n")
