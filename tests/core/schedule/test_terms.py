"""The terms of booking: the usual until a practice says its own, from a day on, the closest first."""

from dataclasses import replace
from datetime import date, time, timedelta

from almoner.core.schedule import ClosedDays, OpenHours, Terms, VisitType, Week
from almoner.core.schedule.terms import USUAL_HOURS, Whose

MONDAY = date(2026, 11, 30)
HERE = Whose(1, 7)
WEEKEND = Week(
    monday=False,
    tuesday=False,
    wednesday=False,
    thursday=False,
    friday=False,
    saturday=True,
)


def opening(terms: Terms, on: date = MONDAY, whose: Whose = HERE, *, is_holiday: bool = False) -> list[time]:
    return [begins for begins, _ in terms.opening(on, whose, is_holiday=is_holiday)]


def test_the_usual_hours_are_those_of_business_days() -> None:
    terms = Terms()
    assert terms.opening(MONDAY, HERE, is_holiday=False) == (USUAL_HOURS,)
    assert not opening(terms, MONDAY + timedelta(days=5))
    assert not opening(terms, is_holiday=True)


def test_hours_hold_from_a_day_on_and_leave_a_break() -> None:
    morning = OpenHours(1, time(7), time(12), MONDAY)
    terms = Terms(hours=(OpenHours(2, time(13), time(16), MONDAY), morning))
    assert opening(terms) == [time(7), time(13)]
    assert opening(terms, MONDAY - timedelta(days=3)) == [time(8)]
    ended = Terms(hours=(replace(morning, until_on=MONDAY + timedelta(days=1)),))
    assert opening(ended, MONDAY + timedelta(days=1)) == [time(8)]


def test_the_closest_hours_count() -> None:
    everywhere = OpenHours(1, time(8), time(12), MONDAY)
    place = OpenHours(2, time(9), time(12), MONDAY, location_id=7)
    person = OpenHours(3, time(10), time(12), MONDAY, provider_id=1)
    both = OpenHours(4, time(11), time(12), MONDAY, location_id=7, provider_id=1, days=WEEKEND)
    for closest, begins in ((everywhere, 8), (place, 9), (person, 10)):
        said = tuple(one for one in (everywhere, place, person) if one.id <= closest.id)
        assert opening(Terms(hours=said)) == [time(begins)]
    terms = Terms(hours=(everywhere, place, person, both))
    assert not opening(terms), "on Saturdays alone"
    assert opening(terms, MONDAY + timedelta(days=5)) == [time(11)]
    assert opening(terms, whose=Whose(2, 8)) == [time(8)]


def test_a_day_is_closed_for_whom_it_is_said_and_a_holiday_may_be_worked() -> None:
    terms = Terms(closed=(ClosedDays(1, "Staff day", MONDAY, location_id=7),))
    assert terms.why_closed(MONDAY, HERE, is_holiday=False) == "Staff day"
    assert not opening(terms)
    assert opening(terms, whose=Whose(1, 8)) == [time(8)]
    assert opening(terms, MONDAY + timedelta(days=1)) == [time(8)], "that one day"
    works = Terms(closed=(ClosedDays(1, "We work", MONDAY, is_open=True),))
    assert opening(works, is_holiday=True) == [time(8)]
    assert works.why_closed(MONDAY + timedelta(days=1), HERE, is_holiday=True) == "federal holiday"


def test_types_of_its_own_take_the_place_of_the_usual_from_their_day_on() -> None:
    check = VisitType(1, "Check", 15, MONDAY, whom="established")
    intake = VisitType(2, "Intake", 60, MONDAY, whom="new")
    terms = Terms(types=(intake, check))
    assert [one.name for one in terms.types_on(MONDAY)] == ["Check", "Intake"]
    assert terms.type_named(" CHECK ", MONDAY) == check
    assert terms.type_named("Check", MONDAY - timedelta(days=1)) is None
    assert terms.first_type(MONDAY, is_new=True) == intake
    assert terms.first_type(MONDAY, is_new=False) == check
    assert Terms().first_type(MONDAY, is_new=True).name == "New patient"
