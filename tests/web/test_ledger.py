"""What is owed by its age, and the month: figures, what stands against the close, and the journal."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.ledger import Reason, Subject
from almoner.core.ledger.posting import Effect, post
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def charged() -> Shelf:
    shelf = Shelf(name="Aging")
    shelf.charged_visit(shelf.patient(0), on=DAY - timedelta(days=40))
    return shelf.lay()


def test_receivables_show_by_age(sign_in: "Callable[..., Client]") -> None:
    client = sign_in("manager", practice_id=charged().practice_id)
    page = client.get("/receivables").content.decode()
    assert page.count("$450.00") == 8
    assert "By provider" in page
    table = client.get("/receivables.csv").content
    assert table.startswith(b"owed_by,account,provider,to_30")
    assert table.count(b",45000\r\n") == 1
    assert client.get("/receivables.xlsx").content.startswith(b"PK")
    earlier = client.get(f"/receivables?on={(DAY - timedelta(days=41)).isoformat()}").content.decode()
    assert "Nobody owes anything on this day." in earlier
    assert "known at audit entry" in earlier
    then = client.get(f"/receivables?on={DAY.isoformat()}&known=1").content.decode()
    assert "known at audit entry 1" in then
    assert "$450.00" in then


def test_what_patients_owe_shows_by_kind(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Kinds")
    patient = shelf.patient(0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    subject = Subject(patient.id, visit.id, lines[0].id, rank=1, service_on=DAY)
    shelf.postings.append(post(Effect(Reason.PATIENT_SHARE, 1500, subject, "share", carc="3"), on=DAY))
    client = sign_in("biller", practice_id=shelf.lay().practice_id)
    page = client.get("/receivables/patients").content.decode()
    assert "Copay" in page
    assert page.count("$15.00") == 2
    assert client.get("/receivables/patients.csv").content.startswith(b"kind,lines,cents")
    assert client.get("/receivables/patients.xlsx").content.startswith(b"PK")
    before = (DAY - timedelta(days=1)).isoformat()
    assert "No patient owes anything" in client.get(f"/receivables/patients?on={before}").content.decode()
    assert "/receivables/patients?on=" in client.get("/receivables").content.decode()


def test_a_month_shows_its_roll_forward_and_refuses_to_close(sign_in: "Callable[..., Client]") -> None:
    shelf = charged()
    client = sign_in("manager", practice_id=shelf.practice_id)
    page = client.get("/month").content.decode()
    assert "Roll-forward of the receivables" in page
    assert "Not every day of it is closed." in page
    assert "Insurance A/R, primary" in page
    first = DAY - timedelta(days=40)
    assert f'<a href="/day?on={first.isoformat()}">Go to {first:%m/%d/%Y}</a>' in page
    later = client.get("/month?month=2026-11-01").content.decode()
    assert "October 2026 is still open." in later
    assert '<a href="/month?month=2026-10-01">Go to October 2026</a>' in later
    refused = client.post("/month/close", {"month": "2026-10-01"})
    assert refused.status_code == 422
    journal = client.get("/month/journal.csv?month=2026-10-01")
    assert journal.content.startswith(b"date,number,name,account,reason,debit_cents,credit_cents")
    assert journal.content.count(b"payer_ar:1") == 1
    book = client.get("/month/journal.xlsx?month=2026-10-01")
    assert book.content.startswith(b"PK")
    assert book["Content-Disposition"] == 'attachment; filename="journal-2026-10.xlsx"'
