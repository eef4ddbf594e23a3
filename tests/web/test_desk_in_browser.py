"""The notices of the front desk in a browser: each in three clicks and a signature; axe; keys alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from almoner.core.chart.advance_notice import AdvanceNotice, Choice, NoticeState
from almoner.core.chart.signed_form import SignedForm, Way
from almoner.core.collect.estimate_notice import EstimateNotice
from almoner.core.coverage.msp import MspQuestionnaire
from almoner.store.session import books
from tests.web.desk_orders import order_of, ordered
from tests.web.hands import CHROMIUM, Hands, Open, Page, address, chromium, open_as, opening
from tests.web.shelf import DAY
from tests.web.test_desk_notices import Desk
from tests.web.test_static_in_browser import faults

api = pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@contextmanager
def at_today(desk: Desk, open_as: Open, **window: Any) -> Iterator[tuple[Page, Hands]]:
    """Hands at the front desk's home."""
    page = open_as(desk.shelf.practice_id, "front_desk", **window)
    page.goto("/today")
    yield page, Hands(page)


def draw(page: Page) -> None:
    """Sign on the pad: the signature that the budget counts apart."""
    pad = page.locator("svg[data-sign-pad]").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 70, steps=4)
    page.mouse.move(box["x"] + 160, box["y"] + 30, steps=4)
    page.mouse.up()


def test_fd6_the_questions_of_medicare_in_three_clicks_and_a_signature(desk: Desk, open_as: Open) -> None:
    with at_today(desk, open_as) as (page, hands):
        hands.follow("text=Ask who pays before Medicare")
        hands.click("text=No to all of it")
        assert page.is_checked("#q-cause-none")
        assert page.is_checked("#q-held_for-age"), "who is 65 has it by age, unless they say otherwise"
        assert page.is_checked("#q-plan-none")
        draw(page)
        with opening(page):
            hands.click("button:text-is('Sign')")
        assert "Medicare pays first" in page.inner_text("main")
        assert hands.acts <= 3, hands
        assert faults(page) == []
    with books(desk.shelf.practice_id) as session:
        (made,) = session.find(MspQuestionnaire)
        assert session.get(SignedForm, made.form_id).way is Way.DRAWN


def test_fd6_an_advance_notice_in_three_clicks_and_a_signature(desk: Desk, open_as: Open) -> None:
    waits(desk)
    with at_today(desk, open_as) as (page, hands):
        hands.follow("text=Have the advance notice signed")
        assert "not enough time has gone by" in page.inner_text("main")
        hands.click("text=I want it, and Medicare is asked")
        draw(page)
        with opening(page):
            hands.click("button:text-is('Sign')")
        assert "It is signed, with the text and the choice." in page.inner_text("main")
        assert hands.acts <= 3, hands
        assert faults(page) == []
    with books(desk.shelf.practice_id) as session:
        (made,) = session.find(AdvanceNotice)
    assert (made.state, made.choice) == (NoticeState.SIGNED, Choice.BILL)


def test_fd6_a_good_faith_estimate_in_three_clicks_and_a_signature(desk: Desk, open_as: Open) -> None:
    with at_today(desk, open_as) as (page, hands):
        alarm = page.locator("section[aria-labelledby=al]")
        assert "one or three business days after the booking (45 CFR 149.610)" in alarm.inner_text()
        assert alarm.locator(".due.soon").inner_text() == "1 d", "booked today for the week after next"
        hands.follow("text=Hand out the good-faith estimate")
        api.expect(page.locator("#services")).to_be_focused()
        hands.type("99213")
        with opening(page):
            hands.click("text=Make it")
        draw(page)
        with opening(page):
            hands.click("button:text-is('Sign for it')")
        assert "signed for" in page.inner_text("main")
        assert hands.acts <= 3, hands
        assert faults(page) == []
    with books(desk.shelf.practice_id) as session:
        (made,) = session.find(EstimateNotice)
    assert made.delivered_on == DAY


def test_pv6_an_order_s_notice_is_one_key_and_the_flag_says_why(desk: Desk, open_as: Open) -> None:
    order = order_of(desk.shelf, desk.patient.id)
    page = open_as(desk.shelf.practice_id, "provider")
    page.goto(f"/patients/{desk.patient.id}/chart/order/{order.id}?done=added")
    flag = page.inner_text("main")
    assert "Medicare may not pay this. Medicare pays for this only so often" in " ".join(flag.split())
    hands = Hands(page)
    hands.go("a")
    assert "The notice waits at the desk" in page.inner_text("main")
    assert hands.acts <= 1, hands
    assert faults(page) == []


def test_the_check_in_reaches_all_three_and_the_alarm_stands_beside_them(desk: Desk, open_as: Open) -> None:
    with at_today(desk, open_as) as (page, hands):
        hands.follow("text=Sheet >> nth=0")
        card = page.locator("section[aria-labelledby=no]")
        assert "today" in card.inner_text(), "the last day"
        assert card.locator("a").count() == 4, "three, and the list of all that is due"
        hands.go("n")
        assert "Who pays before Medicare" in page.inner_text("h1")


def test_a_branch_shows_only_after_its_answer(desk: Desk, open_as: Open) -> None:
    with at_today(desk, open_as) as (page, _):
        page.goto(desk.questions)
        size = page.locator("fieldset[data-when*=plan]")
        api.expect(size).to_be_hidden()
        page.check("#q-plan-own")
        api.expect(size).to_be_visible()
        page.check("#q-plan-past")
        api.expect(size).to_be_hidden()
        page.check("#q-none")
        assert page.is_checked("#q-plan-none")
        page.check("#q-cause-work")
        assert not page.is_checked("#q-none"), "it is not true any more"
        api.expect(page.locator("#q-cause_on")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_either_theme_and_at_either_width(
    desk: Desk, open_as: Open, scheme: str, width: int
) -> None:
    waits(desk)
    window = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    with at_today(desk, open_as, **window) as (page, _):
        notice = f"{desk.notice}?booking={desk.booked.id}"
        for place in ("/today/notices", notice, desk.questions, desk.estimate):
            page.goto(place)
            assert faults(page) == [], place
            assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_the_questions_are_answered_by_keys_alone(desk: Desk, open_as: Open) -> None:
    with at_today(desk, open_as) as (page, _):
        page.goto(desk.questions)
        page.focus("#q-none")
        page.keyboard.press("Space")
        page.focus("#pq-n")
        with opening(page):
            page.keyboard.press("Enter")
        assert "The answers are kept" in page.inner_text("main")


def waits(desk: Desk) -> None:
    """A notice that waits for the patient's signature, from an order."""
    ordered(desk.shelf, desk.patient.id)
