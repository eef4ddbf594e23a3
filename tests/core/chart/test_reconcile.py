"""Pairs that may be one thing are found with why; nothing is merged, and nothing that is two is paired."""

from dataclasses import replace

import pytest

from almoner.core.chart.allergy import Allergy
from almoner.core.chart.entry import Source
from almoner.core.chart.medication import Medication, MedicationStatus
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.reconcile import Reconciled, pairs, unpaired
from almoner.core.chart.shape import Coding, Concept
from almoner.core.chart.systems import ICD10CM, NDC, RXNORM
from tests.core.chart.entries import LISINOPRIL, MINE, PENICILLIN, of

OUTSIDE = replace(MINE, is_proposed=True, source=Source.CCDA)


def problem(words: str, code: str = "", *, number: int = 2) -> ListedProblem:
    codings = (Coding(ICD10CM, code),) if code else ()
    return of(ListedProblem, id=number, concept=Concept(words, codings))


HERE = problem("Type 2 diabetes", "E11.9", number=1)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (problem("DM2", "E11.9"), "the same code"),
        (problem("type 2  diabetes"), "the same words"),
        (problem("Diabetes", "E11"), "one code is the other, said more exactly"),
        (problem("Diabetes, type 2 without complication unspecified"), "nearly the same words"),
        (problem("Type 1 diabetes"), ""),
        (problem("Diabetes"), "nearly the same words"),
        (problem("High blood pressure", "I10"), ""),
        (problem("Type 2 diabetes", "E11.65"), ""),
        (problem("Type 1 diabetes", "E10.9"), ""),
    ],
)
def test_problems_that_may_be_one_are_paired(other: ListedProblem, why: str) -> None:
    assert [pair.why for pair in pairs([HERE, other])] == ([why] if why else [])


def test_a_drug_is_paired_by_code_or_name_and_never_with_one_that_was_stopped() -> None:
    here = of(Medication, id=1)
    same = of(Medication, id=2, concept=Concept("Prinivil", LISINOPRIL.codings))
    named = of(Medication, id=3, concept=Concept("lisinopril", (Coding(NDC, "00003029305"),)))
    stopped = replace(same, id=4, status=MedicationStatus.STOPPED)
    other = of(Medication, id=5, concept=Concept("Metformin", (Coding(RXNORM, "6809"),)))
    found = pairs([here, same, named, stopped, other])
    assert {(pair.left.id, pair.right.id) for pair in found} == {(1, 2), (1, 3)}


def test_what_is_in_error_replaced_or_anothers_is_no_pair() -> None:
    twins: list[Reconciled] = [of(Allergy, id=1), of(Allergy, id=2)]
    assert len(pairs(twins)) == 1
    for changes in ({"fault": "another's"}, {"replaced_by": 1}, {"patient_id": 8}):
        gone = replace(twins[1], entry=replace(MINE, **changes))
        assert pairs([twins[0], gone]) == []


def test_what_was_here_stands_left_and_what_is_like_nothing_waits_alone() -> None:
    outside = of(Allergy, id=1, entry=OUTSIDE)
    here = of(Allergy, id=2)
    latex = of(Allergy, id=3, entry=OUTSIDE, concept=Concept("Latex"))
    entries: list[Reconciled] = [outside, here, latex]
    found = pairs(entries)
    assert [(pair.left.id, pair.right.id) for pair in found] == [(2, 1)]
    assert [one.id for one in unpaired(entries, found)] == [3]


def test_a_list_that_is_a_feed_is_bounded() -> None:
    many: list[Reconciled] = [of(Allergy, id=number, concept=PENICILLIN) for number in range(1, 500)]
    assert len(pairs(many)) == 400 * 399 // 2
