"""The front desk's day in a browser: each task's keys and clicks against its budget, and axe."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from almoner.core.chart.signed_form import SignedForm
from almoner.core.collect import Receipt
from almoner.core.collect.drawer import DrawerCount
from almoner.core.coverage import Coverage
from almoner.core.coverage.card_image import CardImage
from almoner.core.party import Patient
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


def test_fd9_the_drawer_is_counted_in_two_keys_and_refused_where_it_does_not_tie(open_as: Open) -> None:
    shelf = Shelf(name="Drawer in a browser")
    shelf.receipt(shelf.patient(0), 3000, method="cash")
    shelf.lay()
    with at_today(shelf, open_as) as (page, hands):
        hands.go("d")
        assert "$30.00" not in page.inner_text("main"), "it is counted blind"
        hands.type("25")
        with page.expect_response(lambda got: got.url.endswith("/drawer")) as got:
            hands.press("Enter")
        assert (got.value.status, hands.acts) == (422, 2), hands
        page.wait_for_selector("text=Cash: $5.00 short")
        assert "Okafor, Helen" in page.inner_text("main"), "the receipts to look in"
        assert faults(page) == []
        page.goto("/today")
        again = Hands(page)
        again.go("d")
        again.type("30")
        again.go("Enter")
        assert "It is kept: the drawer ties." in page.inner_text("main")
        assert again.acts <= 2, again
    with books(shelf.practice_id) as session:
        assert [(one.cash_cents, one.ties) for one in session.find(DrawerCount)] == [(3000, True)]


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


@pytest.fixture
def desk() -> Shelf:
    """A practice with patients who are booked today, covered and seen before; one more is known alone."""
    made = Shelf(name="Desk counted")
    for place in range(3):
        patient = made.patient(place)
        made.benefits(made.coverage(patient, place))
        made.booking(patient, 2 * place)
    made.patient(4)
    return made.lay()


def known(desk: Shelf) -> Patient:
    """The patient who is not booked."""
    with books(desk.practice_id) as session:
        booked = {one.patient_id for one in session.find(Appointment)}
        return next(one for one in session.find(Patient) if one.id not in booked)


def test_fd1_2_4_10_are_within_their_budgets(desk: Shelf, open_as: Open, tmp_path: Path) -> None:
    """One sign-in for four tasks, each counted from the front desk's home."""
    with at_today(desk, open_as) as (page, _):
        _finds_before_it_registers(page, known(desk))
        _books(page, known(desk))
        _keeps_a_card(page, tmp_path)
        _notes_an_absence(page)
    with books(desk.practice_id) as session:
        states = [one.state for one in session.find(Appointment)]
        assert len(session.find(CardImage)) == 1
        assert len(session.find(Patient)) == 4, "no duplicate"
    assert states.count(AppointmentState.NO_SHOW) == 1
    assert len(states) == 4


def _finds_before_it_registers(page: Page, patient: Patient) -> None:
    """FD1 in six keys: who is registered already is shown with the reasons before anything is kept."""
    page.goto("/today")
    hands = Hands(page)
    hands.press("/")
    hands.type(f"{patient.name.last}, {patient.name.first[:3]}")
    hands.go("Enter")
    assert patient.name.listed in page.inner_text("main")
    assert hands.acts <= 6, hands
    page.goto("/patients/new")
    for name, said in (("last", patient.name.last), ("first", patient.name.first)):
        page.fill(f"[name={name}]", said)
    page.fill("[name=birth]", patient.birth_on.isoformat())
    for name, said in (("line1", "1 Elm"), ("city", "Albany"), ("state", "NY"), ("zip", "12208")):
        page.fill(f"[name={name}]", said)
    page.click("text='Register'")
    page.wait_for_selector("text=Is it this patient?")
    assert "same birth date" in page.inner_text("main") or "same name" in page.inner_text("main")


def _books(page: Page, patient: Patient) -> None:
    """FD2 in five acts, with the finding of the patient, who is known: coverage and authorizations show."""
    page.goto("/today")
    hands = Hands(page)
    hands.press("/")
    hands.type(f"{patient.name.last}, {patient.name.first[:3]}")
    hands.go("Enter")
    if not page.url.endswith(f"/patients/{patient.id}"):
        hands.follow(f"main a[href='/patients/{patient.id}']")
    hands.go("b")
    assert "Coverage then" in page.inner_text("main")
    assert "Authorizations then" in page.inner_text("main")
    hands.follow(".slots button >> nth=0")
    assert "The visit is booked." in page.inner_text("main")
    assert hands.acts <= 5, hands


def _keeps_a_card(page: Page, tmp_path: Path) -> None:
    """FD4 in three clicks: the sheet, its card, the picture, which sends itself."""
    picture = tmp_path / "card.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"a card" * 50)
    page.goto("/today")
    hands = Hands(page)
    hands.follow("text=Sheet >> nth=0")
    hands.follow("text=New card")
    with opening(page), page.expect_file_chooser() as chosen:
        hands.click("input[type=file] >> nth=0")
        chosen.value.set_files(str(picture))
    assert "The picture of the card is kept." in page.inner_text("main")
    assert hands.acts <= 3, hands


def test_fd4_a_new_card_in_three_clicks_its_plan_proposed_and_confirmed(
    open_as: Open, tmp_path: Path
) -> None:
    picture = tmp_path / "card.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"a card" * 50)
    shelf = Shelf(name="Cards counted")
    for place in range(4):
        shelf.coverage(shelf.patient(place), 1, member_id=f"CM552190{place}K{place}")
    shelf.booking(shelf.patient(4))
    shelf.lay()
    with at_today(shelf, open_as) as (page, hands):
        hands.follow("text=ask for a card")
        hands.type("CM 1234567 K9")
        page.wait_for_selector("text=4 of 4 numbers that look like this")
        with page.expect_file_chooser() as chosen:
            hands.click("#new-front")
        chosen.value.set_files(str(picture))
        assert faults(page) == []
        hands.follow("text=Add it")
        assert "The policy is on file" in page.inner_text("main")
        assert hands.acts <= 3, hands
    with books(shelf.practice_id) as session:
        (image,) = session.find(CardImage)
        made = session.get(Coverage, image.coverage_id)
    assert (made.plan_id, made.member_id) == (shelf.plans[1].id, "CM1234567K9")


def _notes_an_absence(page: Page) -> None:
    """FD10 in two clicks: the slot is free, the policy is applied and said, and it can be undone."""
    page.goto("/today")
    hands = Hands(page)
    hands.click("text=Not coming >> nth=0")
    hands.follow("text=Did not come >> nth=0")
    told = page.inner_text("body")
    assert "The practice asks no fee." in told
    assert hands.acts <= 2, hands
