"""The bank's rows on the screen: said what they are by who may take money to the bank, and by nobody else."""

import re
from typing import TYPE_CHECKING

import pytest

from almoner.flow.books import close
from tests.flow.cycle import pay, sent_claim, take_in, totals
from tests.flow.files import Payment, paying
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


def test_bank_record_and_ledger_stand_side_by_side(practice: House, sign_in: "SignIn") -> None:
    took(practice, "check", 3000)
    close.deposit_receipts(practice.actor, on=TODAY)
    for trace in ("T1", "T2"):
        pay(practice, Payment("MCR01", trace, [sent_claim(practice).paid(15000)]), on=TODAY)
    take_in(practice, paying(practice, Payment("MCR01", "T3", [sent_claim(practice).paid(700)])), on=TODAY)
    listed(
        practice,
        "2026-03-16,deposit,OTHER,BRANCH,3000",
        "2026-03-16,eft,A,MEDICARE,15000",
        "2026-03-16,eft,B,MEDICARE,700",
        "2026-03-16,eft,C,NOBODY,123",
        "2026-03-16,deposit,FEE,MONTHLY,-1500",
    )
    shown = sign_in("biller", practice_id=practice.practice.id).get("/bank").content.decode()
    assert 'href="/remittances/import" data-key="i"' in shown, "the bank's list is brought from here"
    rows = {re.findall(r'second code">([^<]+)<', row)[0]: row for row in shown.split("<tr data-row>")[1:]}
    sides = {number: re.sub(r"<[^>]+>|\s+", " ", row) for number, row in rows.items()}
    assert re.search(
        r"\$30\.00 +Our slip .*It is this one +M .*Bank \$30\.00, from the drawer", sides["OTHER"]
    )
    assert "$0.00" in sides["OTHER"]
    assert sides["A"].count("It is this one") == 2, "two fit, so a person says which"
    assert "Bank $150.00, held in suspense" in sides["A"]
    assert "The payment is not posted" in sides["B"]
    assert "None of this amount" in sides["C"]
    assert "Nothing yet" in sides["FEE"]
    assert [number for number, row in rows.items() if 'data-key="m"' in row] == ["OTHER", "B"]
