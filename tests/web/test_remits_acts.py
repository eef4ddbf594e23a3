"""What people do with payments from their screens: take back, set aside, explain a takeback, decide how they
post, and keep the posting report.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from almoner.core.party import Practice
from almoner.core.plan import Plan
from almoner.core.remit import ProviderLevel, Remittance, RemittanceState
from almoner.store.commit import Cause, commit
from almoner.store.session import books
from tests.web.conftest import receive
from tests.web.era import Check, decided, era
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def paid() -> tuple[Shelf, int]:
    """A practice with a payment that was posted."""
    from almoner.flow.access import office
    from almoner.flow.remit import post

    shelf = Shelf(name="Posted payments")
    patient = shelf.patient(0)
    coverage = shelf.coverage(patient, 0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(coverage, visit, lines, patient)
    shelf.lay()
    remittance_id = receive(shelf, "EFT9", [decided(claim, lines, [("CO", "45", 5000), ("PR", "1", 2000)])])
    post.post(office(shelf.practice_id), remittance_id, on=DAY)
    return shelf, remittance_id


def state_of(shelf: Shelf, remittance_id: int) -> RemittanceState:
    with books(shelf.practice_id) as session:
        return session.get(Remittance, remittance_id).state


def text(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def test_the_manager_takes_a_payment_back_for_a_reason_and_the_biller_takes_it_up(
    paid: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, remittance_id = paid
    manager, biller = (sign_in(role, practice_id=shelf.practice_id) for role in ("manager", "biller"))
    address = f"/remittances/{remittance_id}"
    assert "Take the payment back" in text(manager.get(address).content)
    assert "Take the payment back" not in text(biller.get(address).content)
    assert manager.post(f"{address}/reverse", {"reason": " "}).status_code == 422
    manager.post(f"{address}/reverse", {"reason": "the wrong practice"})
    assert state_of(shelf, remittance_id) is RemittanceState.REVERSED
    answer = biller.post(f"{address}/take-up", {"reason": "it was right"})
    again = int(answer.headers["Location"].split("/")[2].partition("?")[0])
    assert state_of(shelf, again) is RemittanceState.RECEIVED


def test_rf13_the_report_of_a_payment_is_its_check_to_the_cent(
    paid: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, remittance_id = paid
    client = sign_in("biller", practice_id=shelf.practice_id)
    assert client.get(f"/remittances/{remittance_id}/report.xlsx").content.startswith(b"PK")
    answer = client.get(f"/remittances/{remittance_id}/report.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    with books(shelf.practice_id) as session:
        cents = session.get(Remittance, remittance_id).amount_cents
    check = f"{cents // 100}.{cents % 100:02d}"
    assert rows[-1][:4] == ["Check", "equals the cash", "", check]
    assert rows[-2][3:6] == [check, "50.00", "20.00"]
    assert client.get(f"/remittances/{remittance_id}/report.pdf").content.startswith(b"%PDF-")


def test_a_payment_for_another_practice_shows_nothing_of_it(sign_in: "Callable[..., Client]") -> None:
    from almoner.flow.access import office
    from almoner.flow.exchange import receive as receiving

    shelf = Shelf(name="Quarantine")
    patient = shelf.patient(0)
    coverage = shelf.coverage(patient, 0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(coverage, visit, lines, patient)
    shelf.lay()
    payer = shelf.payers[0]
    check = Check(
        payer.name, payer.remittance_payer_id, "1999999984", shelf.submitter_id, "ASTRAY7", shelf.on
    )
    content = era(check, [decided(claim, lines)])
    content = re.sub(rb"REF\*TJ\*[0-9]+", b"REF*TJ*999999999", content)
    receiving.receive(office(shelf.practice_id), "astray.835", content, on=DAY)
    with books(shelf.practice_id) as session:
        (astray,) = session.find(Remittance)
    client = sign_in("biller", practice_id=shelf.practice_id)
    for address in ("/remittances?view=aside", f"/remittances/{astray.id}"):
        page = client.get(address).content.decode()
        assert "another practice" in page
        assert "ASTRAY7" not in page
        assert claim.control not in page
        assert payer.name not in page


def test_how_payments_post_is_decided_by_the_manager_with_a_reason(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Posting rules").lay()
    biller, manager = (sign_in(role, practice_id=shelf.practice_id) for role in ("biller", "manager"))
    assert biller.get("/remittances/rules").status_code == 200
    assert biller.post("/remittances/rules", {"holds": "1", "reason": "mine"}).status_code == 403
    assert manager.post("/remittances/rules", {"holds": "1"}).status_code == 422
    manager.post("/remittances/rules", {"holds": "1", "posts_clean": "1", "reason": "the bank is quick"})
    with books(shelf.practice_id) as session:
        practice = session.get(Practice, shelf.practice_id)
    assert (practice.holds_until_deposit, practice.posts_clean) == (True, True)


def test_a_takeback_is_laid_on_its_claim_from_the_list(
    paid: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, _ = paid
    client = sign_in("biller", practice_id=shelf.practice_id)
    assert "Nothing stands between" in text(client.get("/remittances/takebacks").content)
    asked = {"remittance": "1", "number": "1", "claim": "A", "amount": "1", "reason": "told"}
    assert client.post("/remittances/takebacks/place", asked).status_code in (404, 422)


def test_a_payer_s_many_pairs_stand_in_pages(
    paid: tuple[Shelf, int], sign_in: "Callable[..., Client]", monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, remittance_id = paid
    with books(shelf.practice_id) as session:
        posted = session.get(Remittance, remittance_id)
        level = tuple(ProviderLevel("WO", f"PCN{number}", -100 * number) for number in range(1, 6))
        commit(
            session,
            Plan(on=DAY, records=(replace(posted, version=posted.version + 1, provider_level=level),)),
            cause=Cause("test", "tester"),
        )
    monkeypatch.setattr("almoner.web.remits.acts.MOST_SHOWN", 2)
    client = sign_in("biller", practice_id=shelf.practice_id)
    address, seen = "/remittances/takebacks", []
    for said in ("1 to 2 of 5", "3 to 4 of 5", "5 to 5 of 5"):
        page = client.get(address).content.decode()
        assert said in page
        assert "to be collected $15.00" in page
        seen += re.findall(r'<td class="code">(PCN\d)</td>', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert (seen, address) == ([f"PCN{number}" for number in range(1, 6)], "")


def test_a_deferral_is_asked_to_be_paid_from_the_list(
    paid: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, remittance_id = paid
    with books(shelf.practice_id) as session:
        posted = session.get(Remittance, remittance_id)
        pair = ProviderLevel("WO", "PCN9", -4000)
        deferred = replace(posted, version=posted.version + 1, provider_level=(pair,))
        commit(session, Plan(on=DAY, records=(deferred,)), cause=Cause("test", "tester"))
    client = sign_in("biller", practice_id=shelf.practice_id)
    assert "Pay it back in money" in client.get("/remittances/takebacks").content.decode()
    said = {"remittance": str(remittance_id), "number": "1", "amount": "40.01", "reason": "they asked"}
    assert client.post("/remittances/takebacks/repay", said).status_code == 422
    assert client.post("/remittances/takebacks/repay", said | {"amount": "40"}).status_code == 302
    assert deferred.payer_name in client.get("/refunds").content.decode()
