"""Entries that are written together are one plan; each noun ends in its own states alone."""

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest

from almoner.core.chart.ending import ENDINGS, Ending, end
from almoner.core.chart.keep import record
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.result import Flag, Report, Result
from almoner.core.chart.shape import Concept, Moment
from almoner.core.chart.together import Scribe, record_all
from almoner.core.chart.vital import SORTS, VitalSign, measured
from tests.core.chart.entries import BORN, DAY, MINE, TODAY, of, one_of_each

SCRIBE = Scribe("adeyemi", BORN)


def recorded(drafts: list[AnyNoun]) -> list[AnyNoun]:
    plan = record_all(drafts, scribe=SCRIBE, ids=itertools.count(100), on=DAY)
    assert not plan.findings
    return [one for one in plan.records if isinstance(one, AnyNoun)]


def sign(name: str, number: str, taken: Moment = TODAY) -> VitalSign:
    return VitalSign(0, MINE, SORTS[name].concept, taken, measured(name, Decimal(number)))


def test_height_and_weight_bring_the_index_and_name_what_it_comes_from() -> None:
    *_, index = recorded([sign("height", "175"), sign("weight", "72.5")])
    assert isinstance(index, VitalSign)
    assert (index.words, index.derived_from) == ("23.7 kg/m2", (100, 101))
    assert len(recorded([sign("height", "175")])) == 1
    assert len(recorded([sign("height", "175", Moment("2020")), sign("weight", "72.5")])) == 2
    typed = [sign("height", "175"), sign("weight", "72.5"), sign("body_mass_index", "23.7")]
    assert len(recorded([*typed])) == 3


def test_values_follow_their_report_and_get_the_flag_of_their_range() -> None:
    report, value, told = recorded([of(Report), of(Result), of(Result, flag=Flag.CRITICAL_HIGH, report_id=9)])
    assert isinstance(value, Result)
    assert isinstance(told, Result)
    assert (value.report_id, value.flag) == (report.id, Flag.HIGH)
    assert (told.report_id, told.flag) == (9, Flag.CRITICAL_HIGH), "what the laboratory says stands"


def test_one_wrong_entry_refuses_all() -> None:
    plan = record_all(
        [of(ListedProblem), of(ListedProblem, concept=Concept())],
        scribe=SCRIBE,
        ids=itertools.count(100),
        on=DAY,
    )
    assert not plan.records
    assert [finding.edit for finding in plan.findings] == ["CHT-01"]


ENDS = [(kind, state) for kind, states in sorted(ENDINGS.items()) for state in states]


@pytest.mark.parametrize(("kind", "state"), ENDS)
def test_each_noun_ends_in_its_states_once(kind: str, state: str) -> None:
    (seen,) = recorded([next(one for one in one_of_each() if one.kind == kind)])
    plan = end(seen, Ending(state, TODAY, "better"), scribe=SCRIBE, on=DAY)
    assert not plan.findings, plan.findings
    (ended,) = plan.records
    assert isinstance(ended, AnyNoun)
    assert (ended.id, ended.version, str(ended.status)) == (seen.id, 2, state)
    again = end(ended, Ending(state, TODAY, "better"), scribe=SCRIBE, on=DAY)
    assert [finding.edit for finding in again.findings] == ["CHT-13"]


def test_what_cannot_end_or_not_so_is_refused() -> None:
    for one in one_of_each():
        made = record(one, by="adeyemi", born_on=BORN, ids=itertools.count(1), on=DAY).records[0]
        assert isinstance(made, AnyNoun)
        plan = end(made, Ending("nonsense", TODAY), scribe=SCRIBE, on=DAY)
        assert [finding.edit for finding in plan.findings] == ["CHT-13"]


def test_an_end_without_its_reason_or_in_the_future_is_refused() -> None:
    (order,) = recorded([one_of_each()[3]])
    edits = [finding.edit for finding in end(order, Ending("failed", TODAY), scribe=SCRIBE, on=DAY).findings]
    assert edits == ["CHT-16"]
    (problem,) = recorded([of(ListedProblem)])
    late = end(problem, Ending("resolved", Moment("2027")), scribe=SCRIBE, on=DAY)
    assert [finding.edit for finding in late.findings] == ["CHT-05"]
    wrong = replace(problem, entry=replace(problem.entry, fault="another's"))
    assert [one.edit for one in end(wrong, Ending("resolved", TODAY), scribe=SCRIBE, on=DAY).findings] == [
        "CHT-11"
    ]
