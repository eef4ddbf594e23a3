"""A biller's day on one house, at the keyboard and the mouse: each task within its budget of keys and clicks.

The tasks stand in the order of the day, because each leaves the house as the next one finds it.
"""

from pathlib import Path

import pytest

from almoner.core.claim import ClaimState
from almoner.core.remit import Remittance, RemittanceState
from almoner.flow.books import close
from almoner.store.session import books
from tests.flow.cycle import Sent, now, sent_claim, take_in
from tests.flow.files import Payment, paying, receipt, receipts
from tests.flow.follow.test_follow import DENIED, ON, SECOND, revision_of
from tests.flow.remit.test_bank_rows import listed, took
from tests.practices import DAY, new_house
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
    refused, open_still = sent_claim(practice), sent_claim(practice, covered=(SECOND,))
    returned = sent_claim(practice)
    take_in(practice, receipts(practice, receipt(practice, returned.claim, "A3:21")), on=ON)
    took(practice, "check", 3000)
    close.close_books(practice.actor, on=DAY)
    close.deposit_receipts(practice.actor, on=ON)
    listed(practice, "2026-03-16,deposit,OTHER,BRANCH,3000")
    denial = Payment("MCR01", "T1", [refused.paid(0, *DENIED)])
    take_in(practice, paying(practice, denial), on=ON, name="refused.x12")
    set_day(practice, ON)
    page = open_as(practice.practice.id, "biller")
    the_morning_s_work_is_there(page, returned)
    a_payment_is_posted(page)
    assert now(practice, refused).state is ClaimState.DENIED
    work_is_put_off(page, tmp_path)
    a_refusal_is_worked(page, refused, tmp_path)
    assert revision_of(practice, now(practice, refused)).authorization == "AUTH77"
    a_rejection_is_worked(page, returned, tmp_path)
    assert now(practice, returned).state is ClaimState.READY
    a_deposit_is_matched(page, tmp_path)
    a_paper_line_is_keyed(page, open_still)
    the_day_is_closed(open_as(practice.practice.id, "manager"))
    with books(practice.practice.id) as session:
        assert {one.state for one in session.find(Remittance)} == {RemittanceState.POSTED}


def the_morning_s_work_is_there(page: Page, returned: Sent) -> None:
    """Budget B1: nothing is pressed. The day begins at what needs a person, its money and days beside it."""
    (row,) = page.locator("[data-row]", has_text=returned.claim.control).all()
    assert "$150.00" in row.inner_text()
    assert "information is missing or wrong" in row.inner_text()
    assert row.locator(".due").count() == 1


def a_payment_is_posted(page: Page) -> None:
    """Budget B5: 3 keys from where the day begins; the plan of the payment is seen before it is posted."""
    assert page.url.endswith("/work"), "the day begins there"
    hands = Hands(page)
    hands.go("p")
    page.wait_for_selector("#first[aria-current] a:focus")
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


def a_refusal_is_worked(page: Page, refused: Sent, folder: Path) -> None:
    """Budget B8: 6 acts from My work to the corrected claim, which is shown before it goes."""
    page.goto("/work")
    hands = Hands(page)
    hands.follow(".views a[href='/work?whose=all']")
    hands.follow(f"[data-row]:has-text('{refused.claim.control}') [data-opens]")
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


def a_rejection_is_worked(page: Page, returned: Sent, folder: Path) -> None:
    """Budget B4: 5 acts from the list. The payer's own codes stand beside our words for them."""
    page.goto("/work?whose=all&what=rejected_claim")
    hands = Hands(page)
    hands.press("j")
    beside = page.locator("#peek")
    beside.get_by_text(returned.claim.control).wait_for()
    assert "277CA A3:21" in beside.inner_text()
    looked_at(page, folder, "beside")
    hands.go("r")
    hands.click("#referral")
    hands.type("REF9")
    with opening(page):
        hands.press("Control+Enter")
    page.wait_for_selector("text=The corrected claim is built.")
    assert f"/claims/{returned.claim.id}?" in page.url
    assert hands.acts <= 5


def a_deposit_is_matched(page: Page, folder: Path) -> None:
    """Budget B7: 1 key where the amounts agree."""
    page.goto("/bank")
    looked_at(page, folder, "bank")
    hands = Hands(page)
    hands.press("m")
    page.wait_for_selector("text=Every row of the bank is known.")
    assert hands.acts <= 1


def a_paper_line_is_keyed(page: Page, sent: Sent) -> None:
    """Budget B6: 8 keys a line, beside what the sheet says."""
    page.goto(f"/remittances/enter?claims={sent.claim.control}")
    page.focus(f"[name='p{sent.lines[0].id}']")
    hands = Hands(page)
    hands.type("100")
    while page.evaluate("document.activeElement.name") != "lc1":
        hands.press("Tab")
        assert hands.keys <= 8


def the_day_is_closed(page: Page) -> None:
    """Budget B10: 1 key, and a click from home leads there; by who posts no payment, because that is in two
    hands. What is closed is seen before: the deposits, the suspense and the trial balance.
    """
    hands = Hands(page)
    hands.follow(".rail a[href='/day']")
    shown = page.inner_text("main")
    assert all(one in shown for one in ("Taken to the bank today", "Suspense", "Trial balance"))
    there = hands.acts
    hands.press("c")
    page.wait_for_selector("text=This day is closed")
    assert hands.acts - there <= 1
    assert hands.acts <= 2
