"""Balances given up, moved, signed and placed from the screens: by right, by the form of that very record."""

import html
import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from almoner.core.collect.adjust import ActState, BalanceAct
from almoner.core.collect.refund import Refund
from almoner.core.party import Patient
from almoner.flow.clock import CLOCK, box_folder
from almoner.flow.collect import adjust, collect
from almoner.flow.collect.adjust import Draft
from almoner.store.session import books
from almoner.web.words import money
from tests.flow.collect.test_adjust import denied
from tests.flow.cycle import Sent, balances, faults, totals
from tests.flow.owing import owing, take
from tests.flow.remit.test_suspense import stranger
from tests.practices import House, new_house

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

ON = date(2026, 3, 16)
WHY = "The appeal was decided against us."


@pytest.fixture
def practice(store: object) -> House:
    """A practice whose day is that of the payments."""
    assert store
    made = new_house()
    set_day(made, ON)
    return made


def set_day(practice: House, on: date) -> None:
    folder = box_folder(practice.actor)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CLOCK).write_text(on.isoformat(), encoding="ascii")


def form_of(client: "Client", page: str, action: str, *, place: int = 0) -> tuple[str, dict[str, str]]:
    """The address of a page's form, and what it posts as it stands."""
    shown = client.get(page).content.decode()
    found = re.findall(rf'<form[^>]*method="post"[^>]*action="({action})".*?</form>', shown, re.S)
    whole = re.findall(rf'(<form[^>]*method="post"[^>]*action="{action}".*?</form>)', shown, re.S)
    assert whole, f"no form {action} on {page}"
    fields = dict(re.findall(r'name="([\w-]+)"[^>]* value="([^"]*)"', whole[place]))
    return found[place], {name: html.unescape(value) for name, value in fields.items()}


def acts(practice: House) -> list[BalanceAct]:
    with books(practice.practice.id) as session:
        return session.find(BalanceAct)


