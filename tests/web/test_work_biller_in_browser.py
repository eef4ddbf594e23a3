"""A biller's rejections, paper and deposits from My work on: the whole task with its keys and clicks counted,
each in the shapes in which it comes.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from almoner.core.claim import ClaimState
from almoner.core.remit import Remittance
from almoner.core.wire.claim_837_map import map_sets
from almoner.core.wire.interchange import Interchange
from almoner.flow.books import close
from almoner.flow.claim import submit
from almoner.store.session import books
from tests.flow.clinic import new_clinic
from tests.flow.cycle import LINE, Sent, now, pay, sent_claim, take_in, totals
from tests.flow.files import Payment, acknowledging, receipt, receipts, whole
from tests.flow.follow.test_follow import ON, SECOND, revision_of
from tests.flow.follow.test_other_payer import refused
from tests.flow.remit.test_bank_rows import listed, took
from tests.practices import DAY, House, new_house
from tests.web.hands import CHROMIUM, Hands, Open, Page, address, chromium, open_as, opening
from tests.web.test_balances import set_day
from tests.web.test_static_in_browser import faults

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]
Came = tuple[House, Sent]


def test_the_morning_s_work_stands_by_days_left_and_dollars(open_as: Open) -> None:
    """Budget B1: nothing is pressed. The most money is first, and of equal money the fewest days."""
    house = new_house()
    early, small = sent_claim(house), sent_claim(house)
    large = sent_claim(house, LINE.__class__("99213", 1, 45000, (1, 2)))
    sound = sent_claim(house)
    for came, on in ((early, DAY), (small, ON), (large, ON)):
        told = receipts(house, receipt(house, came.claim, "A7:33"))
        take_in(house, told, on=on, name=came.claim.control)
    set_day(house, ON)
    page = open_as(house.practice.id, "biller")
    assert page.url.endswith("/work"), "the day begins there"
    rows = [row.inner_text() for row in page.locator("[data-row]").all()]
    at = [next(n for n, row in enumerate(rows) if one.claim.control in row) for one in (large, early, small)]
    assert at[0] < at[2]
    assert at[1] < at[2]
    assert "$450.00" in rows[at[0]]
    assert not any(sound.claim.control in row for row in rows), "what needs nobody is not there"
    assert page.locator("[data-row] .due").count() == len(rows) == 3


def control_of(house: House, sent: Sent) -> str:
    with books(house.practice.id) as session:
        return session.get(Interchange, now(house, sent).interchange_id).control


def with_its_batch(folder: Path) -> Came:
    """A 999 that refuses the file without a fault of the claim's own."""
    del folder
    house = new_house()
    sent = sent_claim(house)
    take_in(house, acknowledging(house, control_of(house, sent), code="R"), on=ON)
    return house, sent


def for_its_form(folder: Path) -> Came:
    """A 999 that names a segment and an element of the claim."""
    del folder
    house = new_house()
    sent = sent_claim(house)
    with books(house.practice.id) as session:
        content = session.content(now(house, sent).interchange_id)
    (mapped,) = map_sets(content).values()
    place = next(one.index for one in mapped.segments if one.id == "CLM")
    body = [f"AK1*HC*{int(control_of(house, sent))}*005010X222A1", "AK2*837*0001*005010X222A1"]
    body += [f"IK3*CLM*{place}*2300*8", f"CTX*CLM01:{sent.claim.control}", "IK4*5:1*1331*7"]
    body += ["IK5*R*5", "AK9*R*1*1*0"]
    take_in(house, whole(house, body, kind="FA", guide="005010X231A1"), on=ON)
    return house, sent


def by_its_payer(folder: Path) -> Came:
    """A 277CA with the payer's codes and a sentence of its own."""
    del folder
    house = new_house()
    sent = sent_claim(house)
    return sent_back(house, sent)


def as_an_institutional_one(folder: Path) -> Came:
    """A clinic's 837I that the payer sent back."""
    clinic = new_clinic(folder)
    clinic.enroll("MCR01")
    sent = clinic.bill()
    clinic.submit()
    return sent_back(clinic.house, sent)


def sent_back(house: House, sent: Sent) -> Came:
    told = receipt(house, sent.claim, "A7:33")
    (place,) = (at for at, row in enumerate(told) if row.startswith("STC*A7"))
    told[place] += "********MEMBER NOT ON FILE"
    take_in(house, receipts(house, told), on=ON)
    return house, sent


