"""A plan is proposed by the look of a member's number, and only where the numbers on file are clear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coverage.member_shape import likely_plan, look_of, start_of

CEDAR, BRAMBLE, MEDICARE = 1, 2, 3
KNOWN = [
    *((CEDAR, f"CM{number}K{number % 10}") for number in range(5_521_904, 5_521_908)),
    *((BRAMBLE, f"BH{number}K1") for number in range(1_439_238, 1_439_241)),
    *((MEDICARE, f"{number}EG4TE5MK73") for number in range(1, 5)),
]


@pytest.mark.parametrize(
    ("typed", "look", "start"),
    [
        ("CM 5521904 K2", "CM9999999A9", "CM"),
        ("1EG4-TE5-MK73", "9AA9AA9AA99", "1"),
        ("zgp812304471", "ZGP999999999", "ZGP"),
        ("ABCDE", "ABCDE", "ABC"),
        ("", "", ""),
    ],
)
def test_how_a_number_looks(typed: str, look: str, start: str) -> None:
    assert (look_of(typed), start_of(typed)) == (look, start)


def test_a_number_speaks_for_the_plan_of_those_that_look_alike() -> None:
    found = likely_plan("cm 1111111 k9", KNOWN)
    assert found
    assert (found.plan_id, found.count, found.seen) == (CEDAR, 4, 4)
    assert likely_plan("9XX9XX9XX99", KNOWN)
    assert likely_plan("CM111", KNOWN) is None, "another length"
    assert likely_plan("CM1111111K9", KNOWN[:2]) is None, "two are few"
    mixed = [*KNOWN, *((BRAMBLE, f"CM{number}K1") for number in range(1_000_000, 1_000_002))]
    assert likely_plan("CM1111111K9", mixed) is None, "they are of several"
    assert likely_plan("", KNOWN) is None


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(1, 3), st.text(max_size=12)), max_size=30))
def test_what_is_proposed_is_on_file_and_nearly_all(typed: str, known: list[tuple[int, str]]) -> None:
    found = likely_plan(typed, known)
    if found is not None:
        alike = [plan for plan, number in known if look_of(number) == look_of(typed)]
        assert alike.count(found.plan_id) == found.count >= 3
        assert found.count * 10 >= 9 * len(alike)
