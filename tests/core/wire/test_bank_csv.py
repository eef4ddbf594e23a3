"""The bank's list is read whole or refused with every fault named; a slip is written as the bank reads it."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect import BankRow, Deposit, DepositKind
from almoner.core.wire.bank_csv import HEADER, KINDS, MAX_BYTES, BankListError, read_bank_list, write_slip

HEAD = b"date,kind,trace,payer,cents\n"
GOOD = b"2026-03-05,eft,T1,CMA01,9000\n"


def test_a_list_is_read() -> None:
    content = HEAD + GOOD + b"2026-03-05,check,881,CMB01,120\r\n2026-03-05,deposit,4711,,2500\n"
    on = date(2026, 3, 5)
    assert read_bank_list(content) == (
        BankRow(1, on, DepositKind.EFT, "T1", "CMA01", 9_000),
        BankRow(2, on, DepositKind.CHECK, "881", "CMB01", 120),
        BankRow(3, on, DepositKind.SLIP, "4711", "", 2_500),
    )


def test_an_empty_list_has_no_rows() -> None:
    assert read_bank_list(HEAD) == ()
    assert read_bank_list(b"\xef\xbb\xbf" + HEAD) == ()


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (b"20260305,eft,T1,CMA01,9000", "date"),
        (b"2026-02-30,eft,T1,CMA01,9000", "date"),
        (b"1926-02-03,eft,T1,CMA01,9000", "date"),
        (b"2026-03-05,wire,T1,CMA01,9000", "kind"),
        (b"2026-03-05,eft,,CMA01,9000", "trace"),
        (b"2026-03-05,eft, T1,CMA01,9000", "trace"),
        (b"2026-03-05,eft," + b"9" * 51 + b",CMA01,9000", "trace"),
        (b"2026-03-05,eft,T\x1b1,CMA01,9000", "trace"),
        (b"2026-03-05,eft,T1," + b"x" * 81 + b",9000", "payer"),
        (b"2026-03-05,eft,T1,CMA01,90.00", "cents"),
        (b"2026-03-05,eft,T1,CMA01,0", "cents"),
        (b"2026-03-05,eft,T1,CMA01,+5", "cents"),
        (b"2026-03-05,eft,T1,CMA01,1e3", "cents"),
        ("2026-03-05,eft,T1,CMA01,٣".encode(), "cents"),
        (b"2026-03-05,eft,T1,CMA01," + b"9" * 13, "cents"),
        (b"2026-03-05,eft,T1,CMA01", "5 fields"),
        (b"2026-03-05,eft,T1,Smith, John,9000", "5 fields"),
    ],
)
def test_a_bad_row_refuses_the_whole_list_without_repeating_it(row: bytes, field: str) -> None:
    with pytest.raises(BankListError) as refused:
        read_bank_list(HEAD + GOOD + row + b"\n")
    (fault,) = refused.value.faults
    assert "Row 2" in fault
    assert field in fault
    assert "Smith" not in fault


@pytest.mark.parametrize(
    "content",
    [
        b"",
        GOOD,
        b"date,kind,trace,payer,amount\n",
        b"\xff\xfe" + HEAD,
        HEAD + b'2026-03-05,eft,"T1,CMA01,9000\n',
        HEAD + b"2026-03-05,eft,T\x001,CMA01,9000\n",
        HEAD + GOOD + b"2026-03-05,eft,T2,CMA01,90",
        HEAD + b"x" * 200_000,
        HEAD + b"x" * MAX_BYTES,
        HEAD + b"\n" * 10 + b"x\n" * 100_001,
    ],
)
def test_what_is_no_list_is_refused_with_a_mend(content: bytes) -> None:
    with pytest.raises(BankListError) as refused:
        read_bank_list(content)
    assert refused.value.faults


def test_garbage_gives_a_bounded_answer() -> None:
    with pytest.raises(BankListError) as refused:
        read_bank_list(HEAD + b",,,,\n" * 10_000)
    assert len(refused.value.faults) == 51


ROWS = st.lists(
    st.tuples(
        st.dates(date(2000, 1, 1), date(2099, 12, 31)),
        st.sampled_from(sorted(KINDS)),
        st.text("ABC123-,\"';", min_size=1, max_size=50),
        st.text("Ünited, Health\"'", max_size=80),
        st.integers(-(10**12) + 1, 10**12 - 1).filter(bool),
    ),
    max_size=20,
)


@given(ROWS)
def test_what_is_written_is_read(rows: list[tuple[date, str, str, str, int]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    read = read_bank_list(text.getvalue().encode())
    assert [(row.posted_on, row.kind, row.trace, row.payer, row.cents) for row in read] == [
        (on, KINDS[kind], trace, payer, cents) for on, kind, trace, payer, cents in rows
    ]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        rows = read_bank_list(HEAD + content)
    except BankListError:
        return
    assert all(row.cents and row.trace for row in rows)


def test_a_slip_for_the_bank() -> None:
    slip = Deposit(
        id=4711, deposit_kind=DepositKind.SLIP, trace="4711", cents=2_500, deposited_on=date(2026, 3, 5)
    )
    assert write_slip(slip) == ("deposit-4711.csv", b"id,on,cents\n4711,2026-03-05,2500\n")
