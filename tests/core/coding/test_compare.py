"""Documented beside charged: each difference, and its mirror where the sides are swapped."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.compare import Difference, Mismatch, Service, Side, compare

ON = date(2026, 11, 20)

MIRROR = {
    Difference.NOT_CHARGED: Difference.NOT_DOCUMENTED,
    Difference.NOT_DOCUMENTED: Difference.NOT_CHARGED,
    Difference.LEVEL_ABOVE: Difference.LEVEL_BELOW,
    Difference.LEVEL_BELOW: Difference.LEVEL_ABOVE,
    Difference.UNITS: Difference.UNITS,
    Difference.SIDE: Difference.SIDE,
    Difference.DIAGNOSIS_NOT_CHARGED: Difference.DIAGNOSIS_NOT_DOCUMENTED,
    Difference.DIAGNOSIS_NOT_DOCUMENTED: Difference.DIAGNOSIS_NOT_CHARGED,
}


def differences(documented: Side, charged: Side) -> list[Difference]:
    return [each.difference for each in compare(documented, charged, on=ON)]


def test_what_agrees_has_no_difference() -> None:
    side = Side((Service("20610", 1, ("RT",)),), ("M17.11",), ("99213", "99213"))
    assert compare(side, side, on=ON) == ()


def test_a_service_on_one_side_only() -> None:
    assert differences(Side((Service("20610"),)), Side()) == [Difference.NOT_CHARGED]
    assert differences(Side(), Side((Service("20610"),))) == [Difference.NOT_DOCUMENTED]


def test_sides_and_units_differ() -> None:
    one, other = Side((Service("20610", 1, ("RT",)),)), Side((Service("20610", 2, ("LT",)),))
    assert differences(one, other) == [Difference.SIDE, Difference.UNITS]


def test_services_of_one_code_are_paired_by_side() -> None:
    one = Side((Service("20610", 1, ("RT",)), Service("20610", 1, ("LT",))))
    assert differences(one, Side((Service("20610", 1, ("LT",)),))) == [Difference.NOT_CHARGED]


def test_both_sides_in_one_line_or_in_two_are_alike() -> None:
    one = Side((Service("20610", 1, ("50",)),))
    two = Side((Service("20610", 1, ("RT",)), Service("20610", 1, ("LT",))))
    assert differences(one, two) == differences(two, one) == []
    assert differences(one, Side((Service("20610", 1, ("RT",)),))) == [Difference.SIDE]


def test_a_level_within_the_range_agrees() -> None:
    assert differences(Side(visit=("99213", "99214")), Side(visit=("99214", "99214"))) == []
    assert differences(Side(visit=("99213", "99214")), Side(visit=("99215", "99215"))) == [
        Difference.LEVEL_ABOVE
    ]
    assert differences(Side(visit=("99213", "99214")), Side(visit=("99211", "99211"))) == [
        Difference.LEVEL_BELOW
    ]


def test_a_visit_of_another_kind_is_both() -> None:
    found = differences(Side(visit=("99213", "99213")), Side(visit=("99203", "99203")))
    assert found == [Difference.NOT_CHARGED, Difference.NOT_DOCUMENTED]


def test_diagnoses_are_told_both_ways() -> None:
    found = compare(Side(diagnoses=("I10",)), Side(diagnoses=("E11.9",)), on=ON)
    assert set(found) == {
        Mismatch(Difference.DIAGNOSIS_NOT_CHARGED, "I10", ""),
        Mismatch(Difference.DIAGNOSIS_NOT_DOCUMENTED, "", "E11.9"),
    }


SERVICES = st.lists(
    st.builds(
        Service,
        st.sampled_from(["20610", "93000", "17000"]),
        st.integers(1, 3),
        st.sampled_from([(), ("RT",), ("LT",), ("50",)]),
    ),
    max_size=5,
).map(tuple)
VISITS = st.sampled_from(
    [None, ("99212", "99213"), ("99214", "99214"), ("99215", "99215"), ("99204", "99205")]
)
SIDES = st.builds(
    Side, SERVICES, st.lists(st.sampled_from(["I10", "E11.9", "J44.9"]), unique=True).map(tuple), VISITS
)


@given(SIDES, SIDES)
def test_swapping_the_sides_mirrors_every_difference(one: Side, other: Side) -> None:
    straight = compare(one, other, on=ON)
    swapped = compare(other, one, on=ON)
    mirrored = [Mismatch(MIRROR[each.difference], each.charged, each.documented) for each in swapped]
    assert sorted(map(repr, mirrored)) == sorted(map(repr, straight))
