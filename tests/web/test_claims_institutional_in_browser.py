"""An institutional claim from the keyboard: what only the visit tells is typed where the claim is held."""

from pathlib import Path

import pytest

from almoner.core.claim import ClaimState
from almoner.core.party.institutional import Institutional
from tests.flow.clinic import TERMS, Clinic, new_clinic
from tests.practices import DAY
from tests.web.hands import CHROMIUM, Open, address, chromium, open_as, opening
from tests.web.test_balances import set_day
from tests.web.test_static_in_browser import faults

api = pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]


@pytest.fixture
def clinic(store: object, tmp_path: Path) -> Clinic:
    assert store
    made = new_clinic(tmp_path)
    set_day(made.house, DAY)
    return made


def test_a_hold_is_mended_from_the_keyboard(open_as: Open, clinic: Clinic) -> None:
    clinic.enroll("MCR01")
    clinic.keep_place(2, Institutional("71", revenue_codes=TERMS.revenue_codes))
    held = clinic.bill().claim
    page = open_as(clinic.house.practice.id, "biller")
    page.goto(f"/send/holds/{held.id}")
    api.expect(page.locator("#origin")).to_be_focused()
    assert not faults(page)
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    page.keyboard.type("01")
    with opening(page):
        page.keyboard.press("Enter")
    assert clinic.now(held).state is ClaimState.READY
    page.goto(f"/claims/{held.id}")
    assert "type of bill 711" in page.inner_text("main")
    assert not faults(page)


def test_who_takes_them_is_set_up_from_the_keyboard(open_as: Open, clinic: Clinic) -> None:
    page = open_as(clinic.house.practice.id, "manager")
    page.goto("/setup/enrollments")
    assert not faults(page)
    with opening(page):
        page.click("text=Add who takes them")
    assert not faults(page)
    page.focus("[name=state]")
    page.keyboard.type("in force")
    with opening(page):
        page.locator("[name=claim_filing]").press("Enter")
    assert "It is on record." in page.inner_text("main")
    page.goto("/setup/enrollments")
    assert "In force" in page.inner_text("section:has(#in)")
    assert not faults(page)
