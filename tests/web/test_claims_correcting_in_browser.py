"""A refused claim corrected from the keyboard: the policy's holder and a day that should not be told."""

import pytest

from almoner.core.coverage import Coverage
from almoner.store.session import books
from tests.flow.follow.test_follow import ON, denied
from tests.practices import new_house
from tests.web.hands import CHROMIUM, Open, address, chromium, open_as, opening
from tests.web.test_balances import set_day
from tests.web.test_static_in_browser import faults

api = pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]


def test_what_changes_is_shown_before_it_goes(open_as: Open) -> None:
    practice = new_house()
    claim = denied(practice).claim
    set_day(practice, ON)
    page = open_as(practice.practice.id, "biller")
    page.goto(f"/claims/{claim.id}")
    with opening(page):
        page.keyboard.press("r")
    page.keyboard.press("o")
    api.expect(page.locator("#group")).to_be_focused()
    page.keyboard.type("GRP-9")
    page.select_option("#relation", "01")
    page.fill("#holder_last", "Okafor")
    page.fill("#holder_first", "Emeka")
    page.fill("#holder_birth", "1956-07-08")
    with opening(page):
        page.click("text=Show what changes")
    changes = page.inner_text("table.differs")
    assert "GRP-9" in changes
    assert "Okafor, Emeka, 07/08/1956" in changes
    assert page.locator("table.differs .veil").count() >= 2, "who holds it can be hidden"
    assert page.input_value("#holder_first") == "Emeka"
    assert not faults(page)
    with opening(page):
        page.keyboard.press("Control+Enter")
    assert "The corrected claim is built." in page.inner_text("main")
    with books(practice.practice.id) as session:
        policy = session.get(Coverage, claim.coverage_id)
    assert policy.subscriber is not None
    assert (policy.group_number, policy.subscriber.name.listed) == ("GRP-9", "Okafor, Emeka")
