"""A coder's day by keys and clicks, each task from the page where the day begins."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart import Problem
from almoner.core.coding.decision import CodingDecision
from almoner.store.session import books
from tests.web.hands import CHROMIUM, Hands, Open, address, chromium, open_as
from tests.web.shelf import DAY, Shelf
from tests.web.test_coding_reviews import finish, laid
from tests.web.test_denials_taught import refused
from tests.web.test_my_day_in_browser import NOTE, shelf, signed
from tests.web.test_static_in_browser import faults

if TYPE_CHECKING:
    from django.test import Client

pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "laid", "open_as", "shelf"]


def test_cd1_cd2_cd3_an_easy_visit_is_coded_by_keys_within_its_time(shelf: Shelf, open_as: Open) -> None:
    """Budgets CD1: 0 and the rank explained; CD2: 90 s by keys alone; CD3: 1 key to accept, 4 to change."""
    first, second = (signed(shelf, place, NOTE, Problem("Hypertension", "I10")) for place in (0, 1))
    page = open_as(shelf.practice_id, "coder", bypass_csp=True)
    hands = Hands(page)
    assert (
        page.locator("[data-rows] [data-row] td:last-child").all_inner_texts() == ["nothing stands out"] * 2
    )
    assert hands.acts == 0
    hands.press("j")
    hands.go("Enter")
    for part in (".signed-note", "section[aria-labelledby=fi]", "section[aria-labelledby=op]"):
        assert page.locator(part).first.is_visible(), "note, edits and codes side by side"
    for key in ("t", "a"):
        with page.expect_navigation():
            hands.press(key)
        page.wait_for_selector(".said")
    hands.go("f")
    assert hands.clicks == 0
    assert hands.seconds <= 90
    page.goto(f"/visits/{second.id}/superbill?open=dx-I10")
    changing = Hands(page)
    changing.press("c")
    page.wait_for_selector("#why-c:focus")
    changing.press("ArrowDown", "Tab")
    changing.type("I119")
    with page.expect_navigation():
        changing.press("Enter")
    assert changing.acts <= 4
    with books(shelf.practice_id) as session:
        made = session.find(CodingDecision, visit_id=second.id)
        assert len(session.find(CodingDecision, visit_id=first.id)) >= 3
    assert [(one.code, bool(one.reason)) for one in made] == [("I119", True)]


def test_cd7_a_second_review_is_blind_and_takes_a_minute(
    laid: tuple[Shelf, int], open_as: Open, sign_in: "Callable[..., Client]"
) -> None:
    """Budget CD7: 60 s, blind to the first answer."""
    shelf, visit_id = laid
    page = open_as(shelf.practice_id, "coder", bypass_csp=True)
    finish(sign_in("coder", practice_id=shelf.practice_id), visit_id)
    page.goto("/coding")
    hands = Hands(page)
    hands.go("r")
    page.wait_for_selector("#rv-dx:focus")
    shown = page.inner_text("main")
    assert "99213" not in shown
    assert "I10" not in shown
    hands.type("I10")
    hands.press("Tab")
    hands.type("99212 25")
    hands.press("Tab")
    with page.expect_navigation():
        hands.press("Enter")
    assert "99213" in page.inner_text("main"), "both stand side by side now"
    assert hands.seconds <= 60
    assert faults(page) == []


def test_cd8_a_refusal_leads_to_its_note_and_rule_in_two_keys(shelf: Shelf, open_as: Open) -> None:
    """Budget CD8: 2 keys; the refusal, the note and the rule are linked."""
    denial = refused(shelf)
    shelf.lay()
    page = open_as(shelf.practice_id, "coder", bypass_csp=True)
    hands = Hands(page)
    hands.go("d")
    assert page.url.endswith(f"/denials/{denial.id}")
    told = page.locator("section[aria-labelledby=ta]")
    assert told.locator("a[href='/rules/ncci-pairs']").count() == 1
    assert told.locator("a[href$='/superbill']").count() == 1
    assert hands.acts <= 2
    assert faults(page) == []


def test_cd9_a_code_update_is_one_screen(shelf: Shelf, open_as: Open) -> None:
    """Budget CD9: one screen that says what changes for this practice."""
    patient = shelf.patient(0)
    shelf.charged_visit(patient, on=DAY - timedelta(days=60), diagnoses=("E119", "I420"))
    shelf.lay()
    page = open_as(shelf.practice_id, "coder", bypass_csp=True)
    hands = Hands(page)
    hands.follow("main >> text=Code update")
    ends = page.inner_text("section[aria-labelledby=en]")
    assert "I42.0" in ends
    assert "I42.01" in ends
    assert hands.acts <= 1
    assert faults(page) == []
    dark = open_as(shelf.practice_id, "manager", color_scheme="dark", bypass_csp=True)
    dark.goto("/code-update")
    assert "I42.01" in dark.inner_text("section[aria-labelledby=en]")
    assert faults(dark) == []