REJECTIONS: dict[Callable[[Path], Came], tuple[str, str]] = {
    with_its_batch: ("999 IK5 R", "without a fault of its own"),
    for_its_form: ("IK4 5:1 1331 7", "place of service"),
    by_its_payer: ("A7:33:PR “MEMBER NOT ON FILE”", "sent back: something is wrong"),
    as_an_institutional_one: ("A7:33:PR “MEMBER NOT ON FILE”", "sent back: something is wrong"),
}
"""Each way in which a claim comes back, with what was said as it was said, and in our words."""


@pytest.mark.parametrize("came", REJECTIONS, ids=[one.__name__ for one in REJECTIONS])
def test_a_rejection_is_worked_from_my_work(
    open_as: Open, tmp_path: Path, came: Callable[[Path], Came]
) -> None:
    """Budget B4: 5 acts. What the payer said stands word for word and in plain English where it is worked."""
    house, sent = came(tmp_path)
    set_day(house, ON)
    page = open_as(house.practice.id, "biller")
    assert page.url.endswith("/work"), "the day begins there"
    verbatim, plain = REJECTIONS[came]
    hands = Hands(page)
    hands.press("j")
    beside = page.locator("#peek")
    beside.get_by_text(sent.claim.control).wait_for()
    hands.go("r")
    for shown in (beside.inner_text() if beside.count() else "", page.inner_text("main")):
        assert not shown or verbatim in shown
        assert not shown or plain in shown.replace("Place", "place")
    assert not faults(page)
    hands.click("#authorization")
    hands.type("AUTH77")
    with opening(page):
        hands.press("Control+Enter")
    page.wait_for_selector("text=The corrected claim is built.")
    assert hands.acts <= 5
    assert "My work" in page.inner_text(".trail")
    assert "done, 0 left" in page.inner_text(".trail")
    again = now(house, sent)
    assert again.state is ClaimState.READY
    assert revision_of(house, again).authorization == "AUTH77"
    history = page.inner_text("section:has(#hi)")
    assert verbatim.removeprefix("999 ") in history, "it stays in the claim's history"
    assert submit.submit_ready(house.actor, on=ON) is not None


def test_a_batch_that_fell_for_another_s_fault_goes_again_with_two_keys(
    open_as: Open, tmp_path: Path
) -> None:
    house, sent = with_its_batch(tmp_path)
    set_day(house, ON)
    page = open_as(house.practice.id, "biller")
    hands = Hands(page)
    hands.press("j")
    page.locator("#peek").get_by_text(sent.claim.control).wait_for()
    hands.go("r")
    with opening(page):
        hands.press("r")
    assert hands.acts <= 3
    assert now(house, sent).state is ClaimState.READY


def test_a_paper_sheet_is_keyed_from_my_work(open_as: Open) -> None:
    """Budget B6: 8 keys a line; the reasons that are left empty are carried down from the line above."""
    house = new_house()
    lines = [LINE, LINE.__class__("93000", 1, 4000, (1,)), LINE.__class__("36415", 1, 2000, (1,))]
    sent = sent_claim(house, *lines, covered=(SECOND,))
    set_day(house, ON)
    page = open_as(house.practice.id, "biller")
    hands = Hands(page)
    the_head_is_keyed(hands, sent)
    head = hands.acts
    for place, (line, paid, share) in enumerate(
        zip(sent.lines, ("100", "20", "10"), ("20", "5", ""), strict=True)
    ):
        before = hands.acts
        assert page.evaluate("document.activeElement.name") == f"p{line.id}"
        hands.type(paid)
        hands.press("Tab")
        hands.type(share)
        if place == 0:
            hands.press("Tab")
            assert page.evaluate("document.activeElement.value") == "PR 1", "the reason is there"
            page.keyboard.press("Control+a")
            hands.type("PR 2")
        following = f"p{sent.lines[place + 1].id}" if place < 2 else "lc1"
        while page.evaluate("document.activeElement.name") != following:
            hands.press("Tab")
        assert hands.acts - before <= 8
    assert not faults(page)
    with opening(page):
        hands.press("Enter")
    assert head <= 14
    assert "total equals the check" in page.inner_text("main")
    with books(house.practice.id) as session:
        (made,) = session.find(Remittance)
        told = session.content(made.interchange_id).decode()
    assert told.count("CAS*PR*2*") == 2, "the second line's reason was carried down"
    assert told.count("CAS*CO*45*") == 3, "and what is left is what the sheet says of every line"
    with opening(page):
        hands.press("p")
    assert totals(house)["cash"] == 13000


