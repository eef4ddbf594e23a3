"""Dated lists of fees: the most specific prices, two never hold for one day, a file is whole or nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.pricing.dated import make_room, take_back
from almoner.core.pricing.fee_schedule import (
    Charged,
    Fee,
    FeeChange,
    FeeSchedule,
    changes,
    charged,
    read_fees,
)
from almoner.core.pricing.rows import MOST_BYTES, MOST_ROWS, Fault, amount, csv_rows

JAN, JUL = date(2026, 1, 1), date(2026, 7, 1)


def listed(
    schedule_id: int,
    *fees: Fee,
    payer: int = 0,
    place: int = 0,
    days: tuple[date, date | None] = (JAN, None),
) -> FeeSchedule:
    return FeeSchedule(
        schedule_id, "A list", days[0], fees, "ada", JAN, payer_id=payer, location_id=place, until_on=days[1]
    )


def fees_of(content: bytes) -> tuple[tuple[Fee, ...], list[Fault]]:
    rows, faults = csv_rows(content)
    return ((), faults) if faults else read_fees(rows)


def test_the_most_specific_list_that_has_the_code_prices_it() -> None:
    lists = [
        listed(1, Fee("99213", 100), Fee("99214", 100), Fee("99215", 100), Fee("36415", 100)),
        listed(2, Fee("99213", 200), Fee("99214", 200), Fee("99215", 200), place=5),
        listed(3, Fee("99213", 300), Fee("99214", 300), payer=7),
        listed(4, Fee("99213", 400), payer=7, place=5),
    ]
    for order in (lists, lists[::-1]):
        found = [charged(order, code, ()) for code in ("99213", "99214", "99215", "36415", "93000")]
        assert found == [Charged(400, 4), Charged(300, 3), Charged(200, 2), Charged(100, 1), None]


def test_a_modifier_comes_before_the_code_alone() -> None:
    one = listed(1, Fee("71046", 900), Fee("71046", 300, "26"))
    assert charged([one], "71046", ("59", "26")) == Charged(300, 1)
    assert charged([one], "71046", ("TC",)) == Charged(900, 1)
    assert charged([one], "71046", ("SL",), is_alone=False) is None


def test_a_new_version_ends_the_open_one_and_no_other() -> None:
    first = listed(1, days=(JAN, None))
    ended, faults = make_room(listed(0, days=(JUL, None)), [first])
    assert [(one.id, one.until_on, one.version) for one in ended] == [(1, JUL, 2)]
    assert faults == []
    assert make_room(listed(0, days=(JUL, None), payer=7), [first]) == ([], [])
    for days in ((JAN, None), (date(2025, 1, 1), JUL), (date(2025, 1, 1), None)):
        assert make_room(listed(0, days=days), [first])[1]
    whole = listed(1, days=(JAN, date(2027, 1, 1)))
    assert make_room(listed(0, days=(JUL, None)), [whole])[1]
    assert make_room(listed(0, days=(date(2027, 1, 1), None)), [whole]) == ([], [])
    assert make_room(listed(0, days=(JUL, JAN)), [])[1] == ["The last day is not after the first one."]


def test_a_file_is_read_by_its_column_names() -> None:
    text = '﻿Fee,Description,Code,Mod\n"$1,250.50",A visit,99213,\n\n30,A visit,99213,25\n'
    assert fees_of(text.encode()) == ((Fee("99213", 125050), Fee("99213", 3000, "25")), [])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file: it is empty."),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"code,fee\n9921\x003,1\n", "not text"),
        (b"x" * (MOST_BYTES + 1), "larger than"),
        (b"code,fee\n" + b"\n" * (MOST_ROWS + 5), "more than"),
        (b"code,fee\n99213," + b"9" * 500, "longer than"),
        (b'code,fee\n"99213,1\n', "quotation mark"),
        (b"code,fee,charge\n99213,1,2\n", "Row 1, fee: this column stands twice"),
        (b"code\n99213\n", "Row 1, "),
        (b"99213,125.00\n", "Row 1, code: this column is missing"),
        (b"code,fee\n", "no row"),
        (b"code,fee\n99213\n", "Row 2, fee: a column is missing"),
        (b"code,fee\n99213,1\n99213,2\n", "Row 3, code: the code stands twice"),
        (b"code,fee\n=1+1,1\n", "Row 2, code: a procedure code"),
        (b"code,fee\n99213,-5\n", "Row 2, fee: a fee is an amount"),
        (b"code,fee\n99213,1e5\n", "Row 2, fee: a fee is an amount"),
        (b"code,fee\n99213,NaN\n", "Row 2, fee: a fee is an amount"),
        (b"code,fee\n99213,1.005\n", "Row 2, fee: a fee is an amount"),
        (b"code,fee\n99213,=cmd|' /C calc'!A0\n", "Row 2, fee: a fee is an amount"),
        ("code,fee\n99213,١٢\n".encode(), "Row 2, fee: a fee is an amount"),
        (b"code,fee\n99213,99999999\n", "above a million"),
        (b"code,mod,fee\n99213,2,1\n", "Row 2, modifier: a modifier"),
    ],
)
def test_a_hostile_file_gives_no_fee_and_says_where(content: bytes, says: str) -> None:
    fees, faults = fees_of(content)
    assert fees == ()
    told = " ".join(map(str, faults))
    assert says in told
    assert "calc" not in told
    assert all(one.mend for one in faults)


def test_faults_are_bounded_and_one_spoils_the_file() -> None:
    fees, faults = fees_of(b"code,fee\n" + b"bad,1\n" * 500)
    assert (fees, len(faults), faults[-1].rule) == ((), 21, "There may be more.")
    assert fees_of(b"code,fee\n99213,1\n99214,x\n")[0] == ()


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: ("code,fee\n" + text).encode()))
def test_whatever_comes_is_fees_or_faults(content: bytes) -> None:
    fees, faults = fees_of(content)
    assert bool(fees) != bool(faults)
    assert all(fee.cents >= 0 for fee in fees)


def test_amounts_are_exact_in_the_places_that_are_asked() -> None:
    told = {
        "$1,250.50": 125050,
        "120": 12000,
        "62.5%": 6250,
        "1.0500": 105,
        "1.005": None,
        "-1": None,
        "": None,
    }
    assert {typed: amount(typed, 2) for typed in told} == told
    assert amount("33.4009", 4) == 334009


def test_what_comes_goes_and_changes_is_told_by_code() -> None:
    before = listed(1, Fee("99213", 100), Fee("99214", 200), Fee("71046", 300, "26"))
    after = listed(2, Fee("99213", 100), Fee("99214", 250), Fee("99215", 400))
    assert changes(after, before) == (
        FeeChange("7104626", 300, None),
        FeeChange("99214", 200, 250),
        FeeChange("99215", None, 400),
    )
    assert len(changes(after, None)) == 3


def test_what_is_taken_back_lets_hold_again_what_it_ended() -> None:
    first, new = listed(1), listed(2, days=(JUL, None))
    (ended,), _ = make_room(new, [first])
    gone, again = take_back(new, [ended], [ended, new])
    assert (gone.until_on, gone.holds(JUL), again.until_on, again.version) == (JUL, False, None, 3)
    later = listed(3, days=(date(2027, 1, 1), None))
    assert take_back(new, [ended], [ended, new, later])[1].until_on == date(2027, 1, 1)
    shortened = ended.ending(date(2026, 5, 1))
    assert take_back(new, [shortened], [shortened, new]) == [new.ending(JUL)]
    assert make_room(listed(4, days=(JUL, None)), [gone]) == ([], [])
