"""A policy's facts."""

import pytest

from almoner.core.coverage.coverage import member_number


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("ZGP 8123 04471", "ZGP812304471"),
        (" CM5639066K2\t", "CM5639066K2"),
        ("1EG4-TE5-MK73", "1EG4TE5MK73"),
        ("W-123", "W-123"),
        ("", ""),
    ],
)
def test_a_members_number_is_without_what_a_card_prints_between(typed: str, known: str) -> None:
    assert member_number(typed) == known
    assert member_number(known) == known
