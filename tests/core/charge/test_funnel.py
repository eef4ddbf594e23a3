"""The funnel: every case in one place, every step the sum of its parts, and no orphan unseen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.charge.funnel import ENDS, Case, Place, gaps, lag, orphans, steps
from almoner.core.charge.no_charge import NoCharge, faults

ON = date(2026, 11, 23)
SEEN = Case(on=ON, patient_id=1, provider_id=2, location_id=3, appointment_id=4, booking="done", visit_id=5)
CASES = {
    Place.BOOKED: replace(SEEN, booking="booked", visit_id=0),
    Place.ARRIVED: replace(SEEN, booking="arrived", visit_id=0),
    Place.DRAFT: replace(SEEN, visit="open"),
    Place.SIGNED: replace(SEEN, visit="signed"),
    Place.CODED: replace(SEEN, visit="coded"),
    Place.CHARGED: replace(SEEN, visit="charged", lines=2),
    Place.ON_CLAIM: replace(SEEN, visit="billed", lines=2, has_claim=True),
    Place.SELF_PAY: replace(SEEN, visit="billed", lines=2, is_self_pay=True),
    Place.NOT_BILLABLE: replace(SEEN, visit="signed", is_cleared=True),
    Place.NO_SHOW: replace(SEEN, booking="no_show", visit_id=0),
    Place.CANCELLED: replace(SEEN, booking="cancelled", visit_id=0),
}
cases = st.builds(
    Case,
    on=st.just(ON),
    patient_id=st.just(1),
    provider_id=st.just(2),
    location_id=st.just(3),
    appointment_id=st.integers(0, 1),
    booking=st.sampled_from(["", "booked", "arrived", "done", "no_show", "cancelled"]),
    visit_id=st.integers(0, 1),
    visit=st.sampled_from(["", "open", "signed", "coded", "charged", "billed"]),
    lines=st.integers(0, 2),
    has_claim=st.booleans(),
    is_self_pay=st.booleans(),
    is_cleared=st.booleans(),
)


@pytest.mark.parametrize(("place", "case"), CASES.items())
def test_a_case_stands_where_it_has_come_to(place: Place, case: Case) -> None:
    assert case.place is place
    assert case.is_gap is (place not in ENDS)
    assert not case.contradicts


@given(st.lists(cases))
def test_every_step_is_the_sum_of_what_became_of_it(found: list[Case]) -> None:
    made = steps(found)
    assert made[0].total == len(found)
    assert all(step.closes for step in made)
    assert [after.total for after in made[1:]] == [before.parts[0][1] for before in made[:-1]]


def test_what_stops_has_an_owner_while_it_is_not_late_and_is_an_orphan_after() -> None:
    found = list(CASES.values())
    assert orphans(found, on=ON) == ()
    late = ON + timedelta(days=9)
    left = orphans(found, on=late)
    assert {one.place for one in left} == set(Place) - ENDS
    assert orphans([replace(one, task_owner="coder") for one in found], on=late) == ()


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (replace(SEEN, visit="billed", has_claim=True), "claim without a charge"),
        (replace(SEEN, visit="open", lines=1), "without a signed note"),
        (replace(SEEN, visit="billed"), "billed without a charge"),
        (replace(SEEN, visit="signed", booking="no_show"), "nobody came"),
    ],
)
def test_what_stands_on_nothing_is_an_orphan_on_its_first_day(case: Case, said: str) -> None:
    assert said in case.contradicts
    assert orphans([case], on=ON) == (case,)


def test_missing_charges_are_due_and_ordered_by_worth() -> None:
    small, large = replace(CASES[Place.SIGNED], cents=100), replace(CASES[Place.CODED], cents=900)
    later = replace(CASES[Place.BOOKED], on=ON + timedelta(days=1))
    assert gaps([small, large, later, CASES[Place.ON_CLAIM]], on=ON) == (large, small)
    today = CASES[Place.BOOKED]
    assert gaps([today], on=ON) == (), "still to come"
    assert gaps([today], on=ON + timedelta(days=1)) == (today,)


def test_a_lag_says_the_middle_the_ninth_of_ten_and_the_share_over_the_limit() -> None:
    found = lag("service to charge", [0, 1, 1, 2, 2, 2, 3, 4, 5, 9])
    assert (found.count, found.median, found.nine_of_ten, found.over_bp) == (10, 2, 5, 3000)
    assert lag("none", []).count == 0


def test_nothing_is_charged_only_for_a_listed_reason() -> None:
    good = NoCharge(1, 2, "no_service", "", "moira", ON, visit_id=3)
    assert faults(good) == []
    assert len(faults(replace(good, reason="because", visit_id=0, note="x" * 301))) == 3
