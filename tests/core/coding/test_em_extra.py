"""Extra time: only on the top level reached by time, from its start, in whole steps."""

from datetime import date

import pytest

from almoner.core.coding import Family, Follows, Minutes, Rank, VisitFacts, VisitLevel, visit_level
from tests.core.coding.samples import ON_2022, ON_2023, ON_2026, all_of, level

CPT, MEDICARE = Follows.CPT, Follows.MEDICARE


def extra_of(found: VisitLevel) -> tuple[str, int]:
    return (found.extra.code, found.extra.units) if found.extra else ("", 0)


@pytest.mark.parametrize(
    ("family", "is_new", "follows", "on", "first"),
    [
        (Family.OFFICE, True, CPT, ON_2026, "99417 from 75"),
        (Family.OFFICE, False, CPT, ON_2026, "99417 from 55"),
        (Family.OFFICE, True, CPT, ON_2022, "99417 from 75"),
        (Family.OFFICE, True, MEDICARE, ON_2026, "G2212 from 89"),
        (Family.OFFICE, False, MEDICARE, ON_2026, "G2212 from 69"),
        (Family.OFFICE, False, MEDICARE, ON_2022, "G2212 from 69"),
        (Family.OFFICE, True, CPT, date(2021, 1, 1), "99417 from 75"),
        (Family.OFFICE, True, MEDICARE, date(2021, 1, 1), "G2212 from 89"),
        (Family.VIDEO, True, CPT, ON_2026, "99417 from 75"),
        (Family.VIDEO, False, MEDICARE, ON_2026, "G2212 from 69"),
        (Family.HOSPITAL_FIRST, None, CPT, ON_2026, "99418 from 90"),
        (Family.HOSPITAL_LATER, None, CPT, ON_2026, "99418 from 65"),
        (Family.HOSPITAL_ONE_DAY, None, CPT, ON_2026, "99418 from 100"),
        (Family.CONSULT_HOSPITAL, None, CPT, ON_2026, "99418 from 95"),
        (Family.CONSULT_OFFICE, None, CPT, ON_2026, "99417 from 70"),
        (Family.NURSING_FIRST, None, CPT, ON_2023, "99418 from 60"),
        (Family.NURSING_FIRST, None, CPT, ON_2026, "99418 from 65"),
        (Family.NURSING_LATER, None, CPT, ON_2026, "99418 from 60"),
        (Family.HOME, True, CPT, ON_2026, "99417 from 90"),
        (Family.HOME, False, CPT, ON_2026, "99417 from 75"),
        # As corrected in 88 FR 15918 for all of 2023 on; the first print said 105 for the first visit.
        (Family.HOSPITAL_FIRST, None, MEDICARE, ON_2026, "G0316 from 90"),
        (Family.HOSPITAL_LATER, None, MEDICARE, ON_2026, "G0316 from 65"),
        (Family.HOSPITAL_ONE_DAY, None, MEDICARE, ON_2026, "G0316 from 110"),
        (Family.NURSING_FIRST, None, MEDICARE, ON_2026, "G0317 from 95"),
        (Family.NURSING_LATER, None, MEDICARE, ON_2026, "G0317 from 85"),
        (Family.HOME, True, MEDICARE, ON_2026, "G0318 from 140"),
        (Family.HOME, False, MEDICARE, ON_2026, "G0318 from 110"),
    ],
)
def test_the_start_and_each_step(
    *, family: Family, is_new: bool | None, follows: Follows, on: date, first: str
) -> None:
    code, start = first.split(" from ")

    def at(minutes: int) -> tuple[str, int]:
        return extra_of(level(family, is_new=is_new, follows=follows, on=on, minutes=minutes))

    assert [at(int(start) + more) for more in (-1, 0, 14, 15, 29, 30)] == [
        ("", 0),
        (code, 1),
        (code, 1),
        (code, 2),
        (code, 2),
        (code, 3),
    ]


@pytest.mark.parametrize(
    ("follows", "minutes", "code", "units"),
    [
        (CPT, 29, "", 0),
        (CPT, 30, "99291", 0),
        (CPT, 74, "99291", 0),
        (CPT, 75, "99291", 1),
        (CPT, 104, "99291", 1),
        (CPT, 105, "99291", 2),
        (CPT, 135, "99291", 3),
        (MEDICARE, 29, "", 0),
        (MEDICARE, 75, "99291", 0),
        (MEDICARE, 103, "99291", 0),
        (MEDICARE, 104, "99291", 1),
        (MEDICARE, 133, "99291", 1),
        (MEDICARE, 134, "99291", 2),
    ],
)
def test_critical_care(follows: Follows, minutes: int, code: str, units: int) -> None:
    found = level(Family.CRITICAL, follows=follows, minutes=minutes)
    assert (found.code, extra_of(found)) == (code, ("99292", units) if units else ("", 0))


def test_critical_care_without_minutes_is_not_judged() -> None:
    found = level(Family.CRITICAL)
    assert (found.code, len(found.not_judged)) == ("", 1)


def test_none_where_decision_making_alone_carries_the_top() -> None:
    found = level(Family.OFFICE, is_new=False, decision=all_of(Rank.HIGH), minutes=39)
    assert (found.code, found.extra) == ("99215", None)
    assert found.missing is not None
    assert (found.missing.code, found.missing.minutes) == ("99417", 16)


def test_none_for_the_emergency_room_and_a_discharge() -> None:
    assert level(Family.EMERGENCY, decision=all_of(Rank.HIGH), minutes=300).extra is None
    assert level(Family.HOSPITAL_DISCHARGE, minutes=300).extra is None


def wide(minutes: Minutes, family: Family, follows: Follows = MEDICARE) -> VisitLevel:
    return visit_level(VisitFacts(family=family, on=ON_2026, is_new=False, follows=follows, minutes=minutes))


def test_days_around_count_for_medicares_homes_and_nursing_facilities() -> None:
    assert extra_of(wide(Minutes(60, nearby=50), Family.HOME)) == ("G0318", 1)
    assert extra_of(wide(Minutes(60, nearby=49), Family.HOME)) == ("", 0)
    assert extra_of(wide(Minutes(45, nearby=40), Family.NURSING_LATER)) == ("G0317", 1)


def test_days_around_count_for_nobody_else() -> None:
    assert extra_of(wide(Minutes(60, nearby=500), Family.HOME, CPT)) == ("", 0)
    assert extra_of(wide(Minutes(50, nearby=500), Family.HOSPITAL_LATER)) == ("", 0)
    assert extra_of(wide(Minutes(40, nearby=500), Family.OFFICE)) == ("", 0)


def test_days_around_never_carry_the_level_itself() -> None:
    found = wide(Minutes(59, nearby=500), Family.HOME)
    assert (found.code, found.extra) == ("99349", None)


def test_days_around_do_not_make_a_top_reached_by_decision_making_one_of_time() -> None:
    facts = VisitFacts(
        family=Family.HOME,
        on=ON_2026,
        is_new=False,
        follows=MEDICARE,
        decision=all_of(Rank.HIGH),
        minutes=Minutes(58, nearby=500),
    )
    found = visit_level(facts)
    assert (found.code, found.by_time, found.extra) == ("99350", "99349", None)
    assert found.missing is not None
    assert (found.missing.code, found.missing.minutes) == ("G0318", 2)
