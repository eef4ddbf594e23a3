"""Comments on a claim's and a patient's page, and the bell of whom they name."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import House
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
