"""The parts of names, addresses and telephone numbers."""

import pytest

from almoner.core.party import Address, PersonName
from almoner.core.party.people import LONGEST, phone_number, too_long


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5185550101", "5185550101"),
        (" (518) 555-0101 ", "5185550101"),
        ("+1 518.555.0101", "5185550101"),
        ("1-518-555-0101", "5185550101"),
        ("+44 20 7946 0000", "+44 20 7946 0000"),
        ("555-0101", "555-0101"),
        ("518 555 0101 ext 4", "518 555 0101 ext 4"),
        ("2-518-555-0101", "2-518-555-0101"),
        ("", ""),
    ],
)
def test_ten_digits_are_kept_without_what_stands_between(typed: str, kept: str) -> None:
    assert phone_number(typed) == kept
    assert phone_number(kept) == kept


def test_what_a_claim_can_not_carry_is_named() -> None:
    name, home = (
        PersonName("L" * 60, "F" * 35, "M" * 25, "S" * 10),
        Address("1" * 55, "C" * 30, "NY", "12207"),
    )
    assert too_long(name, home) == []
    name = PersonName("L" * 61, "F" * 36, "M" * 26, "S" * 11)
    home = Address("1" * 56, "C" * 31, "NY", "12207", "2" * 56)
    assert set(too_long(name, home)) == set(LONGEST)
