"""Money: text and cents are each other's inverse, parts sum to their whole, one rounding is one rounding."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.money import amount, cents, dollars, percent, share

AMOUNTS = st.integers(min_value=-(10**14), max_value=10**14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("145.5", 14550),
        ("145", 14500),
        ("145.", 14500),
        ("-.75", -75),
        (".7", 70),
        ("0", 0),
        ("-0", 0),
        ("00012.30", 1230),
    ],
)
def test_cents_reads_what_x12_allows(text: str, expected: int) -> None:
    assert cents(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ".",
        "-.",
        "1.455",
        "+1",
        " 1",
        "1 ",
        "1,000",
        "1e3",
        "1.2.3",
        "--1",
        "١٢",
        "1\n",
        "1234567890123456",
        "NaN",
    ],
)
def test_cents_refuses_the_rest_without_showing_it(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount") as caught:
        cents(text)
    assert not text.strip() or text not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (14550, "145.5"),
        (14500, "145"),
        (-75, "-0.75"),
        (75, "0.75"),
        (0, "0"),
        (5, "0.05"),
        (-14550, "-145.5"),
    ],
)
def test_amount_has_no_needless_digit(value: int, expected: str) -> None:
    assert amount(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(123450, "1,234.50"), (-75, "-0.75"), (0, "0.00"), (-123456789, "-1,234,567.89")]
)
def test_dollars_is_for_people(value: int, expected: str) -> None:
    assert dollars(value) == expected


@given(AMOUNTS)
def test_amount_and_cents_are_inverse(value: int) -> None:
    assert cents(amount(value)) == value


@given(AMOUNTS, st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=20).filter(any))
def test_shares_sum_to_the_total_and_stay_within_a_cent(total: int, weights: list[int]) -> None:
    parts = share(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    assert all(
        abs(Fraction(total * weight, whole) - part) < 1 for part, weight in zip(parts, weights, strict=True)
    )
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


def test_share_gives_ties_to_the_earlier_part() -> None:
    assert share(100, [1, 1, 1]) == [34, 33, 33]
    assert share(-100, [1, 1, 1]) == [-34, -33, -33]
    assert share(2, [1, 1, 1]) == [1, 1, 0]


def test_share_refuses_what_has_no_answer() -> None:
    assert share(0, [0, 0]) == [0, 0]
    assert share(0, []) == []
    with pytest.raises(ValueError, match="no weight"):
        share(1, [0, 0])
    with pytest.raises(ValueError, match="negative"):
        share(1, [2, -1])


@pytest.mark.parametrize(
    ("value", "basis_points", "expected"),
    [
        (10000, 2000, 2000),
        (25, 200, 1),
        (24, 200, 0),
        (-25, 200, -1),
        (1, 5000, 1),
        (-1, 5000, -1),
        (3, 5000, 2),
        (0, 77, 0),
    ],
)
def test_percent_rounds_once_and_ties_away_from_zero(value: int, basis_points: int, expected: int) -> None:
    assert percent(value, basis_points) == expected


@given(AMOUNTS, st.integers(min_value=0, max_value=20_000))
def test_percent_is_the_nearest_cent(value: int, basis_points: int) -> None:
    exact = Fraction(value * basis_points, 10_000)
    assert abs(percent(value, basis_points) - exact) <= Fraction(1, 2)
    assert percent(-value, basis_points) == -percent(value, basis_points)
