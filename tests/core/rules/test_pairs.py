"""Pairs in a pack say what the rows said, on the days they said it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.rules.pack import Pack
from almoner.core.rules.pairs import (
    PackedPair,
    Pair,
    PairTable,
    code_of,
    day_number,
    mark_of,
    number_of,
    pack_pairs,
)

CODES = ["00100", "93015", "93016", "97140", "97530", "G0438", "ZZZZZ"]
pairs = st.builds(
    Pair,
    one=st.sampled_from(CODES),
    two=st.sampled_from(CODES),
    indicator=st.sampled_from([0, 1, 9]),
    since_on=st.none() | st.dates(date(1996, 1, 1), date(2030, 1, 1)),
    until_on=st.none() | st.dates(date(1996, 1, 1), date(2030, 1, 1)),
    basis=st.sampled_from(["", "C", "X", "G"]),
)


def packed(pair: Pair) -> PackedPair:
    both = number_of(pair.one) << 26 | number_of(pair.two)
    return both, mark_of(pair.indicator, pair.basis), day_number(pair.since_on), day_number(pair.until_on)


def table(*rows: Pair) -> PairTable:
    return PairTable(Pack(pack_pairs(map(packed, rows), {"kind": "ncci-ptp"})))


@given(st.lists(pairs, max_size=30), st.dates(date(1996, 1, 1), date(2031, 1, 1)))
def test_it_finds_what_was_packed(rows: list[Pair], on: date) -> None:
    found = table(*rows)
    for one in CODES:
        for two in CODES:
            wanted = {row for row in rows if (row.one, row.two) == (one, two)}
            assert set(found.pairs(one, two)) == wanted
    in_force = {row for row in rows if row.indicator != 9 and row.covers(on)}
    assert set(found.among([*CODES, "nothing", "123456"], on)) == in_force
    assert len(found) == len(set(rows))


def test_the_last_day_counts_and_a_withdrawn_pair_never() -> None:
    ended = Pair("97140", "97530", 1, None, date(2020, 1, 1), "X")
    withdrawn = Pair("97530", "97116", 9, date(1996, 1, 1), date(1996, 1, 2), "S")
    found = table(ended, withdrawn)
    assert found.at("97140", "97530", date(2019, 12, 31)) == ended
    assert found.at("97140", "97530", date(2020, 1, 1)) is None
    assert found.at("97530", "97140", date(2019, 12, 31)) is None
    assert found.at("97530", "97116", date(1996, 1, 1)) is None


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=5, max_size=5))
def test_a_code_is_a_number_and_back(code: str) -> None:
    assert code_of(number_of(code)) == code
    assert number_of(code) < 1 << 26


def test_another_text_is_no_code() -> None:
    assert [number_of(text) for text in ("", "9921", "992133", "9921a", "99 13")] == [-1] * 5
