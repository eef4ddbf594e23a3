"""One fault, one error, in its place: clean files of every guide, each broken in one way at a time."""

from collections import Counter
from pathlib import Path

import pytest

from almoner.cli.bench.one_fault import Mutant, bases, errors, judge, mutants
from almoner.core.x12 import read
from almoner.core.x12.check import check_set

FOLDER = Path(__file__).parent / "mutants"
CLEAN = bases(FOLDER)
MUTANTS = list(mutants(FOLDER))


def test_there_are_enough_of_every_guide_and_level() -> None:
    assert len(MUTANTS) >= 96
    assert {each.guide for each in MUTANTS} == set(CLEAN)
    assert set(Counter(each.level for each in MUTANTS)) == {1, 2, 3, 4, 5}
    assert len({each.data for each in MUTANTS}) == len(MUTANTS)


@pytest.mark.parametrize("guide", CLEAN)
def test_a_clean_file_has_no_issue(guide: str) -> None:
    document = read(CLEAN[guide])
    assert list(document.all_issues()) == []
    assert [str(issue) for each in document.sets for issue in check_set(each)] == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda each: f"{each.guide} {each.name}")
def test_a_fault_is_found_in_its_place_and_nothing_else(mutant: Mutant) -> None:
    verdict = judge(mutant)
    told = [(each.rule, each.loop, each.segment, each.element, each.component) for each in verdict.errors]
    assert verdict.is_found
    assert verdict.is_placed, (mutant.expected, told)
    assert verdict.is_alone, (mutant.expected, told)


def test_a_message_never_holds_a_value_of_the_file() -> None:
    secrets = ("ROE", "DOE", "M1001", "M2001", "19700203", "1212121218", "371234567", "CEDAR1")
    for mutant in MUTANTS:
        for issue in errors(mutant.data):
            assert not [each for each in secrets if each in f"{issue} {issue.hint}"], issue.rule
