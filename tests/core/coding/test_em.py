"""The level of a visit: the higher of decision making and time, and what it rests on."""

from itertools import product

import pytest

from almoner.core.coding import Basis, Decision, Family, Minutes, Rank, VisitFacts, visit_level
from tests.core.coding.samples import DATA, ON_2026, PROBLEMS, RISKS, all_of, decided, level

NEW = ("99202", "99203", "99204", "99205")
KNOWN = ("99212", "99213", "99214", "99215")


@pytest.mark.parametrize(("is_new", "codes"), [(True, NEW), (False, KNOWN)])
@pytest.mark.parametrize(("problems", "data", "risk"), list(product(PROBLEMS, DATA, RISKS)))
def test_two_of_three_elements_carry_the_level(
    *, problems: Rank, data: Rank, risk: Rank, is_new: bool, codes: tuple[str, ...]
) -> None:
    found = level(Family.OFFICE, is_new=is_new, decision=decided(problems, data, risk))
    ranks = (problems, data, risk)
    carried = [code for rank, code in enumerate(codes, 1) if sum(item >= rank for item in ranks) >= 2]
    assert found.by_decision == (carried[-1] if carried else "")
    assert [weight.rank for weight in found.weights] == list(ranks)
    assert [weight.element for weight in found.weights] == ["problems", "data", "risk"]


@pytest.mark.parametrize(
    ("rank", "minutes", "code", "basis"),
    [
        (Rank.LOW, 45, "99215", Basis.TIME),
        (Rank.HIGH, 12, "99215", Basis.DECISION),
        (Rank.MODERATE, 30, "99214", Basis.BOTH),
        (Rank.MODERATE, 29, "99214", Basis.DECISION),
        (Rank.MODERATE, 40, "99215", Basis.TIME),
        (Rank.MODERATE, 9, "99214", Basis.DECISION),
        (Rank.NONE, 10, "99212", Basis.TIME),
        (Rank.NONE, 9, "", Basis.NOTHING),
    ],
)
def test_the_higher_of_the_two(rank: Rank, minutes: int, code: str, basis: Basis) -> None:
    found = level(Family.OFFICE, is_new=False, decision=all_of(rank), minutes=minutes)
    assert (found.code, found.basis) == (code, basis)


def test_both_ways_are_shown() -> None:
    found = level(Family.OFFICE, is_new=True, decision=all_of(Rank.LOW), minutes=45)
    assert (found.by_decision, found.by_time, found.decision, found.minutes) == (
        "99203",
        "99204",
        Rank.LOW,
        45,
    )


def test_what_is_not_known_is_not_judged() -> None:
    found = level(Family.OFFICE, is_new=False)
    assert (found.code, found.basis, len(found.not_judged)) == ("", Basis.NOTHING, 2)
    assert len(level(Family.OFFICE, is_new=False, minutes=20).not_judged) == 1
    assert len(level(Family.OFFICE, is_new=False, decision=Decision()).not_judged) == 1
    assert not level(Family.OFFICE, is_new=False, decision=Decision(), minutes=1).not_judged


def test_an_empty_decision_carries_nothing() -> None:
    assert level(Family.OFFICE, is_new=False, decision=Decision()).by_decision == ""


@pytest.mark.parametrize(
    ("family", "is_new", "code"),
    [
        (Family.OFFICE, False, "99211"),
        (Family.EMERGENCY, None, "99281"),
        (Family.OFFICE, True, ""),
        (Family.HOSPITAL_LATER, None, ""),
    ],
)
def test_staff_alone(*, family: Family, is_new: bool | None, code: str) -> None:
    found = level(family, is_new=is_new, is_staff_only=True, decision=all_of(Rank.HIGH), minutes=60)
    assert (found.code, found.basis) == (code, Basis.KIND if code else Basis.NOTHING)
    assert (found.by_decision, found.by_time, found.extra, found.missing) == ("", "", None, None)


def test_time_beside_psychotherapy_carries_nothing() -> None:
    found = level(Family.OFFICE, is_new=False, decision=all_of(Rank.LOW), minutes=90, has_psychotherapy=True)
    assert (found.code, found.by_time, found.minutes, found.extra) == ("99213", "", None, None)
    assert any("psychotherapy" in note for note in found.notes)


@pytest.mark.parametrize(("apart", "code"), [(0, "99215"), (1, "99214"), (10, "99214"), (11, "99213")])
def test_minutes_billed_apart_are_taken_off(apart: int, code: str) -> None:
    time = Minutes(40, apart=apart)
    found = visit_level(VisitFacts(family=Family.OFFICE, on=ON_2026, is_new=False, minutes=time))
    assert (found.code, found.minutes) == (code, 40 - apart)


def test_emergency_visits_have_no_time() -> None:
    codes = [level(Family.EMERGENCY, decision=all_of(rank), minutes=200).code for rank in Rank]
    assert codes == ["", "99282", "99283", "99284", "99285"]
    assert level(Family.EMERGENCY, decision=all_of(Rank.LOW), minutes=200).by_time == ""


@pytest.mark.parametrize(
    ("family", "code", "long_code"),
    [(Family.HOSPITAL_DISCHARGE, "99238", "99239"), (Family.NURSING_DISCHARGE, "99315", "99316")],
)
def test_a_discharge_is_long_after_thirty_minutes(family: Family, code: str, long_code: str) -> None:
    assert [level(family, minutes=minutes).code for minutes in (1, 30, 31, 90)] == [
        code,
        code,
        long_code,
        long_code,
    ]
    unknown = level(family)
    assert (unknown.code, unknown.basis, len(unknown.not_judged)) == (code, Basis.KIND, 1)


def test_more_never_lowers_a_level() -> None:
    for family, is_new in product(Family, (True, False)):
        codes = [
            level(family, is_new=is_new, minutes=minutes, talk_minutes=11).by_time for minutes in range(130)
        ]
        assert codes == sorted(codes), family
