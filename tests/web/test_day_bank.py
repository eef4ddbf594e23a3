"""The bank's rows on the screen: said what they are by who may take money to the bank, and by nobody else."""

import re
from typing import TYPE_CHECKING

import pytest

from almoner.flow.books import close
from tests.flow.cycle import pay, sent_claim, totals
from tests.flow.files import Payment
from tests.flow.remit.test_bank_rows import listed, took
from tests.practices import House, new_house
from tests.web.test_balances import ON as TODAY
from tests.web.test_balances import form_of, set_day

if TYPE_CHECKING:
    from tests.web.test_balances import SignIn


@pytest.fixture
def practice(store: object) -> House:
    """A practice whose day is that of the list."""
    assert store
    made = new_house()
    set_day(made, TODAY)
    return made


def test_each_row_is_known_as_what_it_is(practice: House, sign_in: "SignIn") -> None:
    card = took(practice, "card", 5000)
    listed(
        practice,
        "2026-03-16,eft,SQ1,CARDS,4900",
        "2026-03-16,deposit,FEE,MONTHLY,-1500",
        "2026-03-16,eft,OWN,SAVINGS,100",
    )
    client = sign_in("biller", practice_id=practice.practice.id)
    assert 'href="/bank"' in client.get("/day").content.decode()
    for action, more, done in (
        (r"/bank/\d+/settle", {"receipt": str(card.id)}, "settled"),
        (r"/bank/\d+/fee", {}, "fee"),
        (r"/bank/\d+/aside", {"owner": "manager", "due_on": "2026-03-20", "why": "Our own."}, "aside"),
    ):
        address, fields = form_of(client, "/bank", action)
        assert client.post(address, fields | more)["Location"] == f"/bank?done={done}"
    shown = client.get("/bank?done=aside").content.decode()
    assert "It is set aside, with its owner and its day." in shown
    assert "Our own." in shown
    left = totals(practice)
    assert (left["bank"], left["bank_fees"], left["suspense"]) == (3500, 1600, -100)
    address, fields = form_of(client, "/bank", r"/bank/\d+/fee-back")
    assert client.post(address, fields | {"why": "A check came back."})["Location"] == "/bank?done=back"
    assert totals(practice)["bank_fees"] == 100


def test_who_takes_money_says_nothing_of_the_bank(practice: House, sign_in: "SignIn") -> None:
    desk = sign_in("front_desk", practice_id=practice.practice.id)
    assert desk.get("/bank").status_code == 403
    assert 'href="/bank"' not in desk.get("/day").content.decode()


def test_what_was_said_of_a_row_is_taken_back_there(practice: House, sign_in: "SignIn") -> None:
    card, _ = took(practice, "card", 5000), took(practice, "cash", 3000)
    close.deposit_receipts(practice.actor, on=TODAY, with_cards=False)
    listed(practice, "2026-03-16,eft,SQ1,CARDS,4900", "2026-03-16,deposit,OTHER,BRANCH,3000")
    client = sign_in("biller", practice_id=practice.practice.id)
    address, fields = form_of(client, "/bank", r"/bank/\d+/settle")
    client.post(address, fields | {"receipt": str(card.id)})
    address, fields = form_of(client, "/bank", r"/bank/\d+/slip")
    slip = re.findall(r'<option value="(\d+)">', client.get("/bank").content.decode())[0]
    client.post(address, fields | {"slip": slip})
    shown = client.get("/bank").content.decode()
    assert "CARDS, a settlement of cards" in shown
    assert "number OTHER, a slip of ours" in shown
    for action in (r"/bank/\d+/settlement-back", r"/bank/\d+/slip-back"):
        address, fields = form_of(client, "/bank", action)
        assert client.post(address, fields | {"why": "A mistake."})["Location"] == "/bank?done=again"
    shown = client.get("/bank?done=again").content.decode()
    assert "somebody is asked about the row again" in shown
    assert "Said lately of rows" not in shown
    assert totals(practice)["undeposited"] == 5000


def test_cards_wait_for_their_settlement_where_the_form_says_so(practice: House, sign_in: "SignIn") -> None:
    took(practice, "card", 5000)
    client = sign_in("biller", practice_id=practice.practice.id)
    assert "Leave the cards for their settlement" in client.get("/day").content.decode()
    assert client.post("/day/deposit", {"cards_wait": "yes"})["Location"] == "/day?done=empty"
    assert totals(practice)["undeposited"] == 5000
    assert client.post("/day/deposit")["Location"] == "/day?done=deposited"


def test_a_row_of_another_trace_is_known_as_the_payment_of_its_amount(
    practice: House, sign_in: "SignIn"
) -> None:
    paid = pay(practice, Payment("MCR01", "T1", [sent_claim(practice).paid(15000)]), on=TODAY)
    listed(practice, "2026-03-16,eft,0000T1,MEDICARE,15000")
    client = sign_in("biller", practice_id=practice.practice.id)
    shown = client.get("/bank").content.decode()
    assert "Payments that no list of the bank has shown" in shown
    address, fields = form_of(client, "/bank", r"/bank/\d+/payments")
    assert client.post(address, fields | {"traces": " , "}).status_code == 422
    assert client.post(address, fields | {"traces": "T1; T9"}).status_code == 422
    assert client.post(address, fields)["Location"] == "/bank?done=payments", "the key's form names it"
    assert (totals(practice)["bank"], totals(practice).get("suspense", 0)) == (15000, 0)
    page = f"/remittances/{paid}"
    assert "said which row of the bank it is" in client.get(page).content.decode()
    address, fields = form_of(client, page, r"/bank/\d+/payments-back")
    assert client.post(address, fields | {"why": " "}).status_code == 422
    assert client.post(address, fields | {"why": "Another payer's."})["Location"] == "/bank?done=again"
    assert (totals(practice)["cash"], totals(practice)["suspense"]) == (15000, -15000)
    assert "said which row" not in client.get(page).content.decode()
