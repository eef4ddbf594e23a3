"""Forms and check digits of codes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.x12.code_categories import CATEGORIES
from almoner.core.x12.code_rules import LISTS, RULES
from almoner.core.x12.code_shapes import SHAPES, has_npi_form, has_routing_form


@pytest.mark.parametrize("number", ["1234567893", "1245319599", "1003000126", "1679576722"])
def test_good_provider_numbers(number: str) -> None:
    assert has_npi_form(number)


@settings(max_examples=40)
@given(st.integers(100_000_000, 299_999_999))
def test_one_last_digit_fits_and_no_single_slip_passes(first_nine: int) -> None:
    fitting = [digit for digit in range(10) if has_npi_form(f"{first_nine}{digit}")]
    assert len(fitting) == 1
    good = f"{first_nine}{fitting[0]}"
    for at in range(1, 10):
        slipped = f"{good[:at]}{(int(good[at]) + 1) % 10}{good[at + 1 :]}"
        assert not has_npi_form(slipped)


@pytest.mark.parametrize(
    "number", ["", "123456789", "12345678933", "3234567893", "12345 7893", "１２３４５６７８９３"]
)
def test_what_is_no_provider_number(number: str) -> None:
    assert not has_npi_form(number)


def test_routing_numbers() -> None:
    assert has_routing_form("021000021")
    assert not has_routing_form("021000022")
    assert not has_routing_form("21000021")


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("icd10cm", "E119 I10 C7A010 S52521A M1A0110 U071 QA00101", "119 E1 E11900000 I04 e119 E11.9"),
        ("icd9cm", "4019 496 V700 E8490", "E11900 40190X V7"),
        ("icd10pcs", "0DTJ4ZZ 4A023N7", "0DTJ4Z 0DTJ4ZO"),
        ("procedure", "99213 0001F 0202U 0001A", "9921 992133 9921#"),
        ("hcpcs", "J1100 A0425 G0008", "J110 J11000 JJ100"),
        ("dental", "D1110", "1110 D111"),
        ("modifier", "25 LT 1P", "2 2# LTX"),
        ("ndc", "00012345678", "0001234567 0001-2345-67"),
        ("clia", "33D0123456", "33X0123456 33D012345"),
        ("taxonomy", "207Q00000X 363LF0000X", "207Q0000X 207Q000000 20Q000000X"),
        ("mbi", "1EG4TE5MK73", "1EG4TE5MK7 0EG4TE5MK73 1SG4TE5MK73 123456789A"),
        ("pos", "11 02 66 99", "00 98 1"),
        ("bill_type", "11 13 72 83", "01 10 1 111"),
        ("revenue", "0450 0001", "450 045A"),
        ("carc", "1 45 306 A1 B7 P32", "0 999 A9 B24 C1 Q7 45A"),
        ("rarc", "M15 MA130 N1 N890", "M145 MA135 N999 N0 X1 130"),
        ("status_category", "A1 F3F RQ DR04", "Z9 A9 1A"),
        ("status_code", "0 19 562 20", "999 A1"),
        ("state", "FL PR ON AE", "ZZ F 12"),
        ("country", "US DE", "XX USA"),
        ("zip", "33111 331110001 00501", "3311 33111-0001 00012 M5V2T6"),
        ("postal", "M5V2T6", "33111 M5V2T M5V-2T6"),
        ("currency", "USD", "US usd"),
        ("tooth", "1 01 32 A T 51 AS", "0 33 U 83 AX"),
        ("ein", "123456789", "12-3456789 000000000 12345678"),
    ],
)
def test_forms(name: str, good: str, bad: str) -> None:
    shape = SHAPES[name]
    assert [code for code in good.split() if shape(code)] == []
    assert [code for code in bad.split() if not shape(code)] == []


def test_every_list_has_a_form_and_words() -> None:
    assert set(SHAPES) == set(LISTS)
    assert len({rule.id for rule in RULES.values()}) == len(RULES)


def test_categories_are_three_characters() -> None:
    assert len(CATEGORIES) > 1_900
    assert all(len(each) == 3 and each[0].isalpha() for each in CATEGORIES)


@settings(max_examples=60)
@given(st.text(alphabet="0129AMNXZaé１- .:*^\n", max_size=12))
def test_no_text_makes_a_form_fail(text: str) -> None:
    assert {shape(text) for shape in SHAPES.values()} <= {None, "form", "absent"}
