"""What a patient takes home: the next visit in words, and the books' own sums."""

from dataclasses import replace
from datetime import datetime

from almoner.core.report.visit_slip import Attended, visit_slip
from tests.core.report.samples import PATIENT, PRACTICE, TODAY

ATTENDED = Attended(
    on=TODAY,
    provider="Adeyemi, Folake",
    location="Main office",
    services=(("Office visit", 15_000),),
    taken=(("Paid by cash", 3_000),),
    owed_cents=1_250,
    next_at=datetime.fromisoformat("2026-06-08T13:05"),
    next_with="Main office",
)


def test_it_says_when_to_come_and_what_is_open() -> None:
    slip = visit_slip(PRACTICE, PATIENT, ATTENDED)
    assert slip.next == "June 8, 2026 at 1:05 pm, Main office"
    assert slip.services == (("Office visit", "$150.00"),)
    assert slip.money == (("Paid by cash", "$30.00"), ("Owed now", "$12.50"))
    assert ("Patient", "Ada N Okoro") in slip.facts


def test_without_a_next_visit_it_says_so_and_credit_is_no_debt() -> None:
    slip = visit_slip(PRACTICE, PATIENT, replace(ATTENDED, next_at=None, owed_cents=-500))
    assert slip.next == "No next visit is booked."
    assert slip.money[-1] == ("Owed now", "$0.00")


def test_noon_and_midnight_are_twelve() -> None:
    for hour, said in ((0, "12:30 am"), (12, "12:30 pm")):
        slip = visit_slip(
            PRACTICE, PATIENT, replace(ATTENDED, next_at=datetime.fromisoformat(f"2026-06-08T{hour:02d}:30"))
        )
        assert f"at {said}" in slip.next
