"""The audit trail: found by person, patient, kind and day; proved in sight; exported only while it holds."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import House
from tests.web.shelf import Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")

ROW = "<tr data-row>"


def entries(practice_id: int, where: str = "true") -> int:
    from almoner.store.session import books

    with books(practice_id) as session:
        sql = f"SELECT count(*) FROM audit_entry WHERE practice_id = %s AND {where}"
        return int(session.value(sql, practice_id))


def tamper(practice_id: int, sql: str) -> None:
    """Change the books as the owner of the database, who alone can."""
    from django.db import connections, transaction

    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"SET LOCAL almoner.practice = '{practice_id}'")
        cursor.execute(sql, [practice_id])


def test_the_trail_is_searched_by_person_kind_patient_and_day(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("manager")
    everything = client.get("/audit").content.decode()
    assert everything.count(ROW) == min(50, entries(house.practice_id))
    office = client.get("/audit?person=almoner").content.decode()
    assert office.count(ROW) == min(50, entries(house.practice_id, "actor = 'almoner'"))
    assert "No entry answers to this." in client.get("/audit?person=nobody").content.decode()
    remittances = client.get("/audit?kind=remittance").content.decode()
    held = entries(house.practice_id, "jsonb_exists(subjects, 'remittance')")
    assert 0 < remittances.count(ROW) == held < entries(house.practice_id)
    theirs = client.get(f"/audit?chart={house.patient.number}").content.decode()
    assert 0 < theirs.count(ROW) <= entries(house.practice_id)
    assert house.patient.name.last not in theirs
    assert "No patient has this chart number." in client.get("/audit?chart=NOPE").content.decode()
    today = datetime.now(UTC).date().isoformat()
    assert client.get(f"/audit?first={today}&last={today}").content.decode().count(ROW)
    assert "No entry answers to this." in client.get("/audit?last=2020-01-01").content.decode()


def test_what_people_did_is_counted_from_the_trail(house: House, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("manager")
    everything = client.get("/staff?since=2026-11-01").content.decode()
    assert "An act is a sealed entry" in everything
    assert "person=almoner" not in everything  # the worker's are nobody's
    acts = entries(
        house.practice_id, "actor = 'tester' AND effective_on BETWEEN '2026-11-01' AND '2026-11-23'"
    )
    assert acts
    own = client.get("/staff?since=2026-11-01&person=tester").content.decode()
    assert f"<b>{acts:,}</b>" in own
    assert "/audit?person=tester&amp;first=2026-11-23&amp;last=2026-11-23" in own
    table = client.get("/staff.csv?since=2026-11-01").content.decode()
    assert table.startswith("person,acts,days,")
    assert f"tester,{acts}," in table
    assert client.get("/staff.xlsx?person=tester").content.startswith(b"PK")
    assert "Nobody saved anything" in client.get("/staff?until=2020-01-01").content.decode()


def test_only_entries_about_the_patient_answer_to_their_number(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Two patients")
    first = shelf.patient(0)
    shelf.lay()
    second = shelf.patient(1)
    shelf.lay()
    client = sign_in("manager", practice_id=shelf.practice_id)
    for patient in (first, second):
        page = client.get(f"/audit?chart={patient.number}").content.decode()
        assert page.count(ROW) == 1
        assert f'href="/patients/{patient.id}"' in page or "patient" in page


def test_a_page_of_fifty_goes_on(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Long trail").lay()
    for place in range(60):
        shelf.patient(place)
        shelf.lay()
    client = sign_in("manager", practice_id=shelf.practice_id)
    first = client.get("/audit?kind=patient").content.decode()
    assert first.count(ROW) == 50
    second = client.get("/audit?kind=patient&after=" + first.split("after=")[1].split('"')[0])
    assert second.content.decode().count(ROW) == 10


def test_verification_is_shown_and_a_change_is_found_before_anything_is_exported(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Proof")
    shelf.patient(0)
    shelf.lay()
    client = sign_in("admin", practice_id=shelf.practice_id)
    assert "Verified just now" not in client.get("/audit").content.decode()
    proved = client.post("/audit").content.decode()
    assert f"Verified just now: {entries(shelf.practice_id)} entries" in proved
    file = client.get("/audit.csv")
    assert file["Content-Disposition"].startswith('attachment; filename="audit-')
    lines = file.content.decode().splitlines()
    assert lines[0].startswith("number,written_at,person,work,reason,day,records,postings,digest,seal")
    assert len(lines) == 1 + entries(shelf.practice_id)
    assert lines[-1].rpartition(",")[2] in proved  # the seal at the end of the chain
    tamper(
        shelf.practice_id,
        "UPDATE record SET body = jsonb_set(body, '{phone}', '\"5550000000\"') "
        "WHERE practice_id = %s AND kind = 'patient'",
    )
    assert "The audit does not verify" in client.post("/audit").content.decode()
    refused = client.get("/audit.csv")
    assert refused.status_code == 422
    assert "nothing was exported" in refused.content.decode()


def test_who_may_read_no_patient_reads_no_reason(sign_in: "Callable[..., Client]") -> None:
    from almoner.core.plan import Plan
    from almoner.store.commit import Cause, commit
    from almoner.store.session import books

    shelf = Shelf(name="Reasons")
    shelf.stock()
    shelf.lay()
    with books(shelf.practice_id) as session:
        patient = shelf.patient(0)
        shelf.records.clear()
        commit(
            session,
            Plan(on=shelf.on, records=(patient,)),
            cause=Cause("register", "ann", "told by their sister"),
        )
    read = sign_in("manager", practice_id=shelf.practice_id).get("/audit").content.decode()
    assert "told by their sister" in read
    client = sign_in("admin", practice_id=shelf.practice_id)
    assert "told by their sister" not in client.get("/audit").content.decode()
    assert b"told by their sister" not in client.get("/audit.csv").content
