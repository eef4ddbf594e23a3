"""The desk before the service: what is due, the advance notice, the questions of Medicare, the estimate."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.charge import ChargeLine, Superbill
from almoner.core.chart.advance_notice import AdvanceNotice, Choice, NoticeState, SignedHow
from almoner.core.chart.order import Order
from almoner.core.chart.signed_form import SignedForm
from almoner.core.chart.systems import CPT
from almoner.core.coding.decision import CodingDecision
from almoner.core.collect.estimate_notice import EstimateNotice
from almoner.core.coverage import Coverage
from almoner.core.coverage.msp import MspQuestionnaire
from almoner.core.party import Patient
from almoner.core.plan import Record, Task, TaskState
from almoner.core.schedule import Appointment
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.web.desk_orders import ordered
from tests.web.shelf import DAY, Shelf
from tests.web.test_statements import fields

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")
BLANK = dict.fromkeys(("choice", "none", "cause", "held_for", "plan", "employees"), "")
"""What no radio of a form says."""
NONE = {"cause": "none", "held_for": "age", "plan": "none"}


def code_of(code: str) -> str:
    return "82270" if code == "11042" else code


def restocked(one: Record) -> Record:
    """What the shelf charges, with a screening test in place of its second service."""
    if isinstance(one, ChargeLine | CodingDecision):
        return replace(one, code=code_of(one.code))
    if isinstance(one, Superbill):
        return replace(one, lines=tuple(replace(line, code=code_of(line.code)) for line in one.lines))
    return one


class Desk:
    """A practice with a patient of Medicare who comes today and was tested before, and one without cover."""

    def __init__(self) -> None:
        made = Shelf(name="Notices Clinic")
        self.patient: Patient = made.patient(0)
        policy = made.coverage(self.patient, 0)
        self.plan = made.coverage(self.patient, 1, rank=2)
        before, lines = made.charged_visit(self.patient, on=DAY - timedelta(days=30))
        made.records = [restocked(one) for one in made.records]
        made.claim(policy, before, [replace(line, code=code_of(line.code)) for line in lines], self.patient)
        self.booked: Appointment = made.booking(self.patient, 0)
        self.alone: Patient = made.patient(1)
        self.later = made.booking(self.alone, 30, starts_at=self.booked.starts_at + timedelta(days=10))
        self.shelf = made.lay()

    @property
    def notice(self) -> str:
        return f"/patients/{self.patient.id}/advance-notice"

    @property
    def questions(self) -> str:
        return f"/patients/{self.patient.id}/payer-questions"

    @property
    def estimate(self) -> str:
        return f"/today/{self.later.id}/estimate"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def client(desk: Desk, sign_in: "SignIn") -> "Client":
    return sign_in("front_desk", practice_id=desk.shelf.practice_id)


def shown(client: "Client", address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_what_is_due_stands_on_the_day_the_sheet_and_a_list_of_its_own(desk: Desk, client: "Client") -> None:
    today = shown(client, "/today")
    assert f'href="{desk.questions}?booking={desk.booked.id}"' in today
    assert "Notices due" in today
    sheet = shown(client, f"/today/{desk.booked.id}")
    assert "Ask who pays before Medicare" in sheet
    assert f'href="{desk.notice}?booking={desk.booked.id}"' in sheet
    due = shown(client, "/today/notices")
    assert due.index("Ask who pays before Medicare") < due.index("Hand out the good-faith estimate")
    assert desk.estimate in due
    assert "45 CFR 149.610" in due


def test_a_notice_is_read_chosen_and_signed(desk: Desk, client: "Client") -> None:
    address = f"{desk.notice}?booking={desk.booked.id}&services=99213&diagnoses=I10&ground=necessity"
    page = shown(client, address)
    assert "$150.00" in page
    said = fields(page, desk.notice)
    assert client.post(desk.notice, said | BLANK | {"how": "screen"}).status_code == 422, "nothing is chosen"
    wrong = client.post(desk.notice, said | {"how": "screen", "choice": "bill", "signed_by": ""})
    assert wrong.status_code == 422
    assert "The name of who signs" in wrong.content.decode()
    said = fields(shown(client, address), desk.notice) | {"how": "screen", "choice": "bill"}
    answers = [client.post(desk.notice, said) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302], "sent twice, it acts once"
    with books(desk.shelf.practice_id) as session:
        (made,) = session.find(AdvanceNotice)
        (form,) = session.find(SignedForm, form="advance_notice")
    assert (made.state, made.choice, made.form_id) == (NoticeState.SIGNED, Choice.BILL, form.id)
    page = shown(client, answers[0]["Location"])
    assert "wants it, Medicare is asked" in page
    sheet = client.get(f"{desk.notice}.pdf?notice={made.id}")
    assert sheet.content.startswith(b"%PDF")


def test_a_paper_is_printed_and_filed_as_signed(desk: Desk, client: "Client") -> None:
    query = f"booking={desk.booked.id}&services=99213&diagnoses=I10&ground=excluded"
    assert client.get(f"{desk.notice}.pdf?{query}").content.startswith(b"%PDF")
    said = fields(shown(client, f"{desk.notice}?{query}"), desk.notice) | {
        "how": "paper",
        "choice": "dont_bill",
    }
    refused = client.post(desk.notice, said | {"place": ""})
    assert refused.status_code == 422
    assert "where the signed paper lies" in refused.content.decode()
    assert client.post(desk.notice, said | {"place": "Cabinet B"}).status_code == 302
    with books(desk.shelf.practice_id) as session:
        (made,) = session.find(AdvanceNotice)
    assert (made.how, made.choice, made.place) == (SignedHow.PAPER, Choice.DONT_BILL, "Cabinet B")
    page = shown(client, desk.notice)
    form = fields(page, f"{desk.notice}/withdraw")
    assert client.post(f"{desk.notice}/withdraw", form | {"why": " "}).status_code == 422
    assert client.post(f"{desk.notice}/withdraw", form | {"why": "changed their mind"}).status_code == 302
    with books(desk.shelf.practice_id) as session:
        assert session.get(AdvanceNotice, made.id).state is NoticeState.WITHDRAWN


def test_what_can_t_be_read_is_said_at_its_field(desk: Desk, client: "Client") -> None:
    page = shown(client, f"{desk.notice}?services=9921")
    assert 'aria-invalid="true" aria-describedby="pw"' in page
    assert "can&#39;t be read" in page or "can't be read" in page
    assert "Without a diagnosis" in shown(client, f"{desk.notice}?booking={desk.booked.id}&services=99213")


def test_who_has_no_medicare_gets_none(desk: Desk, client: "Client") -> None:
    page = shown(client, f"/patients/{desk.alone.id}/advance-notice?services=99213&ground=necessity")
    assert "No such notice for this patient." in page
    questions = shown(client, f"/patients/{desk.alone.id}/payer-questions?booking={desk.later.id}")
    assert "No policy of Medicare covers that day." in questions
    sheet = shown(client, f"/today/{desk.later.id}")
    assert "Hand out the good-faith estimate" in sheet
    for place in ("", "/payers"):
        assert "Advance notice" not in (page := shown(client, f"/patients/{desk.alone.id}{place}"))
        assert "/payer-questions" not in page
    for words in ("Advance notice: Medicare may not pay", "Who pays before Medicare"):
        assert words not in sheet
    assert "Advance notice: Medicare may not pay" in shown(client, f"/today/{desk.booked.id}")
    assert "Advance notices" in shown(client, f"/patients/{desk.patient.id}")
    assert desk.questions in shown(client, f"/patients/{desk.patient.id}/payers")


def test_an_order_of_who_has_no_medicare_gets_no_notice(desk: Desk) -> None:
    with pytest.raises(Refused, match="patients of Medicare itself"):
        ordered(desk.shelf, desk.alone.id)


def test_a_form_of_another_patient_changes_nothing(desk: Desk, client: "Client") -> None:
    said = fields(shown(client, desk.questions), desk.questions) | BLANK | NONE
    other = f"/patients/{desk.alone.id}/payer-questions"
    assert client.post(other, said).status_code == 409
    with books(desk.shelf.practice_id) as session:
        assert session.find(MspQuestionnaire) == []


def test_the_questions_are_answered_signed_and_confirmed(desk: Desk, client: "Client") -> None:
    said = fields(shown(client, desk.questions), desk.questions)
    works = {"cause": "none", "held_for": "age", "plan": "own"}
    refused = client.post(desk.questions, said | BLANK | works)
    assert refused.status_code == 422
    assert 'id="q-employees-w"' in refused.content.decode()
    done = client.post(
        desk.questions, said | BLANK | works | {"employees": "from_20", "booking": str(desk.booked.id)}
    )
    assert done.status_code == 302
    page = shown(client, done["Location"])
    assert "age: the plan is first from 20 employees" in page
    assert re.search(r'type <span class="code">12</span>', page)
    sheet = shown(client, f"/today/{desk.booked.id}")
    assert "Confirm who pays first" in sheet
    form = fields(page, f"{desk.questions}/confirm")
    policies = re.findall(r'name="policy" value="(\d+\.\d+)"', page)
    assert client.post(f"{desk.questions}/confirm", form | {"policy": policies[:1]}).status_code == 422
    assert client.post(f"{desk.questions}/confirm", form | {"policy": policies}).status_code == 302
    with books(desk.shelf.practice_id) as session:
        ranks = {one.payer_id: one.rank for one in session.find(Coverage, patient_id=desk.patient.id)}
        (asked,) = session.find(MspQuestionnaire)
    assert ranks[desk.plan.payer_id] == 1
    assert (asked.msp_type, asked.confirmed_on, asked.appointment_id) == ("12", DAY, desk.booked.id)
    assert "Confirmed" in shown(client, desk.questions)
    assert "Ask who pays" not in shown(client, f"/today/{desk.booked.id}")


def test_one_tick_says_no_to_all_of_it(desk: Desk, client: "Client") -> None:
    said = fields(shown(client, desk.questions), desk.questions)
    done = client.post(desk.questions, said | BLANK | {"none": "1", "held_for": "age"})
    assert done.status_code == 302
    with books(desk.shelf.practice_id) as session:
        (made,) = session.find(MspQuestionnaire)
    assert (dict(made.answers), made.msp_type) == (NONE, "")


def test_an_estimate_is_made_and_signed_for(desk: Desk, client: "Client") -> None:
    page = shown(client, desk.estimate)
    said = fields(page, desk.estimate)
    refused = client.post(desk.estimate, said | {"services": "99999"})
    assert refused.status_code == 422
    assert "no fee" in refused.content.decode()
    assert client.post(desk.estimate, said | {"services": "99213"}).status_code == 302
    page = shown(client, desk.estimate)
    assert "150.00" in page
    sign = f"{desk.estimate}/sign"
    form = fields(page, sign)
    assert client.post(sign, form | {"signed_by": ""}).status_code == 422
    assert client.post(sign, form | {"seen": "0"}).status_code == 422
    assert [client.post(sign, form).status_code for _ in range(2)] == [302, 302]
    with books(desk.shelf.practice_id) as session:
        (made,) = session.find(EstimateNotice)
        (kept,) = session.find(SignedForm, form="good_faith_estimate")
    assert (made.delivered_on, made.delivered_by) == (DAY, "hand")
    assert kept.sha256[:16] in made.proof
    assert "Hand out" not in shown(client, "/today/notices")


def test_the_desk_s_pages_open_to_no_stranger(desk: Desk, sign_in: "SignIn") -> None:
    coder = sign_in("coder", practice_id=desk.shelf.practice_id)
    for address in ("/today/notices", desk.notice, desk.questions, desk.estimate):
        assert coder.get(address).status_code == 403


def test_an_order_says_why_it_may_not_be_paid_and_its_notice_waits_at_the_desk(
    desk: Desk, sign_in: "SignIn", client: "Client"
) -> None:
    provider = sign_in("provider", practice_id=desk.shelf.practice_id)
    chart = f"/patients/{desk.patient.id}/chart"
    order = {
        "kind": "order",
        "words": "Stool test",
        "code": "82270",
        "system": CPT,
        "priority": "routine",
        "sort": "laboratory",
        "reason_words": "Screening",
        "author": str(desk.shelf.provider.id),
        "patient_token": fields(shown(provider, chart), chart)["patient_token"],
    }
    answer = provider.post(chart, order)
    with books(desk.shelf.practice_id) as session:
        (order_made,) = session.find(Order)
    own = f"{chart}/order/{order_made.id}"
    assert answer["Location"] == f"{own}?done=added", "the flag shows at once"
    page = shown(provider, own)
    assert "Medicare may not pay this." in page
    assert "not enough time has gone by" in page
    assert "/rules/benefit-too-soon" in page
    form = fields(page, f"{desk.notice}/order")
    assert provider.post(f"{desk.notice}/order", form).status_code == 302
    assert "waits at the desk" in shown(provider, own)
    with books(desk.shelf.practice_id) as session:
        (task,) = session.find(Task, what="notice_unsigned", state=TaskState.OPEN)
    assert (task.owner, task.due_on, task.patient_id) == ("front_desk", DAY, desk.patient.id)
    assert "Have the advance notice signed" in shown(client, f"/today/{desk.booked.id}")
    said = fields(shown(client, f"{desk.notice}?booking={desk.booked.id}"), desk.notice)
    assert client.post(desk.notice, said | {"choice": "bill", "how": "screen"}).status_code == 302
    with books(desk.shelf.practice_id) as session:
        (made,) = session.find(AdvanceNotice)
        assert session.find(Task, what="notice_unsigned", state=TaskState.OPEN) == []
    assert (made.order_id, made.version, made.last_on) == (order_made.id, 2, DAY + timedelta(days=365))
    assert client.get("/today/notices").content.decode().count("advance notice signed") == 0
