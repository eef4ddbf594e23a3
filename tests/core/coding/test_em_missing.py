"""What lacks for the next level: minutes, and elements with the ways that would reach it."""

from almoner.core.coding import Family, ProblemKind, Rank
from tests.core.coding.samples import all_of, decided, level


def test_one_element_and_the_minutes() -> None:
    decision = decided(Rank.LOW, Rank.STRAIGHTFORWARD, Rank.MODERATE)
    missing = level(Family.OFFICE, is_new=False, decision=decision, minutes=22).missing
    assert missing is not None
    assert (missing.code, missing.minutes, missing.elements_needed) == ("99214", 8, 1)
    assert [(gap.element, gap.has, gap.needs) for gap in missing.gaps] == [
        ("problems", Rank.LOW, Rank.MODERATE),
        ("data", Rank.STRAIGHTFORWARD, Rank.MODERATE),
    ]
    assert ProblemKind.NEW_UNCLEAR in missing.gaps[0].ways


def test_two_elements() -> None:
    missing = level(Family.OFFICE, is_new=False, decision=all_of(Rank.LOW)).missing
    assert missing is not None
    assert (missing.code, missing.minutes, missing.elements_needed, len(missing.gaps)) == (
        "99214",
        None,
        2,
        3,
    )
    assert all(gap.ways for gap in missing.gaps)


def test_for_the_first_level() -> None:
    missing = level(Family.OFFICE, is_new=True, minutes=14).missing
    assert missing is not None
    assert (missing.code, missing.minutes, missing.elements_needed, missing.gaps) == ("99202", 1, 0, ())


def test_a_family_of_three_levels_jumps_over_low() -> None:
    missing = level(Family.HOSPITAL_LATER, decision=all_of(Rank.STRAIGHTFORWARD), minutes=25).missing
    assert missing is not None
    assert (missing.code, missing.minutes) == ("99232", 10)
    assert {gap.needs for gap in missing.gaps} == {Rank.MODERATE}


def test_the_top_asks_for_extra_time_only() -> None:
    missing = level(Family.OFFICE, is_new=False, minutes=41).missing
    assert missing is not None
    assert (missing.code, missing.minutes, missing.gaps) == ("99417", 14, ())
    assert level(Family.EMERGENCY, decision=all_of(Rank.HIGH)).missing is None


def test_a_discharge_and_critical_care_ask_for_minutes() -> None:
    short = level(Family.HOSPITAL_DISCHARGE, minutes=30).missing
    assert short is not None
    assert (short.code, short.minutes) == ("99239", 1)
    critical = level(Family.CRITICAL, minutes=29).missing
    assert critical is not None
    assert (critical.code, critical.minutes) == ("99291", 1)


def test_filling_what_lacks_reaches_the_level() -> None:
    for minutes in range(40):
        missing = level(Family.OFFICE, is_new=False, minutes=minutes).missing
        assert missing is not None
        assert missing.minutes is not None
        reached = level(Family.OFFICE, is_new=False, minutes=minutes + missing.minutes)
        assert reached.code == missing.code
        assert level(Family.OFFICE, is_new=False, minutes=minutes + missing.minutes - 1).code != missing.code


def test_what_lacks_is_said_in_words() -> None:
    decision = decided(Rank.LOW, Rank.STRAIGHTFORWARD, Rank.MODERATE)
    missing = level(Family.OFFICE, is_new=False, decision=decision, minutes=22).missing
    assert missing is not None
    assert missing.says.startswith("8 min, or 1 of: problems at moderate (")
    assert "; data at moderate (3 more of class A or another's story | own reading of a test" in missing.says
    by_time = level(Family.OFFICE, is_new=True, minutes=14).missing
    assert by_time is not None
    assert by_time.says == "1 min"
    by_decision = level(Family.EMERGENCY, decision=all_of(Rank.LOW)).missing
    assert by_decision is not None
    assert by_decision.says.startswith("2 of: problems at moderate")
