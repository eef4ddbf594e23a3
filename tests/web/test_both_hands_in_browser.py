"""Each daily task without a mouse and without single letters, and with a mouse alone: done from where the day
begins by what the screens say, and counted.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from almoner.core.charge.draft import BillForm
from almoner.core.chart import Problem
from almoner.core.schedule import AppointmentState
from almoner.flow.access import Actor, office
from almoner.flow.books import close
from almoner.flow.code import ask_provider, superbill
from almoner.flow.collect import adjust
from tests.flow.collect.test_adjust import denied, of_line
from tests.flow.visit.test_inbox import result
from tests.flow.cycle import sent_claim, take_in
from tests.flow.files import Payment, paying, receipt, receipts
from tests.flow.follow.test_follow import DENIED, ON, SECOND
from tests.flow.claim.test_mend_hold import NEEDS_MARK
from tests.flow.claim.test_submit import ready
from tests.flow.releases import pairs
from tests.flow.remit.test_bank_rows import listed, took
from tests.flow.scrub.test_gate import built
from tests.practices import DAY, new_house
from tests.web.both_hands import OneKind, of_kind
from tests.web.hands import CHROMIUM, Open, address, chromium, open_as, opening
from tests.web.shelf import DAY as DAY_OF_SHELF
from tests.web.shelf import FAMILY, Shelf
from tests.web.test_balances import ON as LATER
from tests.web.test_balances import set_day
from tests.web.test_home_in_browser import FEES
from tests.web.test_my_day_in_browser import NOTE, UNTOLD, shelf, signed
from tests.web.test_sending_in_browser import silent
from tests.web.test_today_checkout import seen

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as", "shelf"]
LEVELS = {
    "PM1": ("Days in receivables", "main table a[href*='of=base']"),
    "PM2": ("Charge lag", "main table a[href*='provider=']"),
    "PM3": ("Where denials begin", "main table a[href*='categories=']"),
    "PM4": ("scorecard", "main table a[href*='/reports/K23'][href*='variant=claim'][href*='payer=']"),
    "PM5": ("Staff", "bea"),
}


@pytest.mark.parametrize("kind", ["keys", "mouse"])
def test_what_the_payers_said_is_worked(kind: str, open_as: Open) -> None:
    """B4, B5, B7, B8."""
    house = new_house()
    refused, returned = sent_claim(house), sent_claim(house)
    take_in(house, receipts(house, receipt(house, returned.claim, "A3:21")), on=ON)
    took(house, "check", 3000)
    close.close_books(house.actor, on=DAY)
    close.deposit_receipts(house.actor, on=ON)
    listed(house, "2026-03-16,deposit,OTHER,BRANCH,3000")
    take_in(house, paying(house, Payment("MCR01", "T1", [refused.paid(0, *DENIED)])), on=ON, name="refused.x12")
    set_day(house, ON)
    hands = of_kind(open_as(house.practice.id, "biller"), kind)
    page = hands.page
    hands.go_to("payment to post")
    hands.open_row("T1")
    hands.act("Post")
    page.wait_for_selector("text=Posted.")
    hands.counted("B5")
    page.goto("/work")
    hands.go_to("Everybody's")
    hands.open_row(refused.claim.control)
    hands.go_to("Correct")
    is_corrected(hands, "Prior authorization", "Build the corrected claim")
    hands.counted("B8")
    page.goto("/work?whose=all")
    hands.go_to("Mend and send again", on=returned.claim.control)
    is_corrected(hands, "Authorization", "Save, check again")
    hands.counted("B4")
    page.goto("/work?whose=all")
    hands.open_row("OTHER")
    hands.act("It is")
    page.wait_for_selector("text=Every row of the bank is known.")
    hands.counted("B7")
    closer = of_kind(open_as(house.practice.id, "manager"), kind)
    closer.go_to("Day close")
    closer.act("Close this day")
    closer.page.wait_for_selector("text=This day is closed")
    closer.counted("B10")
    print(kind, hands.told)


def is_corrected(hands: OneKind, field: str, button: str) -> None:
    """A number is put in that the payer wanted, and the claim goes again."""
    hands.into(field)
    hands.type("AUTH77")
    with opening(hands.page):
        hands.send(button)
    hands.page.wait_for_selector("text=The corrected claim is built.")


@pytest.mark.parametrize("kind", ["keys", "mouse"])
def test_what_leaves_and_what_nobody_answers_is_worked(kind: str, open_as: Open, tmp_path: Path) -> None:
    """B2, B3, B9."""
    house = new_house()
    _, late = silent(house, tmp_path)
    with pairs("2026", NEEDS_MARK):
        built(house), built(house)
        set_day(house, late)
        hands = of_kind(open_as(house.practice.id, "biller"), kind)
        page = hands.page
        hands.go_to("Mend what holds it", on="Held claim")
        hands.type("59")
        with opening(page):
            hands.send("Save, check again")
        assert "done=gone" in page.url
        hands.counted("B3")
    page.goto("/work")
    hands.go_to("Ask for its status", on="Silent claim")
    hands.type("Marta")
    hands.on_to("reference")
    hands.type("88120-4")
    hands.on_to("said")
    hands.type("In process.")
    hands.send("Keep the call")
    page.wait_for_selector("text=The call is kept.")
    hands.counted("B9")
    page.goto("/work")
    hands.go_to("ready to send")
    hands.act("Send")
    page.wait_for_selector("text=/in the outbox/")
    hands.counted("B2")
    print(kind, hands.told)


@pytest.mark.parametrize("kind", ["keys", "mouse"])
def test_the_desk(kind: str, open_as: Open, tmp_path: Path) -> None:
    """FD1 to FD5, FD7 to FD10."""
    shelf = Shelf(name="Desk by one kind of hands")
    for place in range(3):
        patient = shelf.patient(place)
        shelf.benefits(shelf.coverage(patient, place))
        shelf.booking(patient, 2 * place)
    seen(shelf, "Stable. Return in six weeks.", 3)
    five = shelf.patient(4).name.listed
    shelf.lay()
    one, two, three, four = FAMILY[:4]
    hands = of_kind(open_as(shelf.practice_id, "front_desk"), kind)
    page = hands.page
    hands.find(five)
    page.wait_for_selector(f"h1:has-text('{five}')")
    hands.counted("FD1")
    page.goto("/today")
    hands.find(five)
    hands.go_to("Book")
    hands.down(".slots button")
    page.wait_for_selector("text=The visit is booked.")
    hands.counted("FD2")
    page.goto("/today")
    hands.go_to("Sheet", on=two)
    assert "Authorizations and referrals" in page.inner_text("main")
    hands.told["FD7"] = hands.acts
    hands.go_to("Ask again")
    page.wait_for_selector("text=The payer is asked.")
    hands.counted("FD3")
    page.goto("/today")
    hands.go_to("Sheet", on=one)
    hands.go_to("Take it and check in")
    hands.act("Print the receipt")
    page.wait_for_url("**/*.pdf", wait_until="commit")
    hands.counted("FD5")
    page.goto("/today")
    picture = tmp_path / "card.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"a card" * 50)
    hands.go_to("Sheet", on=two)
    hands.go_to("New card")
    with opening(page):
        hands.bring("Front", picture)
    assert "The picture of the card is kept." in page.inner_text("main")
    hands.counted("FD4")
    page.goto("/today")
    hands.act("Not coming", on=three)
    hands.go_to("Did not come", on=three)
    hands.counted("FD10")
    page.goto("/today")
    hands.go_to("drawer")
    page.wait_for_selector("[name=cash]:focus")
    hands.type("1")
    hands.send("Count it", "Enter")
    page.wait_for_selector("text=/short|over/")
    hands.counted("FD9")
    page.goto("/today")
    hands.go_to("Check out", on=four)
    hands.go_to("Take it")
    hands.down(".slots button")
    hands.act("Print for the patient")
    page.wait_for_url("**/paper.pdf", wait_until="commit")
    hands.counted("FD8")
    print(kind, hands.told)


@pytest.mark.parametrize("kind", ["keys", "mouse"])
def test_the_manager(kind: str, open_as: Open, tmp_path: Path) -> None:
    """PM1 to PM7, PM10, B10."""
    house = new_house()
    set_day(house, LATER)
    sent = denied(house, cents=9000)
    adjust.ask(Actor("bea", house.practice.id, frozenset({"biller"})), of_line(sent, 9000), on=LATER)
    hands = of_kind(open_as(house.practice.id, "manager"), kind)
    page = hands.page
    for task, levels in LEVELS.items():
        page.goto("/home")
        for at in levels:
            hands.down(at) if at.startswith("main ") else hands.go_to(at)
        hands.counted(task)
    page.goto("/home")
    fees = tmp_path / "New fees.csv"
    fees.write_bytes(FEES)
    hands.go_to("Fees")
    hands.bring("File (CSV", fees)
    hands.into("From")
    hands.type("04012026")
    hands.act("Look at it")
    page.wait_for_selector("text=What New fees would change")
    hands.act("Load it")
    page.wait_for_selector("th:has-text('New fees')")
    hands.counted("PM6")
    page.goto("/home")
    hands.go_to("Over the limit")
    hands.act("Sign $90.00")
    page.wait_for_selector("text=It is posted.")
    hands.counted("PM7")
    page.goto("/home")
    hands.go_to("Audit trail")
    hands.act("Verify")
    page.wait_for_selector("text=Verified just now")
    with page.expect_download():
        hands.act("Verify and export")
    hands.counted("PM10")
    print(kind, hands.told)


@pytest.mark.parametrize("kind", ["keys", "mouse"])
def test_the_provider_and_the_coder(kind: str, shelf: Shelf, open_as: Open) -> None:
    """PV3 to PV5, PV7, PV8, CD2 to CD4."""
    asked = signed(shelf, 0, UNTOLD, Problem("Knee osteoarthritis"))
    coder = office(shelf.practice_id)
    (open_one, *_) = superbill.screen(coder, asked.id, BillForm(), on=DAY_OF_SHELF).queries
    ask_provider.ask(coder, asked.id, open_one.about, open_one.axis, on=DAY_OF_SHELF)
    signed(shelf, 1, NOTE, Problem("Hypertension", "I10"))
    patient = shelf.patient(2)
    shelf.benefits(shelf.coverage(patient))
    shelf.charged_visit(patient, on=DAY_OF_SHELF - timedelta(days=30))
    shelf.booking(patient, state=AppointmentState.ARRIVED)
    result(shelf, patient.id, 5)
    shelf.lay()
    hands = of_kind(open_as(shelf.practice_id, "provider", bypass_csp=True), kind)
    page = hands.page
    home = page.url
    hands.go_to("Authorizations")
    hands.counted("PV7")
    page.goto(home)
    hands.go_to("Inbox")
    hands.act("Results of", on=FAMILY[2])
    page.wait_for_selector("text=They are read")
    hands.counted("PV8")
    page.goto(home)
    hands.open_row(FAMILY[0])
    print(page.url)
    print(kind, hands.told)
