"""The contracts on their screens: brought, looked at, put in force, undone with one key and taken back."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.shelf import Shelf
from tests.web.test_balances import form_of

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf(store: object) -> Shelf:
    assert store
    return Shelf(name="Contracts").lay()


def said(shelf: Shelf, content: bytes, **more: str) -> dict[str, object]:
    file = SimpleUploadedFile("rates.csv", content, content_type="text/csv")
    usual = {"name": "Cedar 2026", "payer": str(shelf.payers[0].id), "since": "2026-01-01", "file": file}
    return {**usual, **more}


def test_a_contract_is_brought_looked_at_put_in_force_and_undone(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    answer = client.post("/contracts", said(shelf, b"code,value,page\n99213,120,p. 4\n*,60,\n"))
    at = answer["Location"]
    assert re.fullmatch(r"/contracts/\d+", at)
    page = client.get(at).content.decode()
    assert "Put it in force" in page
    assert "$120.00" in page
    assert "p. 4" in page
    assert "nothing said" in page
    assert client.post(f"{at}/force", {})["Location"] == f"{at}?done=force"
    shown = client.get(f"{at}?done=force").content.decode()
    assert "The contract is in force." in shown
    assert "Put it in force" not in shown
    assert client.post(*form_of(client, at, "/undo")).status_code == 302
    assert "taken back" in client.get(at).content.decode()
    assert client.post(f"{at}/withdraw", {"why": "again"}).status_code == 422


def test_a_file_with_faults_stands_beside_the_form_with_what_was_typed(
    shelf: Shelf, sign_in: "SignIn"
) -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    answer = client.post("/contracts", said(shelf, b"code,value\n99213,<b>\n"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Row 2, value" in page
    assert "<b>" not in page.split("Row 2, value")[1].split("</tr>")[0].replace("</b>", "")
    assert 'value="Cedar 2026"' in page
    assert 'value="2026-01-01"' in page
    wrong = client.post("/contracts", said(shelf, b"code,value\n99213,1\n", name="Medicare"))
    assert wrong.status_code == 422
    assert "Give it one" in wrong.content.decode()
    assert "No contract was brought here yet" in client.get("/contracts").content.decode()


def test_a_list_of_fees_is_undone_with_one_key_and_taken_back(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    fees = {"name": "Standard", "since": "2026-01-01", "payer": "0", "location": "0"}
    for _ in range(2):
        assert client.post("/fees", fees | {"text": "code,fee\n99213,140.00\n"}).status_code == 302
        assert client.post(*form_of(client, "/fees", "/undo")).status_code == 302
    assert client.get("/fees").content.decode().count("taken back") == 2
    wrong = client.post("/fees/preview", fees | {"text": "code,fee\n99213,1\n99213,2\n"})
    assert wrong.status_code == 422
    assert "Row 3, code" in wrong.content.decode()
    client.post("/fees", fees | {"text": "code,fee\n99213,140.00\n"})
    (action,) = re.findall(r'action="(/fees/\d+/withdraw)"', client.get("/fees").content.decode())
    assert client.post(action, {"why": "not signed"})["Location"] == "/fees?done=back"
