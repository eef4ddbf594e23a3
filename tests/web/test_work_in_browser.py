"""A biller's day on one house, at the keyboard and the mouse: each task within its budget of keys and clicks.

The tasks stand in the order of the day, because each leaves the house as the next one finds it.
"""

from pathlib import Path

import pytest

from almoner.core.claim import ClaimState
from almoner.flow import close
from tests.flow.cycle import now, sent_claim, take_in
from tests.flow.files import Payment, paying
from tests.flow.test_bank_rows import listed, took
from tests.flow.test_follow import DENIED, ON, revision_of
from tests.practices import new_house
from tests.web.hands import CHROMIUM, Hands, Open, Page, address, chromium, open_as, opening
from tests.web.test_balances import set_day
from tests.web.test_static_in_browser import faults

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]


def looked_at(page: Page, folder: Path, name: str) -> None:
    """Nothing is wrong with the page in either theme; its pictures are kept."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert faults(page) == [], f"{name}, {theme}"
        page.screenshot(path=str(folder / f"{name}-{theme}.png"))


def test_a_biller_s_day_keeps_its_budgets(open_as: Open, tmp_path: Path) -> None:
    practice = new_house()
    refused = sent_claim(practice)
    took(practice, "check", 3000)
    close.deposit_receipts(practice.actor, on=ON)
    listed(practice, "2026-03-16,deposit,OTHER,BRANCH,3000")
    denial = Payment("MCR01", "T1", [refused.paid(0, *DENIED)])
    take_in(practice, paying(practice, denial), on=ON, name="refused.x12")
    set_day(practice, ON)
    page = open_as(practice.practice.id, "biller")
    a_payment_is_posted(page)
    assert now(practice, refused).state is ClaimState.DENIED
    work_is_put_off(page, tmp_path)
    a_refusal_is_worked(page, tmp_path)
    assert revision_of(practice, now(practice, refused)).authorization == "AUTH77"


def a_payment_is_posted(page: Page) -> None:
    """Budget B5: 3 keys."""
    page.goto("/remittances")
    hands = Hands(page)
    hands.press("j")
    hands.go("Enter")
    hands.press("p")
    page.wait_for_selector("text=Posted.")
    assert hands.acts <= 3


def work_is_put_off(page: Page, folder: Path) -> None:
    """Any number of tasks with 3 keys, and back with one."""
    page.goto("/work")
    looked_at(page, folder, "work")
    hands = Hands(page)
    hands.press("t")
    hands.go("s")
    looked_at(page, folder, "put-off")
    hands.go("s")
    page.wait_for_selector("text=put off.")
    assert hands.acts <= 3
    hands.press("z")
    page.wait_for_selector("text=Taken back.")


def a_refusal_is_worked(page: Page, folder: Path) -> None:
    """Budget B8: 6 acts from the list to the corrected claim, which is shown before it goes."""
    page.goto("/work?whose=all&what=denial")
    hands = Hands(page)
    hands.press("j")
    hands.go("Enter")
    looked_at(page, folder, "claim")
    hands.go("r")
    hands.click("#authorization")
    hands.type("AUTH77")
    looked_at(page, folder, "correct")
    with opening(page):
        hands.press("Control+Enter")
    page.wait_for_selector("text=The corrected claim is built.")
    assert hands.acts <= 6
    looked_at(page, folder, "corrected")
