"""The order of a patient's payers: every rule with its reason, every reason of Medicare, and no guess."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coverage.order import (
    ELSEWHERE,
    INJURY,
    REASONS,
    STANDING,
    Lacking,
    OnFile,
    Ruling,
    between,
    msp_type,
    order,
)

ON = date(2026, 3, 2)
BY_AGE = OnFile("medicare", 1, medicare_reason="age")
BY_DISABILITY = OnFile("medicare", 1, medicare_reason="disability")
BY_KIDNEY = OnFile("medicare", 1, medicare_reason="esrd", eligible_on=date(2024, 9, 15))
"""Month 30 of the kidney rule ends with February 2027."""


def plan(work: str, employees: int | None = None) -> OnFile:
    return OnFile("commercial", 2, work=work, employees=employees)


MATRIX = [
    # (Medicare, the other payer, who is first, SBR05 where Medicare is later)
    (BY_AGE, plan("active", 19), "medicare", ""),
    (BY_AGE, plan("active", 20), "commercial", "12"),
    (BY_AGE, plan("retired", 5000), "medicare", ""),
    (BY_AGE, plan("cobra", 5000), "medicare", ""),
    (BY_DISABILITY, plan("active", 99), "medicare", ""),
    (BY_DISABILITY, plan("active", 100), "commercial", "43"),
    (BY_DISABILITY, plan("laid_off", 100), "medicare", ""),
    (BY_KIDNEY, plan("retired"), "commercial", "13"),
    (BY_KIDNEY, plan("cobra"), "commercial", "13"),
    (replace(BY_KIDNEY, eligible_on=date(2023, 9, 1)), plan("active", 500), "medicare", ""),
    (BY_AGE, OnFile("workers_comp", 2), "workers_comp", "15"),
    (BY_AGE, OnFile("auto", 2), "auto", "14"),
    (BY_AGE, OnFile("va", 2), "va", "42"),
    (BY_AGE, OnFile("other", 2, answers_for="liability"), "other", "47"),
    (BY_AGE, OnFile("other", 2, answers_for="black_lung"), "other", "41"),
    (BY_AGE, OnFile("other", 2, answers_for="federal_program"), "other", "16"),
    (BY_AGE, OnFile("medicaid", 2), "medicare", ""),
    (BY_AGE, OnFile("tricare", 2, work="retired"), "medicare", ""),
    (BY_AGE, OnFile("tricare", 2, work="active"), "tricare", ""),
    (BY_AGE, OnFile("commercial", 2, is_supplement=True), "medicare", ""),
    (OnFile("medicare_advantage", 1, medicare_reason="age"), plan("active", 20), "commercial", "12"),
]


@pytest.mark.parametrize(("medicare", "other", "first", "kind"), MATRIX)
@pytest.mark.parametrize("is_turned", [False, True])
def test_medicares_place_beside_each_kind_of_payer(
    medicare: OnFile, other: OnFile, first: str, kind: str, *, is_turned: bool
) -> None:
    pair = [replace(other, rank=1), replace(medicare, rank=2)] if is_turned else [medicare, other]
    turns, lacking = order(pair, on=ON)
    assert not lacking
    assert [turns[0].policy.payer_kind, turns[1].msp_type] == [first, kind]
    assert turns[0].why
    assert msp_type([turn.policy for turn in turns], 1, on=ON) == kind


def test_every_reason_of_medicare_is_in_the_matrix() -> None:
    known = {*REASONS.values(), *INJURY.values(), *ELSEWHERE.values(), "42"}
    assert known == {"12", "13", "14", "15", "16", "41", "42", "43", "47"}
    assert {kind for *_, kind in MATRIX} - {""} == known


@pytest.mark.parametrize(
    ("one", "other", "fact"),
    [
        (OnFile("medicare", 1), plan("active", 20), "medicare_reason"),
        (BY_AGE, plan(""), "work"),
        (BY_AGE, plan("active"), "employees"),
        (replace(BY_KIDNEY, eligible_on=None), plan("active", 20), "eligible_on"),
        (OnFile("tricare", 1), plan("active", 20), "work"),
        (OnFile("commercial", 1), plan("active"), "relation"),
        (OnFile("commercial", 1, relation="18"), OnFile("commercial", 2, relation="18"), "work"),
        (OnFile("commercial", 1, relation="19"), OnFile("commercial", 2, relation="19"), "holder_birth_date"),
    ],
)
def test_what_nobody_asked_is_named_and_not_guessed(one: OnFile, other: OnFile, fact: str) -> None:
    assert between(one, other, on=ON) == Lacking(fact)
    assert between(other, one, on=ON) == Lacking(fact)
    turns, lacking = order([one, other], on=ON)
    assert lacking == {fact}
    assert [turn.policy for turn in turns] == [one, other]


def test_three_payers_stand_in_one_order_however_they_were_billed() -> None:
    three = (
        OnFile("medicaid", 1),
        OnFile("medicare", 2, medicare_reason="age"),
        OnFile("commercial", 3, work="active", employees=400),
    )
    for ranks in permutations((1, 2, 3)):
        billed = [replace(one, rank=rank) for one, rank in zip(three, ranks, strict=True)]
        turns, _ = order(billed, on=ON)
        assert [turn.policy.payer_kind for turn in turns] == ["commercial", "medicare", "medicaid"]
        assert [turn.msp_type for turn in turns] == ["", "12", ""]


def test_the_own_plan_then_the_dependents() -> None:
    own = OnFile("commercial", 2, relation="18", work="active")
    spouses = OnFile("commercial", 1, relation="01", work="active")
    assert order([own, spouses], on=ON)[0][0].policy == own


def test_the_parent_whose_birthday_is_earlier_in_the_year() -> None:
    march = OnFile("commercial", 2, relation="19", holder_birth_on=date(1990, 3, 1))
    may = OnFile("commercial", 1, relation="19", holder_birth_on=date(1970, 5, 1))
    ruled = between(may, march, on=ON)
    assert isinstance(ruled, Ruling)
    assert ruled.first == march
    same = replace(may, holder_birth_on=date(1985, 3, 1))
    assert between(same, march, on=ON) is None


def test_a_court_comes_before_every_rule() -> None:
    ordered = OnFile("medicaid", 2, is_by_order=True)
    assert order([BY_AGE, ordered], on=ON)[0][0].policy == ordered


POLICIES = st.builds(
    OnFile,
    payer_kind=st.sampled_from(
        ["medicare", "medicaid", "commercial", "tricare", "va", "auto", "workers_comp", "other"]
    ),
    rank=st.integers(1, 6),
    relation=st.sampled_from(["", "18", "01", "19"]),
    work=st.sampled_from(["", *STANDING]),
    employees=st.none() | st.integers(0, 300),
    holder_birth_on=st.none() | st.dates(date(1940, 1, 1), date(2000, 1, 1)),
    medicare_reason=st.sampled_from(["", *REASONS]),
    eligible_on=st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    is_supplement=st.booleans(),
    is_by_order=st.booleans(),
    answers_for=st.sampled_from(["", *ELSEWHERE]),
)


@given(st.lists(POLICIES, max_size=5))
def test_nobody_is_lost_and_two_are_ruled_the_same_whichever_comes_first(policies: list[OnFile]) -> None:
    turns, _ = order(policies, on=ON)
    assert sorted(map(repr, policies)) == sorted(repr(turn.policy) for turn in turns)
    for one, other in permutations(policies, 2):
        assert between(one, other, on=ON) == between(other, one, on=ON)
