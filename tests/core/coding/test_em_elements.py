"""The rank of problems and of risk, row by row."""

from datetime import date

import pytest

from almoner.core.coding import Problem, ProblemKind, Rank, Risk, RiskKind
from almoner.core.coding.em_elements import weigh_problems, weigh_risks
from tests.core.coding.samples import ON_2022, ON_2026

P, R = ProblemKind, RiskKind


@pytest.mark.parametrize(
    ("kinds", "rank"),
    [
        ((), Rank.NONE),
        ((P.MINOR,), Rank.STRAIGHTFORWARD),
        ((P.MINOR, P.MINOR), Rank.LOW),
        ((P.MINOR,) * 5, Rank.LOW),
        ((P.STABLE_CHRONIC,), Rank.LOW),
        ((P.STABLE_CHRONIC, P.MINOR), Rank.LOW),
        ((P.NEW_UNCOMPLICATED,), Rank.LOW),
        ((P.NEW_UNCOMPLICATED, P.STABLE_CHRONIC), Rank.LOW),
        ((P.STABLE_ACUTE,), Rank.LOW),
        ((P.UNCOMPLICATED_IN_HOSPITAL,), Rank.LOW),
        ((P.STABLE_CHRONIC, P.STABLE_CHRONIC), Rank.MODERATE),
        ((P.WORSE_CHRONIC,), Rank.MODERATE),
        ((P.NEW_UNCLEAR,), Rank.MODERATE),
        ((P.SYSTEMIC_ACUTE,), Rank.MODERATE),
        ((P.COMPLICATED_INJURY,), Rank.MODERATE),
        ((P.WORSE_CHRONIC, P.WORSE_CHRONIC), Rank.MODERATE),
        ((P.SEVERE_CHRONIC,), Rank.HIGH),
        ((P.THREAT, P.MINOR), Rank.HIGH),
    ],
)
def test_problems(kinds: tuple[ProblemKind, ...], rank: Rank) -> None:
    assert weigh_problems(tuple(Problem(kind) for kind in kinds), on=ON_2026).rank is rank


@pytest.mark.parametrize(
    ("kinds", "rank"),
    [
        ((), Rank.NONE),
        ((R.MINIMAL,), Rank.STRAIGHTFORWARD),
        ((R.LOW, R.MINIMAL), Rank.LOW),
        ((R.PRESCRIPTION,), Rank.MODERATE),
        ((R.PRESCRIPTION,) * 3, Rank.MODERATE),
        ((R.MINOR_SURGERY_AT_RISK,), Rank.MODERATE),
        ((R.MAJOR_SURGERY,), Rank.MODERATE),
        ((R.SOCIAL_LIMIT,), Rank.MODERATE),
        ((R.TOXICITY_WATCH,), Rank.HIGH),
        ((R.MAJOR_SURGERY_AT_RISK,), Rank.HIGH),
        ((R.SURGERY_AT_ONCE,), Rank.HIGH),
        ((R.ADMISSION, R.PRESCRIPTION), Rank.HIGH),
        ((R.STEP_UP,), Rank.HIGH),
        ((R.LESS_TREATMENT,), Rank.HIGH),
        ((R.INJECTED_CONTROLLED_DRUG,), Rank.HIGH),
    ],
)
def test_risks(kinds: tuple[RiskKind, ...], rank: Rank) -> None:
    assert weigh_risks(tuple(Risk(kind) for kind in kinds), on=ON_2026).rank is rank


@pytest.mark.parametrize("kind", [P.STABLE_ACUTE, P.UNCOMPLICATED_IN_HOSPITAL])
def test_two_kinds_of_problems_count_from_2023(kind: ProblemKind) -> None:
    fact = Problem(kind)
    assert weigh_problems((fact,), on=date(2023, 1, 1)).rank is Rank.LOW
    before = weigh_problems((fact,), on=date(2022, 12, 31))
    assert (before.rank, [item.fact for item in before.left_out]) == (Rank.NONE, [fact])


@pytest.mark.parametrize("kind", [R.STEP_UP, R.INJECTED_CONTROLLED_DRUG])
def test_two_kinds_of_risk_count_from_2023(kind: RiskKind) -> None:
    both = (Risk(kind), Risk(R.PRESCRIPTION))
    assert weigh_risks(both, on=date(2023, 1, 1)).rank is Rank.HIGH
    before = weigh_risks(both, on=date(2022, 12, 31))
    assert (before.rank, [item.why for item in before.left_out]) == (
        Rank.MODERATE,
        ["counts from 2023-01-01"],
    )


def test_every_kind_has_its_row() -> None:
    assert all(weigh_problems((Problem(kind),), on=ON_2026).rank for kind in P)
    assert all(weigh_risks((Risk(kind),), on=ON_2026).rank for kind in R)


def test_the_facts_under_a_rank_keep_their_place_in_the_note() -> None:
    worse, minor = Problem(P.WORSE_CHRONIC, (10, 42)), Problem(P.MINOR, (50, 60))
    found = weigh_problems((minor, worse), on=ON_2026)
    assert (found.facts, found.says) == ((worse,), (P.WORSE_CHRONIC,))
    drug = Risk(R.PRESCRIPTION, (70, 90))
    assert weigh_risks((Risk(R.LOW), drug), on=ON_2026).facts == (drug,)


def test_what_a_rank_asks_knows_what_is_there_and_the_day() -> None:
    one = weigh_problems((Problem(P.STABLE_CHRONIC),), on=ON_2022)
    assert "2 × stable chronic illness (1 more)" in one.asks[Rank.MODERATE]
    assert P.STABLE_ACUTE not in one.asks[Rank.LOW]
    assert P.STABLE_ACUTE in weigh_problems((), on=ON_2026).asks[Rank.LOW]