def test_a_refusal_is_given_up_from_its_claim(practice: House, sign_in: "SignIn") -> None:
    sent = denied(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    action, fields = form_of(client, f"/claims/{sent.claim.id}", r"/claims/\d+/act")
    assert fields[f"line-{sent.lines[1].id}"] == "$20.00"
    answer = client.post(action, fields | {"reason": "denial", "note": WHY})
    assert answer["Location"] == f"/claims/{sent.claim.id}?done=posted#ac"
    shown = client.get(answer["Location"].partition("#")[0]).content.decode()
    assert "It is posted." in shown
    assert WHY in shown
    assert totals(practice)["denial_write_off"] == 2000
    action, fields = form_of(client, f"/claims/{sent.claim.id}", r"/approvals/\d+/take-back")
    assert client.post(action, fields | {"why": "Too early."}).status_code == 302
    assert balances(practice, sent)["payer_ar:1"] == 2000
    assert faults(practice, on=ON) == []


def test_pm7_a_manager_signs_the_largest_first_by_one_key(practice: House, sign_in: "SignIn") -> None:
    client = sign_in("biller", practice_id=practice.practice.id)
    for cents, trace in ((9000, "T1"), (12000, "T2")):
        sent = denied(practice, cents=cents, trace=trace)
        action, fields = form_of(client, f"/claims/{sent.claim.id}", r"/claims/\d+/act")
        answer = client.post(action, fields | {"reason": "denial", "note": WHY})
        assert answer["Location"].endswith("?done=proposed#ac")
    shown = client.get("/approvals").content.decode()
    assert "Sign <kbd>" not in shown, "a biller signs nothing"
    manager = sign_in("manager", practice_id=practice.practice.id)
    shown = manager.get("/approvals").content.decode()
    assert shown.index("$120.00") < shown.index("$90.00")
    assert WHY in shown
    assert shown.count("none before") == 2
    assert 'data-key="a"' in shown
    action, fields = form_of(manager, "/approvals", r"/approvals/\d+/sign")
    assert manager.post(action, fields)["Location"] == "/approvals?done=posted"
    action, fields = form_of(manager, "/approvals", r"/approvals/\d+/decline")
    assert manager.post(action, fields | {"why": " "}).status_code == 422
    assert manager.post(action, fields | {"why": "Appeal first."})["Location"] == "/approvals?done=refused"
    assert [one.state for one in acts(practice)] == [ActState.REFUSED, ActState.POSTED]
    assert totals(practice)["denial_write_off"] == 12000


def test_who_asks_sees_no_way_to_sign_their_own(practice: House, sign_in: "SignIn") -> None:
    sent = denied(practice, cents=90000)
    manager = sign_in("manager", practice_id=practice.practice.id)
    action, fields = form_of(manager, f"/claims/{sent.claim.id}", r"/claims/\d+/act")
    manager.post(action, fields | {"reason": "denial", "note": WHY})
    shown = manager.get("/approvals").content.decode()
    assert '/sign"' not in shown
    token = form_of(manager, "/approvals", r"/approvals/\d+/decline")[1]
    (made,) = acts(practice)
    assert manager.post(f"/approvals/{made.id}/sign", token).status_code == 422
    assert acts(practice)[0].state is ActState.PROPOSED


def test_what_a_patient_owes_is_forgiven_from_their_page(practice: House, sign_in: "SignIn") -> None:
    sent = owing(practice, 5000)
    client = sign_in("manager", practice_id=practice.practice.id)
    page = f"/patients/{sent.claim.patient_id}/acts"
    assert page in client.get(f"/patients/{sent.claim.patient_id}").content.decode()
    action, fields = form_of(client, page, page)
    line = f"line-{sent.lines[0].id}"
    assert fields[line] == "$50.00"
    for amount, status in (("12,5x", 422), ("-5", 422), ("50.01", 422), ("0", 422), ("20.00", 302)):
        posted = fields | {"reason": "charity", "note": "Granted.", line: amount}
        assert client.post(action, posted).status_code == status, amount
    assert balances(practice, sent)["patient_ar"] == 3000
    shown = client.get(page).content.decode()
    assert "Granted." in shown
    assert "$30.00" in shown


def test_small_balances_are_written_off_as_they_were_seen(practice: House, sign_in: "SignIn") -> None:
    owing(practice, 700)
    set_day(practice, date(2026, 6, 1))
    client = sign_in("biller", practice_id=practice.practice.id)
    shown = client.get("/small-balances").content.decode()
    assert "Write off $7.00 of 1 patient" in shown
    assert client.post("/small-balances", {"seen": "701"}).status_code == 422
    action, fields = form_of(client, "/small-balances", "/small-balances")
    assert client.post(action, fields)["Location"] == "/approvals?done=posted"
    assert totals(practice)["small_balance"] == 700
    assert "No small balance" in client.get("/small-balances").content.decode()


def test_suspended_cash_is_placed_on_a_claim_or_given_to_a_patient(
    practice: House, sign_in: "SignIn"
) -> None:
    one, _ = stranger(practice)
    other, _ = stranger(practice, 4000, trace="S2")
    client = sign_in("biller", practice_id=practice.practice.id)
    shown = client.get("/suspense").content.decode()
    assert "$130.00" in shown
    assert "STRANGE" in shown
    action, fields = form_of(client, "/suspense", r"/suspense/\d+/place")
    assert client.post(action, fields | {"control": "NOBODY"}).status_code == 422
    answer = client.post(action, fields | {"control": one.claim.control})
    assert answer["Location"] == "/suspense?done=placed"
    with books(practice.practice.id) as session:
        number = session.get(Patient, other.claim.patient_id).number
    action, fields = form_of(client, "/suspense", r"/suspense/\d+/give")
    assert client.post(action, fields | {"number": number})["Location"] == "/suspense?done=given"
    assert "Nothing is in suspense." in client.get("/suspense?done=given").content.decode()
    assert "suspense" not in totals(practice)
    assert faults(practice, on=ON) == []


def test_cash_on_the_wrong_claim_is_taken_back_from_that_claims_page(
    practice: House, sign_in: "SignIn"
) -> None:
    one, _ = stranger(practice)
    page = f"/claims/{one.claim.id}"
    client = sign_in("biller", practice_id=practice.practice.id)
    assert "Cash placed by hand" not in client.get(page).content.decode()
    action, fields = form_of(client, "/suspense", r"/suspense/\d+/place")
    client.post(action, fields | {"control": one.claim.control})
    action, fields = form_of(client, page, r"/suspense/\d+/take-back")
    assert client.post(action, fields).status_code == 422
    assert client.post(action, fields | {"why": "Another's."})["Location"] == "/suspense?done=back"
    assert totals(practice)["suspense"] == -9000
    assert "Cash placed by hand" not in client.get(page).content.decode()
    assert client.post(action, fields | {"why": "Again."}).status_code == 422
    assert faults(practice, on=ON) == []


def test_cash_that_goes_back_is_asked_for(practice: House, sign_in: "SignIn") -> None:
    stranger(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    action, fields = form_of(client, "/suspense", r"/suspense/\d+/refund")
    assert client.post(action, fields).status_code == 422
    assert client.post(action, fields | {"reason": "Not ours."}).status_code == 302
    with books(practice.practice.id) as session:
        (asked,) = session.find(Refund)
    assert (asked.cents, asked.reason) == (9000, "Not ours.")


def test_another_records_form_is_refused(practice: House, sign_in: "SignIn") -> None:
    one: Sent = denied(practice)
    other = denied(practice, trace="D2")
    client = sign_in("biller", practice_id=practice.practice.id)
    _, fields = form_of(client, f"/claims/{other.claim.id}", r"/claims/\d+/act")
    answer = client.post(f"/claims/{one.claim.id}/act", fields | {"reason": "denial", "note": WHY})
    assert answer.status_code == 409
    assert acts(practice) == []


@pytest.mark.parametrize("account", ["", "nothing", "payer_ar", "payer_ar:x", "payer_ar:9", "cash", "\u00b2"])
def test_an_account_that_no_form_names_is_refused(practice: House, sign_in: "SignIn", account: str) -> None:
    sent = denied(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    action, fields = form_of(client, f"/claims/{sent.claim.id}", r"/claims/\d+/act")
    answer = client.post(action, fields | {"reason": "denial", "note": WHY, "account": account})
    assert answer.status_code == 422
    assert acts(practice) == []


def test_who_only_codes_sees_no_form(practice: House, sign_in: "SignIn") -> None:
    sent = denied(practice)
    client = sign_in("coder", practice_id=practice.practice.id)
    shown = client.get(f"/claims/{sent.claim.id}").content.decode()
    assert f"/claims/{sent.claim.id}/act" not in shown
    assert client.get("/approvals").status_code == 403


def test_an_amount_in_suspense_is_divided_and_put_together_again(practice: House, sign_in: "SignIn") -> None:
    stranger(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    action, fields = form_of(client, "/suspense", r"/suspense/\d+/divide")
    parts = {"part-1": "50.00", "why-1": "A claim of the old system.", "part-2": "10", "why-2": "A copy fee."}
    assert client.post(action, fields | parts)["Location"] == "/suspense?done=divided"
    shown = client.get("/suspense").content.decode()
    assert "A claim of the old system." in shown
    assert "$30.00" in shown
    action, fields = form_of(client, "/suspense", r"/suspense/\d+/unite")
    assert client.post(action, fields | {"why": "It was one sum."})["Location"] == "/suspense?done=united"
    assert totals(practice)["suspense"] == -9000
    assert "A copy fee." not in client.get("/suspense").content.decode()
    assert faults(practice, on=ON) == []


def test_the_claims_history_tells_of_every_act_that_moved_its_money(
    practice: House, sign_in: "SignIn"
) -> None:
    sent = owing(practice, 5000)
    receipt = take(practice, sent, 2000)
    (laid,) = collect.lay_receipts(practice.actor, [sent.claim.patient_id], on=ON)
    collect.take_off(practice.actor, [laid.id], on=ON, reason="It was for the other visit.")
    places = {(sent.lines[0].id, "patient_ar"): 1000}
    draft = Draft("courtesy", places, "A long wait.", patient_id=sent.claim.patient_id)
    adjust.ask(practice.actor, draft, on=ON)
    client = sign_in("biller", practice_id=practice.practice.id)
    shown = client.get(f"/claims/{sent.claim.id}").content.decode()
    history = html.unescape(shown.partition('id="hi"')[2])
    assert receipt.cents == 2000
    for said in (
        "A patient's money",
        "Allocation $20.00",
        f"Allocation {money(-2000)}",
        "It was for the other visit.",
        "Given up or moved by hand",
        "Discount $10.00",
        "Courtesy under the practice's policy: A long wait.",
    ):
        assert said in history, said
