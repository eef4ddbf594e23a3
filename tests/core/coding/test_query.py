"""Queries: what is open is asked, quoted, without leading, at most three; and the linter's faults."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.coding.answer import Query
from almoner.core.coding.query import MOST_QUERIES, OPEN_OPTIONS
from almoner.core.coding.query_lint import QueryError, QueryText, lint_query, read_query, text_of
from almoner.core.coding.suggest import Asked, Tools, suggest
from almoner.store.shipped.guidelines import shipped_guidelines
from almoner.store.shipped.lexicon import shipped_lexicon, shipped_weights
from tests.core.coding.lexica import tables

ON = date(2026, 11, 20)


def queries(text: str) -> tuple[Query, ...]:
    tools = Tools(shipped_lexicon(), shipped_weights(), tables(), shipped_guidelines())
    return suggest(text, Asked(on=ON), tools).queries


def test_an_axis_that_is_not_said_is_asked_with_open_choices() -> None:
    first = queries("Assessment: Heart failure, stable.\nPlan: continue furosemide.\n")[0]
    assert (first.about, first.axis) == ("heart-failure", "type")
    assert first.indicators[0].text == "Heart failure"
    assert first.options[-2:] == OPEN_OPTIONS
    assert len(first.options) > 3


def test_what_is_said_is_not_asked() -> None:
    text = "Assessment: Chronic systolic heart failure, stable.\nPlan: continue furosemide.\n"
    assert [each for each in queries(text) if each.about == "heart-failure"] == []


def test_what_is_stated_and_denied_is_asked() -> None:
    text = "Assessment: Gout, stable. No gout.\nPlan: return.\n"
    assert "assertion" in {each.axis for each in queries(text)}


LONG = """Assessment and Plan:
1. Heart failure. Continue furosemide.
2. Migraine. Start topiramate.
3. Right or left knee osteoarthritis.
4. Asthma. Albuterol.
5. Major depression. Sertraline.
"""


def test_there_are_three_at_most_none_twice_and_all_may_be_sent() -> None:
    found = queries(LONG)
    assert 0 < len(found) <= MOST_QUERIES
    assert len({(each.about, each.axis) for each in found}) == len(found)
    assert [lint_query(text_of(each)) for each in found] == [()] * len(found)


def test_axes_of_equal_use_come_by_name_whatever_hashes_are() -> None:
    found = queries("Assessment:\n1. Parkinson disease, on levodopa.\n")
    assert [each.axis for each in found] == ["dyskinesia", "fluctuations"]


def test_indicators_are_verbatim() -> None:
    for each in queries(LONG):
        assert each.indicators
        assert all(LONG[quote.start : quote.end] == quote.text for quote in each.indicators)


GOOD = QueryText(
    "Which type applies, in your clinical judgment?",
    ("heart failure",),
    ("systolic", "diastolic", "other", "cannot be determined"),
)


def test_an_open_query_is_clean() -> None:
    assert lint_query(GOOD) == ()
    assert lint_query(replace(GOOD, options=())) == ()


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        (replace(GOOD, ask="Please document the type of heart failure."), "leads"),
        (replace(GOOD, ask="Would you agree that this is systolic heart failure?"), "leads"),
        (replace(GOOD, ask="Which type gives the higher reimbursement?"), "money"),
        (replace(GOOD, options=("systolic ($ 120)", "diastolic", *OPEN_OPTIONS)), "money"),
        (replace(GOOD, indicators=()), "nothing of the record"),
        (replace(GOOD, options=("systolic", "diastolic", "cannot be determined")), "no room"),
        (replace(GOOD, options=("systolic", "diastolic", "other")), "force"),
        (replace(GOOD, options=("systolic", *OPEN_OPTIONS)), "one choice"),
        (replace(GOOD, ask="Does the patient have sepsis?"), "yes or no"),
        (replace(GOOD, title="Clarification of sepsis"), "title"),
    ],
)
def test_a_fault_is_told(query: QueryText, rule: str) -> None:
    assert any(rule in fault.rule for fault in lint_query(query))


@pytest.mark.parametrize(
    "table", [None, [], {}, {"ask": 3}, {"ask": "?", "options": "no"}, {"ask": "x" * 3000}]
)
def test_what_is_no_query_is_refused(table: object) -> None:
    with pytest.raises(QueryError):
        read_query(table)
