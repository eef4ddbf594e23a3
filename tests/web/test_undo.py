"""What was done is taken back with one key for a minute: once, by who did it, with the books as before."""

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.collect.adjust import ActState
from almoner.core.remit import Remittance, RemittanceState
from almoner.flow.access import office
from almoner.store.session import books
from tests.flow.collect.test_adjust import denied
from tests.flow.cycle import balances, faults, totals
from tests.flow.remit.test_suspense import stranger
from tests.practices import House, new_house
from tests.web.conftest import PASSWORD, receive
from tests.web.era import decided
from tests.web.shelf import DAY, Shelf
from tests.web.test_balances import ON, WHY, acts, form_of, set_day

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]


@pytest.fixture
def practice(store: object) -> House:
    """A practice whose day is that of the payments."""
    assert store
    made = new_house()
    set_day(made, ON)
    return made


def give_up(client: "Client", claim_id: int) -> None:
    action, fields = form_of(client, f"/claims/{claim_id}", r"/claims/\d+/act")
    assert client.post(action, fields | {"reason": "denial", "note": WHY}).status_code == 302


def test_an_act_is_taken_back_from_any_page_and_only_once(practice: House, sign_in: "SignIn") -> None:
    sent = denied(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    assert 'action="/undo"' not in client.get("/claims").content.decode()
    give_up(client, sent.claim.id)
    assert totals(practice)["denial_write_off"] == 2000
    action, fields = form_of(client, "/claims", "/undo")
    page = client.get("/claims").content.decode()
    assert 'data-key="z"' in page
    assert re.search(r'class="toast" role="status" data-left="(5\d|60)"', page)
    answer = client.post(action, fields)
    assert answer["Location"] == f"/claims/{sent.claim.id}"
    shown = client.get(answer["Location"]).content.decode()
    assert "Taken back." in shown
    assert 'action="/undo"' not in shown
    assert balances(practice, sent)["payer_ar:1"] == 2000
    assert [one.state for one in acts(practice)] == [ActState.REVERSED]
    assert faults(practice, on=ON) == []
    again = client.post(action, fields)
    assert again.status_code == 422
    assert "The minute to take this back is over" in again.content.decode()


def test_a_proposal_is_taken_back_before_anybody_signs(practice: House, sign_in: "SignIn") -> None:
    sent = denied(practice, cents=9000)
    client = sign_in("biller", practice_id=practice.practice.id)
    give_up(client, sent.claim.id)
    assert client.post(*form_of(client, "/approvals", "/undo")).status_code == 302
    assert [one.state for one in acts(practice)] == [ActState.REFUSED]


def test_cash_that_was_placed_lies_in_suspense_again(practice: House, sign_in: "SignIn") -> None:
    sent, _ = stranger(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    action, fields = form_of(client, "/suspense", r"/suspense/\d+/place")
    client.post(action, fields | {"control": sent.claim.control})
    assert totals(practice).get("suspense", 0) == 0
    assert client.post(*form_of(client, "/suspense", "/undo")).status_code == 302
    assert totals(practice)["suspense"] == -9000
    assert faults(practice, on=ON) == []


def test_after_its_minute_or_for_another_act_nothing_is_taken_back(
    practice: House, sign_in: "SignIn", monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = denied(practice), denied(practice, trace="D2")
    client = sign_in("biller", practice_id=practice.practice.id)
    give_up(client, first.claim.id)
    action, old = form_of(client, "/claims", "/undo")
    give_up(client, second.claim.id)
    assert client.post(action, old).status_code == 422, "another act was done since"
    fields = form_of(client, "/claims", "/undo")[1]
    now = time.time()
    monkeypatch.setattr("almoner.web.offers.time.time", lambda: now + 61)
    assert 'action="/undo"' not in client.get("/claims").content.decode()
    assert client.post(action, fields).status_code == 422
    assert [one.state for one in acts(practice)] == [ActState.POSTED, ActState.POSTED]


def test_nobody_else_is_offered_it(practice: House, sign_in: "SignIn") -> None:
    sent = denied(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    give_up(client, sent.claim.id)
    _, fields = form_of(client, "/claims", "/undo")
    manager = sign_in("manager", practice_id=practice.practice.id)
    assert 'action="/undo"' not in manager.get("/claims").content.decode()
    assert manager.post("/undo", fields).status_code == 422
    assert [one.state for one in acts(practice)] == [ActState.POSTED]


@pytest.mark.parametrize(("may_reverse", "state"), [(True, "received"), (False, "posted")])
@pytest.mark.usefixtures("house")
def test_a_posted_payment_waits_again_for_who_may_reverse_it(
    sign_in: "SignIn", *, may_reverse: bool, state: str
) -> None:
    from almoner.flow.users import add_user

    shelf = Shelf(name="Posted by mistake")
    patient = shelf.patient(0)
    coverage = shelf.coverage(patient, 0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(coverage, visit, lines, patient)
    shelf.lay()
    remittance_id = receive(shelf, f"EFTU{state}", [decided(claim, lines)])
    client = sign_in("biller", practice_id=shelf.practice_id)
    if may_reverse:
        add_user(
            office(shelf.practice_id), name=f"biller{shelf.practice_id}", password=PASSWORD, role="manager"
        )
    page = f"/remittances/{remittance_id}"
    assert client.post(*form_of(client, page, f"{page}/post")).status_code == 302
    shown = client.get(page).content.decode()
    assert ('action="/undo"' in shown) is may_reverse
    if may_reverse:
        assert client.post(*form_of(client, page, "/undo"))["Location"] == "/remittances"
    with books(shelf.practice_id) as session:
        newest = max(session.find(Remittance), key=lambda one: one.id)
    assert newest.state is RemittanceState(state)
