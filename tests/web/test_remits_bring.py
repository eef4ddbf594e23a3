"""A payer's file that a person brings: taken in by the flow of the mailbox, told by place, and then shown."""

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING

import pytest

from almoner.core.remit import Remittance, RemittanceState
from almoner.core.wire.interchange import Interchange
from almoner.flow.access import ROLES, Actor
from almoner.flow.work import long_run
from almoner.store.session import books
from tests.web.era import Check, decided, era
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")

ADDRESS = "/remittances/import"


def text(page: bytes) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode())))


def billed(name: str) -> tuple[Shelf, bytes]:
    """A practice with a claim, and the payer's file that pays it."""
    shelf = Shelf(name=name)
    patient = shelf.patient(0)
    coverage = shelf.coverage(patient, 0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(coverage, visit, lines, patient)
    shelf.lay()
    payer = shelf.payers[0]
    check = Check(payer.name, payer.remittance_payer_id, shelf.npi, shelf.submitter_id, "EFT9", DAY)
    return shelf, era(check, [decided(claim, lines, [("CO", "45", 1000)])])


def file(content: bytes, name: str = "march.835") -> object:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)


def test_a_large_upload_lies_in_no_folder_for_temporary_files(
    sign_in: "Callable[..., Client]", monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, content = billed("In memory")
    monkeypatch.setattr("tempfile.tempdir", "/nowhere/at/all")
    client = sign_in("biller", practice_id=shelf.practice_id)
    answer = client.post(ADDRESS, {"file": file(content + b"\n" * 4_000_000)})
    assert answer.headers["Location"].startswith("/runs/")


def test_a_file_is_imported_and_its_plan_shown(sign_in: "Callable[..., Client]") -> None:
    shelf, content = billed("Imports")
    client = sign_in("biller", practice_id=shelf.practice_id)
    assert f'href="{ADDRESS}" data-key="i"' in client.get("/remittances").content.decode()
    answer = client.post(ADDRESS, {"file": file(content)})
    with books(shelf.practice_id) as session:
        (made,) = session.find(Remittance)
        kept = session.get(Interchange, made.interchange_id)
    assert answer.headers["Location"] == f"/remittances/{made.id}?done=brought"
    assert (made.state, kept.name) == (RemittanceState.RECEIVED, "by hand: march.835")
    shown = text(client.get(answer.headers["Location"]).content)
    assert "What posting will do total equals the check" in shown
    assert "Nothing is posted yet" in shown
    again = client.post(ADDRESS, {"file": file(content)})
    assert again.status_code == 200
    assert "This file came before" in text(again.content)
    assert f'href="/remittances/{made.id}"' in again.content.decode()
    with books(shelf.practice_id) as session:
        assert [one.id for one in session.find(Remittance)] == [made.id]


def test_what_is_wrong_with_a_file_is_told_by_place_at_the_field(sign_in: "Callable[..., Client]") -> None:
    from almoner.web.remits.bring import LARGEST, MOST_FILES

    shelf, content = billed("Faulty")
    client = sign_in("biller", practice_id=shelf.practice_id)
    cut = client.post(ADDRESS, {"file": file(content[:-20])})
    assert cut.status_code == 422
    assert re.search(r"The file is cut or miscounted \(byte \d+, ", text(cut.content))
    assert 'aria-invalid="true"' in cut.content.decode()
    for posted, said in (
        ({}, "No file was chosen."),
        ({"file": file(b"%PDF-1.7")}, "The file is not X12"),
        ({"file": file(b"I" * (LARGEST + 1))}, "larger than 48 MB"),
        ({"file": [file(b"x") for _ in range(MOST_FILES + 1)]}, "At most 20 files at once"),
    ):
        answer = client.post(ADDRESS, posted)
        assert (answer.status_code, said in text(answer.content)) == (422, True), said
    with books(shelf.practice_id) as session:
        assert not session.find(Remittance)
        assert not session.find(Interchange), "a refused file leaves nothing"


def test_of_several_files_each_stands_for_itself(sign_in: "Callable[..., Client]") -> None:
    shelf, content = billed("Several")
    client = sign_in("biller", practice_id=shelf.practice_id)
    bank = b"date,kind,trace,payer,cents\n2026-11-23,eft,EFT9,PAYER,100\n"
    answer = client.post(ADDRESS, {"file": [file(b"", "a<b>.835"), file(content), file(bank, "bank.csv")]})
    page, told = answer.content.decode(), text(answer.content)
    assert answer.status_code == 422
    assert "2 of 3 files taken in" in told
    assert "a<b>.835" in told
    assert "<b>.835" not in page
    assert "1 remittance with 1 claim, not posted yet." in told
    with books(shelf.practice_id) as session:
        (made,) = session.find(Remittance)
    assert f'href="/remittances/{made.id}"' in page
    assert 'href="/bank"' in page


def test_who_may_receive_no_file_is_offered_none(sign_in: "Callable[..., Client]") -> None:
    shelf, content = billed("Managed")
    client = sign_in("manager", practice_id=shelf.practice_id)
    assert ADDRESS not in client.get("/remittances").content.decode()
    assert client.post(ADDRESS, {"file": file(content)}).status_code == 403
    with books(shelf.practice_id) as session:
        assert not session.find(Remittance)


def test_large_files_are_taken_in_by_a_run_whatever_they_hold(sign_in: "Callable[..., Client]") -> None:
    shelf, content = billed("Large")
    client = sign_in("biller", practice_id=shelf.practice_id)
    garbage = bytes(range(256)) * (10 << 12)  # ten megabytes
    answer = client.post(
        ADDRESS, {"file": [file(garbage, "junk.835"), file(content), file(b"PK\3\4", "a.zip")]}
    )
    where = answer.headers["Location"]
    assert where.startswith("/runs/")
    told = text(client.get(where).content)
    assert "Import of files: 0 of 3" in told, "the page answers before the files are looked at"
    assert "Import of files 0 of 3" in text(client.get("/notices").content)
    with books(shelf.practice_id) as session:
        assert not session.find(Remittance)
    office = Actor("office", shelf.practice_id, frozenset(ROLES))
    while long_run.take_on(office, int(where.rpartition("/")[2]), on=DAY):
        pass
    with books(shelf.practice_id) as session:
        (made,) = session.find(Remittance)
        assert len(session.find(Interchange)) == 1, "a refused file leaves nothing"
    page = client.get(where).content.decode()
    assert text(page.encode()).count("Refused, nothing was changed.") == 2
    assert f'href="/remittances/{made.id}"' in page
    assert "2 need you" in text(client.get("/work").content), "the pill says so on every page"
    assert client.post(f"{where}/take-back").status_code == 422


@pytest.mark.parametrize(
    ("hostile", "said"),
    [
        (b"PK\x03\x04" + bytes(5000), "The file is not X12"),
        (b"\x00" * 20_000, "The file is not X12"),
        ("Ünlesbar ☃".encode() * 900, "The file is not X12"),
        (b"ISA" + b"*" * 20_000, "The file is not X12"),
        (b"claim_of_ours", "The file holds nothing that a practice receives"),
        (b"elsewhere", "The file is addressed to another receiver"),
    ],
)
def test_a_hostile_file_is_refused_in_plain_words_and_leaves_nothing(
    sign_in: "Callable[..., Client]", hostile: bytes, said: str
) -> None:
    shelf, content = billed(f"Hostile{said[:12]}{len(hostile)}")
    altered = {
        b"elsewhere": content.replace(shelf.submitter_id.encode().ljust(15), b"SOMEBODYELSE   "),
        b"claim_of_ours": content.replace(b"ST*835*", b"ST*837*").replace(b"GS*HP*", b"GS*HC*"),
    }
    client = sign_in("biller", practice_id=shelf.practice_id)
    answer = client.post(ADDRESS, {"file": file(altered.get(hostile, hostile))})
    assert answer.status_code == 422
    assert said in text(answer.content)
    with books(shelf.practice_id) as session:
        assert not session.find(Remittance)
        assert not session.find(Interchange)


def test_a_payment_of_very_many_claims_is_not_laid_out_on_its_page(
    sign_in: "Callable[..., Client]", monkeypatch: pytest.MonkeyPatch
) -> None:
    from almoner.flow.remit import look_remits, preview_kept

    shelf, content = billed("Very many")
    client = sign_in("biller", practice_id=shelf.practice_id)
    where = client.post(ADDRESS, {"file": file(content)}).headers["Location"].partition("?")[0]
    monkeypatch.setattr(look_remits, "LARGEST_SHOWN", 0)
    monkeypatch.setattr(preview_kept, "LEAST", 0)
    monkeypatch.setattr(long_run, "LARGE_PAYMENT", 0)
    waits = client.get(where).content
    assert "So many are not laid out on a page" in text(waits)
    assert "not the check" not in text(waits)
    run = client.post(f"{where}/post").headers["Location"]
    office = Actor("office", shelf.practice_id, frozenset(ROLES))
    assert not long_run.take_on(office, int(run.rpartition("/")[2]), on=DAY)
    with books(shelf.practice_id) as session:
        (made,) = session.find(Remittance)
    assert made.state is RemittanceState.POSTED
    assert "What fitted no claim stands under Suspense" in text(client.get(where).content)
    assert f'href="{where}"' in client.get(run).content.decode()
