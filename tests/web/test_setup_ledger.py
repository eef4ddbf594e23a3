"""The general ledger in Set-up: accounts by day, one with its history, a list, and the journal's month."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")
MONTH = DAY.replace(day=1).isoformat()
OURS = {"number": "1001", "name": "Operating account", "since": MONTH, "why": "our own chart"}


def test_a_number_is_set_shown_by_day_and_the_journal_says_that_it_changed(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Own chart")
    shelf.charged_visit(shelf.patient(0), on=DAY)
    client = sign_in("manager", practice_id=shelf.lay().practice_id)
    assert b"4000" in client.get(f"/month/journal.csv?month={MONTH}").content
    kept = client.post("/setup/ledger/revenue", OURS | {"number": "4100-7", "name": "Fees <b>"})
    assert kept["Location"] == "/setup/ledger/revenue?done=kept"
    one = client.get("/setup/ledger/revenue?done=kept").content.decode()
    assert "It is kept." in one
    assert "Fees &lt;b&gt;" in one
    assert "our own chart" in one
    assert "left under another number" in one
    assert "4100-7" in client.get("/setup/ledger").content.decode()
    assert "4100-7" not in client.get("/setup/ledger?on=2026-01-01").content.decode()
    assert "The journal of this month left" in client.get(f"/month?month={MONTH}").content.decode()
    assert b"4100-7,Fees <b>,revenue" in client.get(f"/month/journal.csv?month={MONTH}").content
    assert "The journal of this month left" not in client.get(f"/month?month={MONTH}").content.decode()


def test_what_cant_stand_is_told_at_its_field_and_nothing_typed_is_lost(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Wrong chart").lay()
    client = sign_in("admin", practice_id=shelf.practice_id)
    for wrong in (
        {"number": "=1"},
        {"number": ""},
        {"since": "soon"},
        {"name": ""},
        {"why": ""},
        {"number": "4000"},
    ):
        refused = client.post(
            "/setup/ledger/bank", OURS | wrong, HTTP_REFERER="http://localhost/setup/ledger/bank"
        )
        page = refused.content.decode()
        assert (refused.status_code, 'aria-invalid="true"' in page) == (422, True), wrong
        assert "Operating account" in page or "name" in wrong
    assert client.get("/setup/ledger/vault").status_code == 404
    assert client.post("/setup/ledger/vault", OURS).status_code == 422


def test_a_list_is_looked_at_loaded_and_given_out(sign_in: "Callable[..., Client]") -> None:
    client = sign_in("manager", practice_id=Shelf(name="Listed chart").lay().practice_id)
    out = client.get("/setup/ledger.csv?on=2026-10-01")
    assert out["Content-Disposition"] == 'attachment; filename="general-ledger-2026-10-01.csv"'
    mine = out.content.replace(b"bank,1000,Bank", b"bank,1001,Operating")
    file = SimpleUploadedFile("chart.csv", mine)
    page = client.post("/setup/ledger/preview", {"since": "2026-10-01", "file": file}).content.decode()
    assert '<b class="code">1001</b> Operating' in page
    text = {"since": "2026-10-01", "text": mine.decode(), "why": "the accountant's"}
    assert client.post("/setup/ledger", text)["Location"] == "/setup/ledger?done=loaded"
    assert "1001" in client.get("/setup/ledger?on=2026-10-01").content.decode()
    wrong = client.post(
        "/setup/ledger/preview", {"since": "2026-10-01", "text": "account,number,name\nbank,,x"}
    )
    assert (wrong.status_code, "Row 2" in wrong.content.decode()) == (422, True)
    assert client.post("/setup/ledger/preview", {"since": "", "text": mine.decode()}).status_code == 422
