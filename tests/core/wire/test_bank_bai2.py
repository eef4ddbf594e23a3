"""A bank's BAI2 file is read whole, tied by its own trailers, or refused with the line named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect import BankRow, DepositKind
from almoner.core.wire.bank_bai2 import read_bai2
from almoner.core.wire.bank_csv import BankListError

FILE = """\
01,021000021,PRACTICE,260305,0600,1,80,,2/
02,PRACTICE,021000021,1,260304,,USD,2/
03,4711,USD,010,150000,,,100,121500,3,/
16,165,90000,0,BANK1,CUST1,CMA INS CCD+ RMR TRN*1*T1*1512345678\\
88,RZ*X/
16,301,2500,S,0,2500,0,BANK2,4711,DEPOSIT/
16,115,29000,V,260305,,BANK3,881,LOCKBOX, BOX 7/
16,555,1200,,BANK4,77,RETURNED ITEM/
49,394200,7/
98,394200,1,9/
99,394200,1,11/
"""
ON = date(2026, 3, 4)


def test_entries_become_rows() -> None:
    assert read_bai2(FILE.encode()) == (
        BankRow(1, ON, DepositKind.EFT, "T1", "1512345678", 90_000),
        BankRow(2, ON, DepositKind.SLIP, "4711", "", 2_500),
        BankRow(3, ON, DepositKind.CHECK, "881", "", 29_000),
        BankRow(4, ON, DepositKind.EFT, "77", "", -1_200),
    )


def test_a_text_that_goes_on_is_one_text() -> None:
    cut = FILE.replace("TRN*1*T1*1512345678\\\n88,", "TRN*1\n88,*T1*1512345678\\")
    assert read_bai2(cut.encode())[0].trace == "T1"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("16,165,90000", "16,165,90001", "Line 9"),
        ("16,165,90000", "16,165,9e4", "Line 4"),
        ("16,165,90000", "16,abc,90000", "Line 4"),
        ("49,394200,7/", "49,394200,8/", "Line 9"),
        ("98,394200,1,9/", "98,394200,2,9/", "Line 10"),
        ("99,394200,1,11/", "99,394200,1,12/", "Line 11"),
        ("1,260304,,USD", "1,261304,,USD", "Line 2"),
        ("03,4711,USD,010,150000", "03,4711,USD,010,15x", "Line 3"),
        ("49,394200,7/\n", "", "Line 9"),
        ("02,PRACTICE,021000021,1,260304,,USD,2/\n", "", "Line 2"),
    ],
)
def test_what_does_not_tie_is_refused_by_its_line(old: str, new: str, line: str) -> None:
    assert old in FILE
    with pytest.raises(BankListError) as refused:
        read_bai2(FILE.replace(old, new).encode())
    assert any(fault.startswith(f"{line},") for fault in refused.value.faults)
    assert not any("CMA INS" in fault for fault in refused.value.faults)


@pytest.mark.parametrize("count", range(1, 11))
def test_a_cut_file_is_refused(count: int) -> None:
    lines = FILE.splitlines(keepends=True)
    with pytest.raises(BankListError):
        read_bai2("".join(lines[:count]).encode())


def test_what_follows_the_end_is_refused() -> None:
    with pytest.raises(BankListError):
        read_bai2((FILE + FILE).encode())


@given(st.binary(max_size=300), st.integers(0, len(FILE)))
def test_garbage_is_refused_and_nothing_else(noise: bytes, place: int) -> None:
    content = FILE[:place].encode() + noise + FILE[place:].encode()
    try:
        rows = read_bai2(content)
    except BankListError:
        return
    assert all(row.cents for row in rows)
