"""Comments on a claim's and a patient's page, and the bell of whom they name."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import House
from tests.web.shelf import DAY, Shelf
from tests.web.test_balances import form_of

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]


def test_a_comment_is_told_mended_and_taken_back(house: House, sign_in: "SignIn") -> None:
    boss = sign_in("manager")
    assert "Nothing waits for you." in boss.get("/notices").content.decode()
    client, page = sign_in("biller"), f"/claims/{house.denied.id}"
    action, fields = form_of(client, page, f"{page}/comments")
    wrong = client.post(action, fields | {"text": "@nobodysname look at <this>"})
    assert wrong.status_code == 422
    assert "@nobodysname look at &lt;this&gt;</textarea>" in wrong.content.decode()
    said = f"@manager{house.practice_id} look at <this>"
    assert client.post(action, fields | {"text": said}).headers["Location"] == f"{page}#comments"
    assert said.replace("<this>", "&lt;this&gt;") in boss.get(page).content.decode()
    assert 'aria-label="1 notice"' in boss.get("/work").content.decode()
    notices = boss.get("/notices").content.decode()
    assert f'href="{page}#comments"' in notices
    action, fields = form_of(boss, "/notices", r"/notices/\d+/done")
    assert boss.post(action, fields).status_code == 302
    assert 'aria-label="0 notices"' in boss.get("/work").content.decode()
    undo, offer = form_of(boss, "/notices", "/undo")
    boss.post(undo, offer)
    assert 'aria-label="1 notice"' in boss.get("/work").content.decode(), "one key takes it back"
    action, fields = form_of(client, page, r"/comments/\d+/mend")
    assert client.post(action, fields | {"text": " "}).status_code == 422
    assert client.post(action, fields | {"text": "Settled."}).headers["Location"] == f"{page}#comments"
    shown = boss.get(page).content.decode()
    assert "what it said before" in shown
    assert "/mend" not in shown, "only who wrote it changes it"
    action, fields = form_of(client, page, r"/comments/\d+/back")
    client.post(action, fields)
    assert "Taken back on" in boss.get(page).content.decode()
    assert 'aria-label="0 notices"' in boss.get("/work").content.decode()


@pytest.mark.parametrize("visit", ["", "0", "7"])
def test_a_comment_on_a_patient_is_read_by_the_desk(house: House, sign_in: "SignIn", visit: str) -> None:
    desk, page = sign_in("front_desk"), f"/patients/{house.patient.id}"
    action, fields = form_of(desk, page, f"{page}/comments")
    answer = desk.post(action, fields | {"text": f"Prefers mornings {visit}.", "visit": visit})
    if visit == "7":
        assert answer.status_code == 404, "a visit of nobody's"
    else:
        assert f"Prefers mornings {visit}." in desk.get(page).content.decode()
    assert desk.post(action, fields | {"patient_token": "1.2", "text": "x"}).status_code == 409


def test_comments_and_calls_stand_in_the_claim_s_one_history(sign_in: "SignIn") -> None:
    shelf = Shelf(name="One history")
    patient = shelf.patient(0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(shelf.coverage(patient), visit, lines, patient)
    shelf.denial(claim, lines[1])
    shelf.lay()
    client, page = sign_in("biller", practice_id=shelf.practice_id), f"/claims/{claim.id}"
    action, fields = form_of(client, page, f"{page}/comments")
    client.post(action, fields | {"text": "They look for the note."})
    action, fields = form_of(client, page, f"{page}/call")
    client.post(action, fields | {"representative": "Marta", "said": "Send it again."})
    shown = client.get(page).content.decode()
    (history,) = re.findall(r'<section class="card" id="comments".*?</section>', shown, re.DOTALL)
    order = ("They look for the note.", "Send it again.", "of the sealed audit")
    said = [history.index(one) for one in order]
    assert said == sorted(said), "what was said last stands before what happened"
    assert "They look for the note." not in client.get(f"{page}?history=money").content.decode()
    assert "They look for the note." in client.get(f"{page}?history=people").content.decode()
