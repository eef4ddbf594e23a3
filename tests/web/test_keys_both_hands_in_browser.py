"""Each daily task without a mouse and without single letters, and with a mouse alone: done from where the day
begins by what the screens say, and counted.
"""

import os
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
from tests.flow.claim.test_mend_hold import NEEDS_MARK
from tests.flow.collect.test_adjust import denied, of_line
from tests.flow.cycle import sent_claim, take_in
from tests.flow.files import Payment, paying, receipt, receipts
from tests.flow.follow.test_follow import DENIED, ON
from tests.flow.releases import pairs
from tests.flow.remit.test_bank_rows import listed, took
from tests.flow.scrub.test_gate import built
from tests.flow.visit.test_inbox import result
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
    pytest.mark.skipif(
        "ALMONER_BOTH_HANDS" not in os.environ, reason="it takes minutes: ALMONER_BOTH_HANDS=1"
    ),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as", "shelf"]
MOST = {
    "FD1": (2, 2),
    "FD2": (6, 4),
    "FD3": (4, 2),
    "FD4": (6, 3),
    "FD5": (6, 3),
    "FD7": (2, 1),
    "FD8": (8, 4),
    "FD9": (3, 2),
    "FD10": (4, 2),
    "PV4": (5, 4),
    "PV7": (2, 1),
    "PV8": (4, 2),
    "B2": (4, 2),
    "B3": (3, 2),
    "B4": (5, 3),
    "B5": (5, 3),
    "B7": (7, 2),
    "B8": (11, 5),
    "B9": (5, 4),
    "B10": (4, 2),
    "CD2": (6, 2),
    "PM1": (4, 2),
    "PM2": (4, 2),
    "PM3": (4, 2),
    "PM4": (4, 2),
    "PM5": (4, 2),
    "PM6": (8, 4),
    "PM7": (4, 2),
    "PM10": (6, 3),
}
"""The most keys and the most clicks of a task, from where its person's day begins to its end."""
LEVELS = {
    "PM1": ("Days in receivables", "main table a[href*='of=base']"),
    "PM2": ("Charge lag", "main table a[href*='provider=']"),
    "PM3": ("Where denials begin", "main table a[href*='categories=']"),
    "PM4": ("scorecard", "main table a[href*='/reports/K23'][href*='variant=claim'][href*='payer=']"),
    "PM5": ("Staff", "bea"),
}


def within(*hands: OneKind) -> None:
    """No task took more than its most."""
    taken = {task: acts for one in hands for task, acts in one.told.items()}
    print(hands[0].kind, taken)
    most = {task: MOST[task][hands[0].kind == "mouse"] for task in taken}
    assert not {task: acts for task, acts in taken.items() if acts > most[task]}


@pytest.mark.parametrize("kind", ["keys", "mouse"])
def test_what_the_payers_said_is_worked(kind: str, open_as: Open) -> None:
    """B4, B5, B7, B8, B10."""
    house = new_house()
    refused, returned = sent_claim(house), sent_claim(house)
    take_in(house, receipts(house, receipt(house, returned.claim, "A3:21")), on=ON)
    took(house, "check", 3000)
    close.close_books(house.actor, on=DAY)
    close.deposit_receipts(house.actor, on=ON)
    listed(house, "2026-03-16,deposit,OTHER,BRANCH,3000")
    take_in(
        house, paying(house, Payment("MCR01", "T1", [refused.paid(0, *DENIED)])), on=ON, name="refused.x12"
    )
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
    is_corrected(hands, "Prior authorization", "Build the corrected claim", "The corrected claim is built.")
    hands.counted("B8")
    page.goto("/work?whose=all")
    hands.go_to("Mend and send again", on=returned.claim.control)
    is_corrected(hands, "Authorization", "Save, check again", "2 claims ready to send")
    hands.counted("B4")
    page.goto("/work?whose=all")
    hands.open_row("Bank row")
    hands.act("It is this one")
    page.wait_for_selector("text=Every row of the bank is known.")
    hands.counted("B7")
    closer = of_kind(open_as(house.practice.id, "manager"), kind)
    closer.go_to("Day close")
    closer.act("Close this day")
    closer.page.wait_for_selector("text=This day is closed")
    closer.counted("B10")
    within(hands, closer)


def is_corrected(hands: OneKind, field: str, button: str, told: str) -> None:
    """A number is put in that the payer wanted, and the claim goes again."""
    hands.into(field)
    hands.type("AUTH77")
    with opening(hands.page):
        hands.send(button)
    hands.page.wait_for_selector(f"text={told}")


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
    within(hands)


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
    the_desk_goes_on(hands, (one, two, three, four), tmp_path)


def the_desk_goes_on(hands: OneKind, names: tuple[str, ...], folder: Path) -> None:
    """Money, a card, an absence, the drawer and a check-out."""
    page, (one, two, three, four) = hands.page, names
    page.goto("/today")
    hands.go_to("Sheet", on=one)
    hands.go_to("Take it and check in")
    hands.act("Print the receipt")
    page.wait_for_url("**/*.pdf", wait_until="commit")
    hands.counted("FD5")
    page.goto("/today")
    picture = folder / "card.png"
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
    within(hands)


@pytest.mark.parametrize("kind", ["keys", "mouse"])
def test_the_manager(kind: str, open_as: Open, tmp_path: Path) -> None:
    """PM1 to PM7, PM10."""
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
    the_manager_decides(hands, tmp_path)


def the_manager_decides(hands: OneKind, folder: Path) -> None:
    """Fees, a write-off and the audit's file."""
    page = hands.page
    page.goto("/home")
    fees = folder / "New fees.csv"
    fees.write_bytes(FEES)
    hands.go_to("Fees")
    hands.bring("File (CSV", fees)
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
    within(hands)


@pytest.mark.parametrize("kind", ["keys", "mouse"])
def test_the_provider_and_the_coder(kind: str, shelf: Shelf, open_as: Open) -> None:
    """PV4, PV7, PV8, CD2."""
    asked = signed(shelf, 0, UNTOLD, Problem("Knee osteoarthritis"))
    (open_one, *_) = superbill.screen(
        office(shelf.practice_id), asked.id, BillForm(), on=DAY_OF_SHELF
    ).queries
    ask_provider.ask(office(shelf.practice_id), asked.id, open_one.about, open_one.axis, on=DAY_OF_SHELF)
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
    hands.go_to("Next")
    if hands.by_keys:
        hands.press("ArrowDown")
    else:
        page.select_option("section[aria-labelledby=qa] select", index=1)
        hands.clicks += 2
    hands.act("Add to the note")
    page.wait_for_selector("text=The answer is an addendum to the note.")
    hands.counted("PV4")
    coder = of_kind(open_as(shelf.practice_id, "coder", bypass_csp=True), kind)
    coder.open_row(FAMILY[1])
    coder.act("Accept the ticked ones")
    coder.page.wait_for_selector(".said")
    coder.counted("CD2")
    within(hands, coder)