def the_head_is_keyed(hands: Hands, sent: Sent) -> None:
    """From My work to the first line of the sheet."""
    page = hands.page
    hands.press("Control+k")
    hands.type("paper")
    hands.go("Enter")
    page.wait_for_selector("#claims:focus")
    hands.type(sent.claim.control)
    hands.go("Enter")
    page.wait_for_selector("#trace:focus")
    hands.type("CK42")
    hands.press("Tab")
    while page.evaluate("document.activeElement.name") != "amount":
        hands.press("Tab")
    hands.type("130")
    hands.click(f"#icn{sent.claim.id}")
    hands.type("PCN7")
    while page.evaluate("document.activeElement.name") != f"p{sent.lines[0].id}":
        hands.press("Tab")


def a_slip(house: House) -> None:
    took(house, "check", 3000)
    close.close_books(house.actor, on=DAY)
    close.deposit_receipts(house.actor, on=ON)
    listed(house, "2026-03-16,deposit,OTHER,BRANCH,3000")


def a_payment(house: House) -> None:
    pay(house, Payment("MCR01", "T1", [sent_claim(house).paid(15000)]), on=ON)
    listed(house, "2026-03-16,eft,0000T1,MEDICARE,15000")


@pytest.mark.parametrize("came", [a_slip, a_payment], ids=["slip", "payment"])
def test_a_deposit_is_matched_from_my_work(open_as: Open, came: Callable[[House], None]) -> None:
    """Budget B7: 1 key where the amounts agree; bank, record and ledger stand side by side."""
    house = new_house()
    came(house)
    set_day(house, ON)
    page = open_as(house.practice.id, "biller")
    hands = Hands(page)
    hands.press("j")
    hands.go("Enter")
    assert page.url.endswith("/bank")
    row = page.locator("[data-row]")
    sides = [cell.inner_text() for cell in row.locator("td").all()]
    amount = "$30.00" if came is a_slip else "$150.00"
    assert sides[2] == amount
    assert "It is this one" in sides[3]
    assert f"Bank {amount}" in sides[4]
    assert "$0.00" in sides[5]
    assert not faults(page)
    there = hands.acts
    hands.press("m")
    page.wait_for_selector("text=Every row of the bank is known.")
    assert hands.acts - there <= 1
    assert hands.acts <= 3
    assert totals(house).get("suspense", 0) == 0


def test_work_is_gone_through_from_claim_to_claim(open_as: Open) -> None:
    """The list that one came from goes along: J and K lead through it, and back to it."""
    house = new_house()
    for place in range(3):
        take_in(
            house, receipts(house, receipt(house, sent_claim(house).claim, "A7:33")), on=ON, name=f"{place}"
        )
    set_day(house, ON)
    page = open_as(house.practice.id, "biller")
    hands = Hands(page)
    hands.press("j")
    hands.go("Enter")
    assert "1 of 3" in page.inner_text(".trail")
    for standing in ("2 of 3", "3 of 3"):
        page.locator(".trail [data-key=j]").focus()
        hands.go("j")
        assert standing in page.inner_text(".trail")
    back(page)


def back(page: Page) -> None:
    with opening(page):
        page.click(".trail a")
    assert page.url.endswith("/work")


def test_another_payer_is_billed_from_my_work(open_as: Open) -> None:
    """Budget B8: 6 acts. What changes is shown before it goes, and it is seen that it can be taken back."""
    house = new_house()
    sent = refused(house, "22")
    set_day(house, ON)
    page = open_as(house.practice.id, "biller")
    assert page.url.endswith("/work"), "the day begins there"
    hands = Hands(page)
    hands.press("j")
    page.locator("#peek").get_by_text(sent.claim.control).wait_for()
    hands.go("b")
    page.wait_for_selector("text=What will change")
    assert "Commonwealth PPO: a fresh claim of $150.00" in page.inner_text("main")
    assert not faults(page)
    hands.go("b")
    page.wait_for_selector("text=asks the other payer for the same charges")
    assert hands.acts <= 6
    assert now(house, sent).state is ClaimState.VOIDED
    assert submit.submit_ready(house.actor, on=ON) is not None
