"""A packed table says of each code, day, prefix and word what its rows said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.rules.code_key import beyond, code_of, key_of
from almoner.core.rules.pack import Pack, PackError
from almoner.core.rules.tables import CodeTable, Line, pack_codes, words_of

codes = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12)
ROWS = [
    Line("I42", None, None, ("Cardiomyopathy", "")),
    Line("I420", date(2015, 10, 1), date(2026, 10, 1), ("Dilated cardiomyopathy", "billable")),
    Line("I4200", date(2026, 10, 1), None, ("Dilated cardiomyopathy, unspecified", "billable")),
    Line("R05", date(2015, 10, 1), date(2021, 10, 1), ("Cough", "billable")),
    Line("G43A1", None, None, ("Cyclical vomiting, in migraine's course", "billable")),
]


@pytest.fixture
def table() -> CodeTable:
    return CodeTable(Pack(pack_codes(ROWS, ("title", "flags"), {"kind": "icd10cm"}, words="title")))


@given(codes, codes)
def test_keys_sort_as_codes_do(one: str, two: str) -> None:
    assert code_of(key_of(one)) == one
    assert (key_of(one) < key_of(two)) == (one < two)
    assert (key_of(one) <= key_of(two) < beyond(one)) == two.startswith(one)


def test_a_code_by_day(table: CodeTable) -> None:
    before, after = date(2026, 9, 30), date(2026, 10, 1)
    assert table.at("I420", before) is not None
    assert table.at("I420", after) is None
    assert table.at("I4200", after) is not None
    assert table.has_below("I420", after)
    assert not table.has_below("I420", before)
    assert table.at("no such", before) is None
    assert len(table) == len(ROWS)


def test_days_without_a_turn_between_lie_in_one_stretch(table: CodeTable) -> None:
    days = [date(2015, 9, 30), date(2015, 10, 1), date(2021, 9, 30), date(2021, 10, 1), date(2026, 9, 30)]
    assert [table.stretch(day) for day in [*days, date(2026, 10, 1)]] == [0, 1, 1, 2, 2, 3]
    for row in ROWS:
        assert table.at(row.code, date(2015, 10, 1)) == table.at(row.code, date(2021, 9, 30))


def test_rows_that_hold_a_word(table: CodeTable) -> None:
    assert [table.row(number).code for number in table.holding("dilated")] == ["I420", "I4200"]
    assert list(table.holding("dilate")) == []


def test_prefix_and_words(table: CodeTable) -> None:
    assert [row.code for row in table.starting_with("I42")] == ["I42", "I420", "I4200"]
    assert [row.code for row in table.with_words("dilated CARDIO")] == ["I420", "I4200"]
    assert [row.code for row in table.with_words("unspec dilated")] == []
    assert [row.code for row in table.with_words("unspecified dila")] == ["I4200"]
    assert [row.code for row in table.with_words("migraine")] == ["G43A1"]
    assert list(table.with_words("  ")) == []
    assert next(table.starting_with("R")).get("title") == "Cough"


@given(st.lists(st.builds(Line, codes, values=st.tuples(st.text(max_size=8))), max_size=30))
def test_every_row_comes_back(rows: list[Line]) -> None:
    found = CodeTable(Pack(pack_codes(rows, ("text",), {}, words="text")))
    for row in rows:
        texts = [each.get("text") for each in found.rows(row.code)]
        assert sorted(texts) == sorted(
            each.values[0].replace("\t", " ") for each in rows if each.code == row.code
        )
        for word in words_of(row.values[0]):
            assert row.code in {each.code for each in found.with_words(word)}


@given(st.data())
def test_a_cut_or_foreign_buffer_is_refused(data: st.DataObject) -> None:
    pack = pack_codes(ROWS, ("title", "flags"), {})
    size = data.draw(st.integers(0, len(pack) - 9))
    with pytest.raises(PackError):
        Pack(pack[:size])
    with pytest.raises(PackError):
        Pack(b"PK\x03\x04" + pack[4:])


def test_a_code_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no code"):
        pack_codes([Line("99.13")], (), {})
