"""Every loop, segment and element of every guide: written once from the tables, read back to its own place,
and clean up to level 2."""

from itertools import combinations

import pytest

from almoner.core.x12 import check_set, read, rewrite
from almoner.core.x12.guide_map import GuideMap, opener_of, qualifier_codes
from almoner.core.x12.guides import NAMES, named
from almoner.core.x12.tree import Loop
from almoner.core.x12.tree_builder import TreeBuilder
from almoner.core.x12.walk import Walk
from tests.core.x12.guides.full import full_file

EITHER = {"278": {"G-HL-02"}, "278-response": {"G-HL-02"}}
"""An event stands below the subscriber or the dependent; a file with both breaks the chain of levels."""


@pytest.mark.parametrize("name", NAMES)
def test_a_file_with_everything_is_clean_and_each_segment_in_its_place(name: str) -> None:
    guide = named(name).guide
    data = full_file(guide)
    document = read(data)
    assert rewrite(document) == data
    assert list(document.all_issues()) == []
    (each,) = document.sets
    assert {issue.rule for issue in check_set(each, level=2)} <= EITHER.get(name, set())
    found: list[tuple[str, object]] = []

    def take(loop: Loop) -> None:
        found.extend((inner.id, bound[0]) for inner in loop.within() for bound in inner.bound)

    builder = TreeBuilder(guide, each.delimiters, take, take)
    Walk(each, guide, builder).run()
    builder.finish()
    wanted = [(loop.id, spec) for loop in guide.root.loops() for spec in loop.segments()]
    assert {(place, id(spec)) for place, spec in found} == {(place, id(spec)) for place, spec in wanted}
    assert each.segment_count == len(wanted)


@pytest.mark.parametrize("name", NAMES)
def test_neighbours_that_may_change_places_have_no_code_in_common(name: str) -> None:
    """Else what is written as one would be read as the other."""
    guide = named(name).guide
    guide_map = GuideMap(guide)
    for loop in guide.root.loops():
        for group in guide_map.groups(loop):
            for one, other in combinations(map(opener_of, group), 2):
                assert not qualifier_codes(one) & qualifier_codes(other), (loop.id, one.name, other.name)
