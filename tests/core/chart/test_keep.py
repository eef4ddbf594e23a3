"""Recording, superseding, marking in error and keeping one of two: each is a new version, nothing is lost."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from almoner.core.chart.entry import Entry, Label, Source
from almoner.core.chart.keep import accept, keep_one, mark_in_error, moments_of, record, supersede
from almoner.core.chart.nouns import NOUNS, AnyNoun
from almoner.core.chart.problem import ListedProblem, ProblemStatus
from almoner.core.chart.shape import Coding, Concept, Moment
from almoner.core.plan import Plan
from tests.core.chart.entries import BORN, DAY, DIABETES, MINE, of, one_of_each

KINDS = [one.kind for one in one_of_each()]


def ids() -> "itertools.count[int]":
    return itertools.count(100)


def recorded(draft: AnyNoun) -> AnyNoun:
    plan = record(draft, by="adeyemi", born_on=BORN, ids=ids(), on=DAY)
    assert not plan.findings, plan.findings
    return only(plan)


def only(plan: Plan) -> AnyNoun:
    (found,) = plan.records
    assert isinstance(found, AnyNoun)
    return found


def edits(plan: Plan) -> set[str]:
    assert not plan.records
    return {finding.edit for finding in plan.findings}


def test_there_is_one_of_each() -> None:
    assert [type(one) for one in one_of_each()] == list(NOUNS)


@pytest.mark.parametrize("draft", one_of_each(), ids=KINDS)
def test_an_entry_is_recorded_with_who_and_when(draft: AnyNoun) -> None:
    made = recorded(
        replace(draft, entry=replace(draft.entry, fault="forged", recorded_by="mallory", replaced_by=9))
    )
    assert (made.id, made.version) == (100, 1)
    entry = made.entry
    assert (entry.recorded_by, entry.recorded_on, entry.fault, entry.replaced_by) == ("adeyemi", DAY, "", 0)
    assert entry.stands


@pytest.mark.parametrize("draft", one_of_each(), ids=KINDS)
def test_a_later_version_keeps_whose_and_who_first(draft: AnyNoun) -> None:
    seen = recorded(draft)
    changed = replace(
        seen, entry=replace(seen.entry, note="seen again", recorded_by="mallory", source=Source.FHIR)
    )
    plan = supersede(seen, changed, by="lindqvist", born_on=BORN, on=date(2026, 3, 9))
    made = only(plan)
    assert (made.id, made.version, made.entry.note) == (seen.id, 2, "seen again")
    assert (made.entry.recorded_by, made.entry.recorded_on, made.entry.changed_by) == (
        "adeyemi",
        DAY,
        "lindqvist",
    )
    assert made.entry.source is seen.entry.source
    assert plan.reads == {(seen.kind, seen.id): 1}


@pytest.mark.parametrize("draft", one_of_each(), ids=KINDS)
def test_an_entry_in_error_has_a_reason_and_stays_so(draft: AnyNoun) -> None:
    seen = recorded(draft)
    assert edits(mark_in_error(seen, "  ", by="adeyemi", on=DAY)) == {"CHT-10"}
    assert edits(mark_in_error(seen, "x" * 501, by="adeyemi", on=DAY)) == {"CHT-02"}
    gone = only(mark_in_error(seen, "another patient's", by="adeyemi", on=DAY))
    assert not gone.entry.stands
    assert edits(mark_in_error(gone, "again", by="adeyemi", on=DAY)) == {"CHT-11"}
    assert edits(supersede(gone, seen, by="adeyemi", born_on=BORN, on=DAY)) == {"CHT-11"}
    assert edits(accept(gone, by="adeyemi", on=DAY)) == {"CHT-11"}


def test_an_entry_stays_its_patients() -> None:
    seen = recorded(of(ListedProblem))
    theirs = replace(seen, entry=replace(seen.entry, patient_id=8))
    assert edits(supersede(seen, theirs, by="adeyemi", born_on=BORN, on=DAY)) == {"CHT-12"}


def test_one_of_two_is_kept_and_the_other_points_to_it() -> None:
    first = recorded(of(ListedProblem))
    second = replace(first, id=200, entry=replace(first.entry, is_proposed=True))
    plan = keep_one(first, second, by="adeyemi", on=DAY)
    gone = only(plan)
    assert (gone.id, gone.entry.replaced_by, gone.version) == (200, 100, 2)
    assert plan.reads == {("problem", 100): 1, ("problem", 200): 1}
    other_way = keep_one(second, first, by="adeyemi", on=DAY)
    taken, left = other_way.records
    assert isinstance(taken, ListedProblem)
    assert isinstance(left, ListedProblem)
    assert (taken.id, taken.entry.stands, left.entry.replaced_by) == (200, True, 200)
    assert edits(keep_one(gone, first, by="adeyemi", on=DAY)) == {"CHT-11"}


def test_two_that_are_not_one_list_are_never_merged() -> None:
    problem = recorded(of(ListedProblem))
    for other in (problem, replace(problem, id=200, entry=replace(problem.entry, patient_id=8))):
        assert edits(keep_one(problem, other, by="adeyemi", on=DAY)) == {"CHT-18"}
    allergy = replace(recorded(one_of_each()[1]), id=300)
    assert edits(keep_one(problem, allergy, by="adeyemi", on=DAY)) == {"CHT-18"}


def test_what_came_from_outside_is_taken_in_once() -> None:
    seen = recorded(replace(of(ListedProblem), entry=replace(MINE, is_proposed=True, source=Source.CCDA)))
    assert not seen.entry.stands
    taken = only(accept(seen, by="adeyemi", on=DAY))
    assert taken.entry.stands
    assert edits(accept(taken, by="adeyemi", on=DAY)) == {"CHT-18"}


def test_nothing_was_before_the_patient_was_born() -> None:
    draft = of(ListedProblem, onset=Moment("1958-04-10"))
    assert edits(record(draft, by="adeyemi", born_on=BORN, ids=ids(), on=DAY)) == {"CHT-05"}
    assert recorded(of(ListedProblem, onset=Moment("1958"))).version == 1
    assert moments_of(one_of_each()[2]) == [Moment("2026-03-02")]


HOSTILE: list[tuple[str, Entry, Concept]] = [
    ("CHT-01", MINE, Concept("  ")),
    ("CHT-02", MINE, Concept("x" * 501)),
    ("CHT-02", MINE, Concept("a\x00b")),
    ("CHT-03", MINE, Concept("x", (Coding("http://loinc.org", "1-1"),))),
    ("CHT-08", MINE, Concept("x", DIABETES.codings * 6)),
    ("CHT-02", replace(MINE, note="x" * 4001), DIABETES),
    ("CHT-02", replace(MINE, residual="x" * 200_001), DIABETES),
    ("CHT-20", replace(MINE, labels=(Label.PART2, Label.PART2)), DIABETES),
]


@pytest.mark.parametrize(("edit", "entry", "concept"), HOSTILE)
def test_what_cannot_be_kept_is_refused_without_its_words(edit: str, entry: Entry, concept: Concept) -> None:
    plan = record(ListedProblem(0, entry, concept), by="adeyemi", born_on=BORN, ids=ids(), on=DAY)
    assert edit in edits(plan)
    assert all("xx" not in finding.message + finding.mend for finding in plan.findings)


@given(some.text(max_size=600), some.sampled_from(list(ProblemStatus)), some.text(max_size=12))
def test_any_draft_is_recorded_or_refused_with_a_mend(words: str, status: ProblemStatus, onset: str) -> None:
    draft = ListedProblem(0, MINE, Concept(words), status=status, onset=Moment(onset))
    plan = record(draft, by="adeyemi", born_on=BORN, ids=ids(), on=DAY)
    assert bool(plan.records) is not bool(plan.findings)
    assert all(finding.mend and finding.message for finding in plan.findings)
