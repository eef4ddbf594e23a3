"""What the screens say: a word for every state that there is, and money and days as people write them."""

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from almoner.core.chart import VisitState
from almoner.core.chart.advance_notice import Choice, Ground, NoticeState
from almoner.core.chart.allergy import AllergyStatus
from almoner.core.chart.entry import Label, Source
from almoner.core.chart.goal import GoalStatus
from almoner.core.chart.medication import MedicationStatus
from almoner.core.chart.order import OrderState
from almoner.core.chart.problem import ProblemStatus
from almoner.core.chart.procedure import ProcedureStatus
from almoner.core.chart.result import ResultStatus
from almoner.core.claim import ClaimState
from almoner.core.claim.state import Event
from almoner.core.coverage import BenefitState
from almoner.core.remit import RemittanceState
from almoner.core.rules import Severity
from almoner.core.schedule import AppointmentState
from almoner.flow.access import ROLES
from almoner.flow.patient.desk_notices import Sort
from almoner.web import words, words_chart, words_claims, words_desk
from almoner.web.claims import history

CHART_STATES = (
    AllergyStatus,
    GoalStatus,
    MedicationStatus,
    OrderState,
    ProblemStatus,
    ProcedureStatus,
    ResultStatus,
)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (ClaimState, words.CLAIM),
        (RemittanceState, words.REMITTANCE),
        (AppointmentState, words.APPOINTMENT),
        (VisitState, words.VISIT),
        (BenefitState, words.COVERAGE),
        (Severity, words.SEVERITY),
        (ClaimState, words_claims.STANDING),
        (Event, history.TITLES),
        *((states, words_chart.STATE) for states in CHART_STATES),
        (ROLES, words.ROLE),
        (NoticeState, words_desk.NOTICE),
        (Ground, words_desk.GROUND),
        (Choice, words_desk.CHOICE),
        (Sort, words_desk.DUE),
        (Sort, words_desk.LAW),
        (Sort, words_desk.NEEDS),
    ],
)
def test_every_state_has_its_word(states: type[StrEnum], said: dict[str, object]) -> None:
    assert {str(state) for state in states} <= {str(state) for state in said}


def test_an_instant_is_told_as_people_write_it() -> None:
    assert words.instant("2026-04-21T14:20:29+00:00") == "04/21/2026 2:20:29p UTC"
    assert words.instant(datetime(2026, 4, 21, 0, 5, tzinfo=UTC)) == "04/21/2026 12:05:00a UTC"
    assert words.instant("soon") == "soon"


def test_every_label_and_source_of_the_chart_has_its_word() -> None:
    assert set(words_chart.LABEL) == set(Label)
    assert set(words_chart.SOURCE) == set(Source)


def test_a_state_that_nobody_named_is_shown_as_unknown() -> None:
    assert words.status(words.CLAIM, "of tomorrow") is words.UNKNOWN


@pytest.mark.parametrize(
    ("cents", "text"),
    [(0, "$0.00"), (123450, "$1,234.50"), (-75, "−$0.75"), (None, "–"), (100000000, "$1,000,000.00")],
)
def test_money_is_written_as_people_write_it(cents: int | None, text: str) -> None:
    assert words.money(cents) == text


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (9_999_999, "$99,999.99"),
        (10_000_000, "$100k"),
        (-41_820_600, "−$418k"),
        (99_949_999, "$999k"),
        (99_950_000, "$1.00M"),
        (123_456_789, "$1.23M"),
        (1_234_567_890_00, "$1,234.57M"),
    ],
)
def test_an_amount_beside_a_bar_is_short(cents: int, text: str) -> None:
    assert words.short_money(cents) == text


def test_days_and_hours_are_written_as_people_write_them() -> None:
    assert words.day(date(2026, 3, 2)) == "03/02/2026"
    assert words.day(None) == "–"
    assert words.long_day(date(2026, 11, 3)) == "Tuesday, November 3"
    hours = [words.clock(datetime(2026, 1, 1, hour, 5, tzinfo=UTC)) for hour in (0, 9, 12, 13)]
    assert hours == [
        "12:05a",
        "9:05a",
        "12:05p",
        "1:05p",
    ]


def test_counts_say_where_they_stop() -> None:
    assert [words.count(number, "claim") for number in (0, 1, 2, 1000)] == [
        "0 claims",
        "1 claim",
        "2 claims",
        "1,000+ claims",
    ]


def test_a_phone_number_is_grouped_only_when_it_is_one() -> None:
    assert words.phone("5185550199") == "518-555-0199"
    assert words.phone("+44 20 7946") == "+44 20 7946"
