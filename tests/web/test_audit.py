"""The audit trail: found by person, patient, kind and day; proved in sight; exported only while it holds."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from tests.web.conftest import House
from tests.web.shelf import DAY, Shelf

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


def sheet_of(content: bytes) -> list[list[str]]:
    """The rows of a workbook's sheet, as texts."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    texts = ["".join(one.itertext()) for one in shared]

    def said(cell: ElementTree.Element) -> str:
        told = "".join(cell.itertext())
        return texts[int(told)] if cell.get("t") == "s" else told

    return [[said(cell) for cell in row] for row in sheet.iter() if row.tag.endswith("}row")]


def test_the_workbook_holds_every_entry_with_its_seal_and_says_what_was_proved(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Workbook")
    shelf.patient(0)
    shelf.lay()
    shelf.patient(1)
    shelf.lay()
    client = sign_in("manager", practice_id=shelf.practice_id)
    answer = client.get("/audit.xlsx")
    assert answer["Content-Disposition"].endswith('.xlsx"')
    rows = sheet_of(answer.content)
    head = next(place for place, row in enumerate(rows) if row[:2] == ["Number", "Written at"])
    held = entries(shelf.practice_id)
    assert f"{held} entries verified before the export" in " ".join(
        cell for row in rows[:head] for cell in row
    )
    assert [row[0] for row in rows[head + 1 :]] == [str(number) for number in range(1, held + 1)]
    from almoner.store.session import books

    with books(shelf.practice_id) as session:
        sql = "SELECT seal FROM audit_entry WHERE practice_id = %s ORDER BY id"
        seals = [row[0] for row in session.rows(sql, shelf.practice_id)]
    assert [row[-1] for row in rows[head + 1 :]] == seals
    narrowed = sheet_of(client.get("/audit.xlsx?kind=patient").content)
    assert len(narrowed) - head - 1 == entries(shelf.practice_id, "jsonb_exists(subjects, 'patient')")
    tamper(shelf.practice_id, "UPDATE audit_entry SET reason = 'else' WHERE practice_id = %s AND id = 1")
    assert client.get("/audit.xlsx").status_code == 422


def test_the_trail_is_searched_by_record_and_by_act(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="By record")
    first = shelf.patient(0)
    shelf.lay()
    shelf.patient(1)
    shelf.lay()
    client = sign_in("manager", practice_id=shelf.practice_id)
    own = client.get(f"/audit?record={first.id}").content.decode()
    assert own.count(ROW) == entries(shelf.practice_id, f"subjects->'patient' @> '{first.id}'") == 1
    assert "No entry answers to this." in client.get("/audit?record=1").content.decode()
    from almoner.store.session import books

    with books(shelf.practice_id) as session:
        works = [row[0] for row in session.rows("SELECT DISTINCT flow FROM audit_entry")]
    page = client.get("/audit").content.decode()
    for work in works:
        assert f'<option value="{work}"' in page
        found = client.get(f"/audit?work={work}").content.decode()
        assert found.count(ROW) == min(50, entries(shelf.practice_id, f"flow = '{work}'"))
    assert "No entry answers to this." in client.get("/audit?work=none'").content.decode()


def test_a_long_trail_is_looked_at_in_bounds_and_goes_on(
    sign_in: "Callable[..., Client]", monkeypatch: pytest.MonkeyPatch
) -> None:
    from almoner.store.lists import lists_audit

    shelf = Shelf(name="Bounds").lay()
    for place in range(9):
        shelf.patient(place)
        shelf.lay()
    client = sign_in("manager", practice_id=shelf.practice_id)
    monkeypatch.setattr(lists_audit, "LOOKED_AT", 4)
    address, found, going = "/audit?kind=patient", 0, None
    for _ in range(9):
        page = client.get(address).content.decode()
        found += page.count(ROW)
        going = re.search(r'rel="next" href="([^"]*)"', page)
        if going is None:
            break
        address = unescape(going[1])
    assert going is None, "it comes to an end"
    assert found == entries(shelf.practice_id, "jsonb_exists(subjects, 'patient')") == 9


@pytest.mark.parametrize("role", ["manager", "admin"])
def test_a_long_chain_is_proved_by_a_run_and_exported_after_it(
    sign_in: "Callable[..., Client]", monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    from almoner.flow.access import office
    from almoner.flow.books import audit
    from almoner.flow.work import long_run

    shelf = Shelf(name=f"Chain {role}").lay()
    for place in range(7):
        shelf.patient(place)
        shelf.lay()
    monkeypatch.setattr(audit, "AT_ONCE", 3)
    client, here = sign_in(role, practice_id=shelf.practice_id), shelf.practice_id
    refused = client.get("/audit.csv")
    assert (refused.status_code, "Verify it first" in refused.content.decode()) == (422, True)
    where = client.post("/audit")["Location"]
    run_id, parts = int(where.rpartition("/")[2]), -(-entries(here) // 3)
    assert f"Proof of the audit: 0 of {parts}" in client.get(where).content.decode()
    assert long_run.take_on(office(here), run_id, on=DAY)
    assert "3 entries with everything that they wrote" in client.get(where).content.decode()
    shelf.patient(8)
    shelf.lay()  # somebody works on
    while long_run.take_on(office(here), run_id, on=DAY):
        pass
    page = client.get(where).content.decode()
    assert f"{entries(here)} entries with everything that they wrote, to the end of the chain" in page
    shelf.patient(9)
    shelf.lay()
    file = client.get("/audit.csv").content.decode().splitlines()
    assert len(file) == 1 + entries(here), "what came since is proved with the file"
    tamper(here, f"UPDATE audit_entry SET actor = 'else' WHERE practice_id = %s AND id = {entries(here)}")
    assert client.get("/audit.csv").status_code == 422
    run_id = int(client.post("/audit")["Location"].rpartition("/")[2])
    while long_run.take_on(office(here), run_id, on=DAY):
        pass
    broken = client.get(f"/runs/{run_id}").content.decode()
    assert "audit seal: 1" in broken
    assert "1 needs you" in broken
