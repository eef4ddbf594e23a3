"""What differs between two versions of a record."""

from dataclasses import replace

from almoner.core.party import Address
from almoner.core.party.changes import Change, changes
from tests.core.claim.samples import COMMERCIAL, HOUSE


def test_each_field_that_changed_by_its_path() -> None:
    moved = replace(COMMERCIAL.address, zip="99999")
    later = replace(COMMERCIAL, version=2, name="Another", address=moved)
    assert changes(COMMERCIAL, later) == (
        Change("name", COMMERCIAL.name, "Another"),
        Change("address.zip", COMMERCIAL.address.zip, "99999"),
    )


def test_versions_that_say_the_same_differ_in_nothing() -> None:
    assert changes(COMMERCIAL, replace(COMMERCIAL, version=7)) == ()


def test_a_part_that_was_absent_is_one_change() -> None:

    paid_elsewhere = replace(HOUSE.practice, pay_to=Address("1 Box", "Albany", "NY", "122070001"))
    (found,) = changes(replace(HOUSE.practice, pay_to=None), paid_elsewhere)
    assert (found.path, found.before, found.after) == ("pay_to", None, paid_elsewhere.pay_to)
