"""A moved key does what its act did, on the page, in the hints and in the palette."""

import pytest

from tests.web.hands import CHROMIUM, Open, address, chromium, loading, open_as, opening
from tests.web.test_static_in_browser import busy, faults

api = pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]


def test_a_person_moves_a_key_and_works_by_it(open_as: Open) -> None:
    page = open_as(busy().practice_id, "front_desk")
    page.goto("/keys")
    page.fill("[name=check-in]", "S")
    page.click("text=Keep these keys")
    page.wait_for_selector("text=S is also")
    assert not faults(page)
    page.fill("[name=check-in]", "Y")
    page.fill("[name=next]", ".")
    with opening(page):
        page.click("text=Keep these keys")
    assert "Your keys are kept." in page.inner_text("main")
    page.goto("/today")
    page.keyboard.press("j")
    assert page.locator("tr[aria-current]").count() == 0
    page.keyboard.press(".")
    assert page.locator("tr[aria-current]").count() == 1
    page.keyboard.press("i")
    page.keyboard.press("Control+k")
    assert page.inner_text("#palette [role=option]:has-text('Check in') kbd") == "Y"
    page.keyboard.press("Escape")
    with opening(page):
        page.keyboard.press("y")
    assert "Checked in." in page.inner_text("main")
    page.goto("/keys")
    with loading(page):
        page.click("text=Every key as it was made")
    page.goto("/today")
    page.keyboard.press("j")
    assert page.locator("tr[aria-current]").count() == 1
