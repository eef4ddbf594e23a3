"""The note's screen: written with autosave, signed as it stands, added to; never a word on money."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart import Note, Visit
from almoner.core.chart.note import NoteSort, is_whole
from tests.web.charting import fields
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

SAID = {
    "template": "general.visit",
    "role": "own",
    "supervising": "0",
    "presence": "",
    "scribe": "",
    "f:complaint": "Blood pressure",
    "f:problem.1": "Hypertension",
    "f:problem.1.status": "stable",
    "f:problem.1.plan": "Continue lisinopril 10 mg for blood pressure",
}


@pytest.fixture
def shelf(store: object) -> Shelf:
    assert store
    return Shelf()


@pytest.fixture
def visit(shelf: Shelf) -> Visit:
    """An open visit of a patient who is here."""
    patient = shelf.patient(0)
    made = Visit(shelf.id(), patient.id, shelf.provider.id, shelf.location.id, DAY, "11", reason="Follow-up")
    shelf.records.append(made)
    shelf.lay()
    return made


def notes(shelf: Shelf) -> list[Note]:
    from almoner.store.session import books

    with books(shelf.practice_id) as session:
        return session.find(Note)


def form(client: "Client", visit: Visit) -> dict[str, str]:
    page = client.get(f"/visits/{visit.id}/note").content.decode()
    return fields(page, "note/save") | SAID


def autosave(client: "Client", visit: Visit, said: dict[str, str | list[str]] | dict[str, str]) -> str:
    answer = client.post(f"/visits/{visit.id}/note/save", said, HTTP_HX_REQUEST="true")
    assert answer.status_code == 200, answer.content.decode()[-600:]
    return answer.content.decode()


def test_autosave_answers_with_version_codes_level_and_lacks(
    shelf: Shelf, visit: Visit, sign_in: "SignIn"
) -> None:
    client = sign_in("provider", practice_id=shelf.practice_id)
    margin = autosave(client, visit, form(client, visit) | {"t:plan": "Cuff ___ ordered."})
    assert 'data-version="1"' in margin
    assert "I10" in margin
    assert re.search(r"992[01]\d", margin)
    assert "A claim waits for this" in margin
    assert "$" not in margin
    page = client.get(f"/visits/{visit.id}/note").content.decode()
    assert "Cuff ___ ordered." in page
    assert 'name="version" value="1"' in page
    treated = form(client, visit) | {"version": "1", "t:plan": "Sharp debridement with curette."}
    told = autosave(client, visit, treated).count("The note tells of a procedure")
    assert 1 <= told <= 2, "one sentence for what a claim waits for, and one for what is good to say"


def test_a_second_window_is_told_and_writes_nothing(shelf: Shelf, visit: Visit, sign_in: "SignIn") -> None:
    client = sign_in("provider", practice_id=shelf.practice_id)
    said = form(client, visit)
    autosave(client, visit, said | {"t:plan": "The first window."})
    for act in ("save", "sign"):
        answer = client.post(f"/visits/{visit.id}/note/{act}", said | {"t:plan": "The second."})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Another window has changed this draft" in page
        assert re.search(r"<b>Plan</b> The first window\.", page)
        assert re.search(r'name="t:plan"[^>]*>The second\.<', page), "no word is lost"
        assert 'name="version" value="1"' in page, "saving it again takes the other's place"
    assert notes(shelf) == []
    assert "The first window." in client.get(f"/visits/{visit.id}/note").content.decode()


def test_sign_keeps_what_the_form_says_and_acts_once(shelf: Shelf, visit: Visit, sign_in: "SignIn") -> None:
    client = sign_in("provider", practice_id=shelf.practice_id)
    said = form(client, visit)
    address = f"/visits/{visit.id}/note/sign"
    assert [client.post(address, said).status_code for _ in range(2)] == [302, 302]
    (note,) = notes(shelf)
    assert is_whole(note)
    assert "Hypertension: stable" in note.text
    page = client.get(f"/visits/{visit.id}/note").content.decode()
    assert "Hypertension: stable" in page
    assert note.sha256[:16] in page


def test_a_signed_note_is_added_to_corrected_and_withdrawn(
    shelf: Shelf, visit: Visit, sign_in: "SignIn"
) -> None:
    client = sign_in("provider", practice_id=shelf.practice_id)
    client.post(f"/visits/{visit.id}/note/sign", form(client, visit))
    (note,) = notes(shelf)
    acts = {
        "addendum": {"text": "Called back."},
        "correct": {"wrong": "lisinopril 10 mg", "right": "lisinopril 20 mg"},
        "withdraw": {"reason": "wrong patient"},
    }
    for act, words in acts.items():
        page = client.get(f"/visits/{visit.id}/note").content.decode()
        said = fields(page, f"{note.id}/{act}") | words
        assert client.post(f"/notes/{note.id}/{act}", said).status_code == 302, act
    assert [one.what for one in notes(shelf)] == [
        NoteSort.VISIT,
        NoteSort.ADDENDUM,
        NoteSort.CORRECTION,
        NoteSort.WITHDRAWAL,
    ]


def test_the_last_note_is_brought_with_its_day_and_reviewed(
    shelf: Shelf, visit: Visit, sign_in: "SignIn"
) -> None:
    client = sign_in("provider", practice_id=shelf.practice_id)
    client.post(f"/visits/{visit.id}/note/sign", form(client, visit))
    later = Visit(shelf.id(), visit.patient_id, shelf.provider.id, shelf.location.id, DAY, "11")
    shelf.records.append(later)
    shelf.lay()
    blank = {name: "" for name in SAID if name.startswith("f:")}
    said = form(client, later) | blank
    assert client.post(f"/visits/{later.id}/note/carry", said).status_code == 302
    page = client.get(f"/visits/{later.id}/note").content.decode()
    assert "From the note of" in page
    assert "Carried over and not reviewed" in page
    again = fields(page, "note/save") | {"template": "general.visit"}
    reviewed = autosave(client, later, again | blank | {"reviewed": ["0", "1", "2", "3"]})
    assert "Carried over and not reviewed" not in reviewed


def test_a_coder_reads_signed_notes_and_no_drafts(shelf: Shelf, visit: Visit, sign_in: "SignIn") -> None:
    client = sign_in("provider", practice_id=shelf.practice_id)
    autosave(client, visit, form(client, visit))
    coder = sign_in("coder", practice_id=shelf.practice_id)
    page = coder.get(f"/visits/{visit.id}/note").content.decode()
    assert "not signed yet" in page
    assert "lisinopril" not in page


def test_the_head_says_what_has_to_be_seen_and_the_reason_is_brought_over(
    shelf: Shelf, sign_in: "SignIn"
) -> None:
    patient = shelf.patient(0)
    shelf.benefits(shelf.coverage(patient, 0))
    made = Visit(
        shelf.id(), patient.id, shelf.provider.id, shelf.location.id, DAY, "11", reason="Sore throat"
    )
    shelf.records.append(made)
    shelf.lay()
    page = sign_in("provider", practice_id=shelf.practice_id).get(f"/visits/{made.id}/note").content.decode()
    assert "Allergies not asked" in page
    assert "No medication listed" in page
    assert "Medicare, active" in page
    assert re.search(r'id="f-complaint"[^>]*>Sore throat<', page)
    assert re.search(r'id="f-hpi"[^>]* autofocus', page), "what is still empty comes first"
    assert page.count(" autofocus") == 1
    assert re.search(r'What happened since: not answered\. <a[^>]*href="#f-hpi">Answer it', page)
    assert "For the next level" not in page
    assert "No visit level yet" in page, "a booking proves nothing"
    assert "No code is proven yet" in page
