"""The screens of asking for money: the run, the plans, the agencies, and a patient's own."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from almoner.core.collect import Allocation, Receipt
from almoner.core.collect.billing_mark import BillingMark
from almoner.core.collect.estimate_notice import EstimateNotice
from almoner.core.collect.payment_plan import PaymentPlan
from almoner.core.collect.placement import Placement
from almoner.core.ledger import Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.party import Patient
from almoner.core.plan import Record
from almoner.core.report.statement import Statement
from almoner.flow.access import office
from almoner.flow.collect import autopay, card, collect
from almoner.settings import data_folder
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    """A practice with a patient who owes a share of one visit."""
    made = Shelf(name="Asking Clinic")
    patient = made.patient(0)
    visit, lines = made.charged_visit(patient, on=DAY)
    for line in lines:
        subject = Subject(patient.id, visit.id, line.id, rank=1, service_on=DAY)
        share = Effect(Reason.PATIENT_SHARE, line.charge_cents, subject, f"share:{line.id}", carc="1")
        made.postings.append(post(share, on=DAY))
    return made.lay()


def found(shelf: Shelf, kind: type[Record]) -> list[Record]:
    with books(shelf.practice_id) as session:
        return session.find(kind)


def patient_of(shelf: Shelf) -> int:
    return found(shelf, Patient)[0].id


def fields(page: str, action: str) -> dict[str, str]:
    """What the page's form of that action posts as it stands."""
    form = re.search(rf'<form method="post" action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert form, action
    said = dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', form[0]))
    for name, options in re.findall(r'<select[^>]* name="(\w+)">(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        said[name] = chosen[1] if chosen else ""
    return said


def send(client: "Client", page: str, action: str, **more: str) -> int:
    return client.post(action, fields(page, action) | more).status_code


def bill(client: "Client", patient_id: int) -> str:
    return client.get(f"/patients/{patient_id}/bill").content.decode()


def test_a_run_is_seen_and_then_made(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("biller", practice_id=shelf.practice_id)
    page = client.get("/statements").content.decode()
    assert "First letter" in page
    assert client.post("/statements/send", {"patient": [str(patient_of(shelf))]}).status_code == 302
    assert len(found(shelf, Statement)) == 1
    page = client.get("/statements?done=sent").content.decode()
    assert "Nobody here is due a statement today." in page
    assert "The statements were made" in page
    printed = client.get("/statements/print.zip").content
    (pdf,) = ZipFile(io.BytesIO(printed)).namelist()
    assert ZipFile(io.BytesIO(printed)).read(pdf).startswith(b"%PDF")
    assert client.get("/statements/print.zip?on=2020-01-01").status_code == 422
    assert client.post("/statements/send", {"patient": ["x", "-1"]}).status_code == 302
    reader = sign_in("manager", practice_id=shelf.practice_id)
    assert 'action="/statements/send"><' not in reader.get("/statements").content.decode()


def test_many_ticked_statements_go_on_after_the_page_is_left(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("biller", practice_id=shelf.practice_id)
    ticked = [str(patient_of(shelf)), *(str(at) for at in range(1, 21))]
    answer = client.post("/statements/send", {"patient": ticked})
    assert answer.headers["Location"].startswith("/runs/")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Statements: 0 of 21" in page
    assert "This goes on when you leave the page" in page


def test_a_mark_is_set_and_ended_on_the_patients_page(shelf: Shelf, sign_in: "SignIn") -> None:
    client, patient_id = sign_in("front_desk", practice_id=shelf.practice_id), patient_of(shelf)
    address = f"/patients/{patient_id}/marks"
    assert "Nothing: the ordinary rules apply." in bill(client, patient_id)
    assert send(client, bill(client, patient_id), address, sort="dispute", why="too high") == 302
    page = bill(client, patient_id)
    assert "too high" in page
    assert "nothing is collected until that is settled" in page
    assert "nothing is collected until that is settled" in client.get("/statements").content.decode()
    assert client.post(f"{address}/end", {"billing_mark": "1"}).status_code == 409
    assert send(client, page, f"{address}/end") == 302
    (mark,) = found(shelf, BillingMark)
    assert isinstance(mark, BillingMark)
    assert mark.until_on == mark.since_on
    assert send(client, bill(client, patient_id), address, sort="nonsense", why="x") == 422


def test_a_plan_is_agreed_paid_and_listed(shelf: Shelf, sign_in: "SignIn") -> None:
    client, patient_id = sign_in("front_desk", practice_id=shelf.practice_id), patient_of(shelf)
    address = f"/patients/{patient_id}/plan"
    assert send(client, bill(client, patient_id), address, count="4") == 302
    (plan,) = found(shelf, PaymentPlan)
    assert isinstance(plan, PaymentPlan)
    assert len(plan.instalments) == 4
    page = bill(client, patient_id)
    assert "Kept" in page
    assert send(client, page, f"{address}/pay", amount="20.00") == 302
    assert "$20.00" in bill(client, patient_id)
    assert "Kept" in client.get("/plans").content.decode()
    assert send(client, bill(client, patient_id), f"{address}/end", why="smaller parts") == 302
    assert "Nobody pays in parts." in client.get("/plans").content.decode()


def test_another_patients_form_changes_nothing(shelf: Shelf, sign_in: "SignIn") -> None:
    client, patient_id = sign_in("front_desk", practice_id=shelf.practice_id), patient_of(shelf)
    said = fields(bill(client, patient_id), f"/patients/{patient_id}/marks") | {"why": "x"}
    assert client.post(f"/patients/{patient_id + 1}/marks", said).status_code == 409
    assert found(shelf, BillingMark) == []


def test_a_debt_is_placed_filed_and_taken_back(shelf: Shelf, sign_in: "SignIn") -> None:
    from almoner.flow.access import Actor
    from almoner.flow.collect import collections

    client, patient_id = sign_in("biller", practice_id=shelf.practice_id), patient_of(shelf)
    assert "No agency has anything of ours." in client.get("/collections").content.decode()
    actor = Actor("bea", shelf.practice_id, frozenset({"biller"}))
    (placed, *_) = collections.place_accounts(actor, [patient_id], "North Shore", on=DAY)
    page = client.get("/collections").content.decode()
    assert "North Shore" in page
    content = client.get(f"/collections/file.csv?batch={placed.batch_id}").content
    assert content.startswith(b"account,last_name")
    assert b"TOTAL" in content
    assert client.get("/collections/file.csv?batch=1").status_code == 422
    assert client.get(f"/collections/file.xlsx?batch={placed.batch_id}").content.startswith(b"PK")
    assert client.get("/collections/file.xlsx?batch=1").status_code == 422
    assert "Placed with an agency" in bill(client, patient_id)
    assert "placed with an agency" in client.get(f"/patients/{patient_id}").content.decode()
    assert client.post("/collections/place", {"agency": "=x", "patient": "1"}).status_code == 422
    assert send(client, page, "/collections/recall", why="the patient called") == 302
    assert {one.version for one in found(shelf, Placement)} == {2}
    manager = sign_in("manager", practice_id=shelf.practice_id)
    assert manager.post("/collections/write-off", {"batch": "1", "why": "lost"}).status_code == 422


def test_who_is_to_be_decided_about_is_looked_for_some_guarantors_at_a_time(
    shelf: Shelf, sign_in: "SignIn"
) -> None:
    from almoner.flow.collect import collections, statement

    actor, days = office(shelf.practice_id), [DAY + timedelta(days=28 * place) for place in range(4)]
    for day in days:
        found = collections.at_agencies(actor, on=day, limit=1)
        assert (found.after, found.to_decide) == ("", ()), "no final notice was sent yet"
        assert statement.state_accounts(actor, [patient_of(shelf)], on=day)
    waiting = collections.at_agencies(actor, on=days[-1] + timedelta(days=1), limit=1)
    assert (waiting.after, waiting.to_decide) == (f"patient:{patient_of(shelf)}", ()), "its day is not over"
    on = days[-1] + timedelta(days=60)
    ran_out = collections.at_agencies(actor, on=on, limit=1)
    assert [one.patient_id for one in ran_out.to_decide] == [patient_of(shelf)]
    assert collections.at_agencies(actor, on=on, after=ran_out.after, limit=1).to_decide == ()
    page = sign_in("biller", practice_id=shelf.practice_id).get("/collections").content.decode()
    assert "No final notice has run out." in page


def test_an_estimate_is_refused_without_fees(shelf: Shelf, sign_in: "SignIn") -> None:
    client, patient_id = sign_in("front_desk", practice_id=shelf.practice_id), patient_of(shelf)
    address = f"/patients/{patient_id}/estimates"
    assert send(client, bill(client, patient_id), address, services="99999") == 422
    assert send(client, bill(client, patient_id), address, services="99999", on="tomorrow") == 422
    assert found(shelf, EstimateNotice) == []


def test_a_card_pays_a_plan_by_itself_until_the_consent_ends(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    own = f"/patients/{patient_of(shelf)}"
    first = {"count": "2", "first": DAY.isoformat()}
    assert send(client, bill(client, patient_of(shelf)), f"{own}/plan", **first) == 302
    folder = data_folder() / "mailbox" / shelf.submitter_id / "terminal"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "presented").write_text("9995", encoding="ascii")
    page = bill(client, patient_of(shelf))
    assert "at most three times" in page, "the words that are agreed to"
    assert send(client, page, f"{own}/plan/card") == 302
    worker = office(shelf.practice_id)
    assert autopay.take_due_instalments(worker, card.terminal_of(worker), on=DAY) == 1
    page = bill(client, patient_of(shelf))
    assert "ending in <b>9995</b>" in page
    assert "insufficient funds" in page
    assert "Try 1 of 3" in page
    assert "Card declined" in client.get("/plans").content.decode()
    assert send(client, page, f"{own}/plan/card/end", why="another card") == 302
    assert "Let a card pay it by itself" in bill(client, patient_of(shelf))


def test_one_patient_is_placed_by_hand_and_taken_back(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("biller", practice_id=shelf.practice_id)
    own = f"/patients/{patient_of(shelf)}"
    page = bill(client, patient_of(shelf))
    assert send(client, page, f"{own}/placement", agency="North Shore") == 302
    assert len({one.batch_id for one in found(shelf, Placement) if isinstance(one, Placement)}) == 1
    page = bill(client, patient_of(shelf))
    assert "placed with North Shore" in page
    assert send(client, page, f"{own}/placement/end", why="they called") == 302
    assert "placed with North Shore" not in bill(client, patient_of(shelf))
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    assert "/placement" not in bill(desk, patient_of(shelf))


def test_money_that_keeps_a_statement_back_is_applied_for_all_in_one_act(
    shelf: Shelf, sign_in: "SignIn"
) -> None:
    patient_id = patient_of(shelf)
    taken = Receipt(0, patient_id, "cash", 1000, DAY, "jo")
    collect.take_receipt(office(shelf.practice_id), taken, on=DAY)
    client = sign_in("biller", practice_id=shelf.practice_id)
    page = client.get("/statements").content.decode()
    assert "apply it first" in page
    assert "Apply the money of 1 account<" in page
    assert send(client, page, "/statements/apply") == 302
    with books(shelf.practice_id) as session:
        assert [one.cents for one in session.find(Allocation)] == [1000]
    again = client.get("/statements?done=applied").content.decode()
    assert "The money is applied to what is owed" in again
    assert "/statements/apply" not in again
    assert sign_in("front_desk", practice_id=shelf.practice_id).post("/statements/apply").status_code == 403
