"""Which list judges which element, over all guides."""

import pytest

from almoner.core.x12.code_plan import Coded, slots_of
from almoner.core.x12.code_rules import LISTS
from almoner.core.x12.guides import NAMES, named
from almoner.core.x12.spec import LoopSpec, SegmentSpec


def segments(name: str) -> list[SegmentSpec]:
    """All segments of a guide."""
    return [spec for loop in named(name).guide.root.loops() for spec in loop.segments()]


def codes(name: str, loop_id: str, segment: str, text: str) -> list[tuple[str, str, int, int | None]]:
    """List, code, element and component of each code that is found in a segment, where it has this name."""
    loops: list[LoopSpec] = [each for each in named(name).guide.root.loops() if each.id == loop_id]
    spec = next(each for each in loops[0].segments() if each.name == segment)
    elements = text.split("*")
    found: list[Coded] = []
    for slot in slots_of(spec):
        if slot.needed < len(elements):
            found += slot.read(elements[slot.first : slot.stop], ":")
    return [(each.list_name, each.code, each.element, each.component) for each in found]


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_list_that_a_guide_names_has_words_and_a_form(name: str) -> None:
    slots = [slot for spec in segments(name) for slot in slots_of(spec)]
    assert {each for slot in slots for each in slot.lists} <= set(LISTS)
    for spec in segments(name):
        needed = [slot.needed for slot in slots_of(spec)]
        assert needed == sorted(needed)


@pytest.mark.parametrize(
    ("name", "place", "text", "expected"),
    [
        ("837I", "2300 claim", "CLM*A*1***13:A:1", [("bill_type", "13", 5, 1), ("frequency", "1", 5, 3)]),
        ("837I", "2300 principal_diagnosis", "HI*ABK:E119:::::::Y", [("icd10cm", "E119", 1, 2)]),
        ("837I", "2300 principal_procedure", "HI*BBR:0DTJ4ZZ:D8:20240305", [("icd10pcs", "0DTJ4ZZ", 1, 2)]),
        ("837I", "2300 drg", "HI*DR:470", [("drg", "470", 1, 2)]),
        (
            "837I",
            "2300 values",
            "HI*BE:80:::3*BE:81:::1",
            [("value_code", "80", 1, 2), ("value_code", "81", 2, 2)],
        ),
        (
            "837I",
            "2400 service",
            "SV2*0450*HP:AB123",
            [("revenue", "0450", 1, None), ("hipps", "AB123", 2, 2)],
        ),
        ("837I", "2300 accident_state", "REF*LU*FL", [("state", "FL", 2, None)]),
        ("837D", "2400 tooth", "TOO*JP*14", [("tooth", "14", 2, None)]),
        ("837D", "2400 service", "SV3*AD:D1110*80", [("dental", "D1110", 1, 2)]),
        (
            "835",
            "2110 service",
            "SVC*NU:0450*1*1*0450",
            [("revenue", "0450", 1, 2), ("revenue", "0450", 4, None)],
        ),
        ("835", "2110 remark", "LQ*RX*88", []),
        ("835", "2110 line_provider_number", "REF*HPI*1234567893", [("npi", "1234567893", 2, None)]),
        ("270", "2110C place", "III*ZZ*11", [("pos", "11", 2, None)]),
    ],
)
def test_codes_are_found_with_their_lists(
    name: str, place: str, text: str, expected: list[tuple[str, str, int, int | None]]
) -> None:
    loop_id, segment = place.split()
    assert codes(name, loop_id, segment, text) == expected


def test_a_status_of_the_pharmacies_list_is_left_alone() -> None:
    assert codes("277", "2200D", "status_information", "STC*F2:88::RX") == [("status_category", "F2", 1, 1)]
