"""The front desk's day in a browser: each task's clicks against its budget (FD3, FD5, FD7, FD8), and axe."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from almoner.core.chart.signed_form import SignedForm
from almoner.core.collect import Receipt
from almoner.core.schedule import Appointment, AppointmentState
from almoner.store.session import books
from tests.web.hands import CHROMIUM, Hands, Open, Page, address, chromium, open_as, opening
from tests.web.shelf import Shelf
from tests.web.test_static_in_browser import faults
from tests.web.test_today_checkout import seen

api = pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]


@pytest.fixture
def shelf() -> Shelf:
    """A practice with two patients who come today."""
    made = Shelf(name="Desk in a browser")
    for place in range(2):
        patient = made.patient(place)
        made.benefits(made.coverage(patient, place))
        made.booking(patient, place)
    return made.lay()


def first_booking(shelf: Shelf) -> Appointment:
    with books(shelf.practice_id) as session:
        return min(session.find(Appointment), key=lambda one: one.starts_at)


@contextmanager
def at_today(shelf: Shelf, open_as: Open) -> Iterator[tuple[Page, Hands]]:
    """Hands at the front desk's home."""
    page = open_as(shelf.practice_id, "front_desk")
    page.goto("/today")
    yield page, Hands(page)


def test_fd5_the_copay_is_taken_with_its_receipt_in_four_clicks(shelf: Shelf, open_as: Open) -> None:
    with at_today(shelf, open_as) as (page, hands):
        hands.follow("text=Sheet >> nth=0")
        assert "Copay, as the payer answered" in page.inner_text("main"), "why the amount is due"
        hands.follow("text=Take it and check in")
        with page.expect_response(lambda got: got.url.endswith(".pdf")) as got:
            hands.click("text=Print the receipt")
        assert got.value.headers["content-type"] == "application/pdf"
        assert hands.acts <= 4, hands
    with books(shelf.practice_id) as session:
        assert [one.cents for one in session.find(Receipt)] == [3000]
    assert first_booking(shelf).state is AppointmentState.ARRIVED


def test_fd3_an_exception_is_asked_about_again_in_two_clicks(shelf: Shelf, open_as: Open) -> None:
    with at_today(shelf, open_as) as (page, hands):
        hands.follow("text=Sheet >> nth=1")
        hands.follow("text=Ask again")
        assert "The payer is asked." in page.inner_text("main")
        assert hands.acts <= 2, hands


def test_fd7_what_is_left_is_one_click_away(shelf: Shelf, open_as: Open) -> None:
    with at_today(shelf, open_as) as (page, hands):
        hands.follow("text=Sheet >> nth=0")
        assert "Authorizations and referrals" in page.inner_text("main")
        assert hands.acts <= 1, hands


def test_a_signature_is_drawn_and_kept_with_the_forms(shelf: Shelf, open_as: Open) -> None:
    with at_today(shelf, open_as) as (page, hands):
        hands.follow("text=Sheet >> nth=0")
        pad = page.locator("svg[data-sign-pad]")
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        page.mouse.move(box["x"] + 30, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(box["x"] + 90, box["y"] + 70, steps=4)
        page.mouse.move(box["x"] + 160, box["y"] + 30, steps=4)
        page.mouse.up()
        with opening(page):
            hands.click("button:text-is('Sign')")
        assert "Everything is signed." in page.inner_text("main")
    with books(shelf.practice_id) as session:
        kept = session.find(SignedForm)
    assert len({one.form for one in kept}) == 3
    assert all(one.drawing.count("L") >= 4 and one.sha256 == one.seal() for one in kept)


def test_the_sheet_works_from_the_keyboard(shelf: Shelf, open_as: Open) -> None:
    with at_today(shelf, open_as) as (page, hands):
        hands.press("j")
        hands.go("s")
        hands.go("t")
        assert "checked in" in page.inner_text("main")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(theme: Any, width: int, shelf: Shelf, open_as: Open) -> None:
    page = open_as(
        shelf.practice_id, "front_desk", color_scheme=theme, viewport={"width": width, "height": 900}
    )
    for asked in (f"/today/{first_booking(shelf).id}", "/today"):
        page.goto(asked)
        assert faults(page) == [], asked


def test_fd8_a_visit_is_checked_out_with_the_next_one_in_four_clicks(open_as: Open) -> None:
    shelf = Shelf(name="Check-out in a browser")
    seen(shelf, "Stable. Return in six weeks.")
    shelf.lay()
    with at_today(shelf, open_as) as (page, hands):
        hands.follow("text=Check out >> nth=0")
        assert "the note says: six weeks" in page.inner_text("main")
        hands.follow("text=Take it")
        hands.follow(".slots button >> nth=0")
        with page.expect_response(lambda got: got.url.endswith("/paper.pdf")) as got:
            hands.click("text=Print for the patient")
        assert got.value.headers["content-type"] == "application/pdf"
        assert hands.acts <= 4, hands
    with books(shelf.practice_id) as session:
        made = max(session.find(Appointment), key=lambda one: one.starts_at)
    assert (made.starts_at.date() - shelf.on).days in range(42, 46), "six weeks and at most a long weekend"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_at_check_out_and_registration(theme: str, open_as: Open) -> None:
    shelf = Shelf(name="Check-out for axe")
    booked = seen(shelf, "Stable. Return in six weeks.")
    shelf.lay()
    page = open_as(shelf.practice_id, "front_desk", color_scheme=theme)
    for asked in (f"/today/{booked.id}/check-out", "/patients/new", f"/patients/{booked.patient_id}/forms"):
        page.goto(asked)
        assert faults(page) == [], asked
