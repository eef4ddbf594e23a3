"""The dictation screen: what is typed, uploaded or recorded is looked through by word, and then put in."""

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.links.model_server import ModelServer, serving
from tests.links.speech_conformance import HEARD, recording
from tests.practices import DAY
from tests.practices import House as Practice

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with serving() as server:
        server.body = json.dumps(HEARD).encode()
        monkeypatch.setenv("ALMONER_SPEECH", server.url)
        yield server


@pytest.fixture
def practice(house: object) -> Practice:
    from tests.practices import new_house

    assert house, "the books are open"
    return new_house()


@pytest.fixture
def visit_id(practice: Practice) -> int:
    from tests.flow.visit.test_note import open_visit

    return open_visit(practice, DAY).id


@pytest.fixture
def doctor(practice: Practice, sign_in: "SignIn") -> "Client":
    return sign_in("provider", practice_id=practice.practice.id)


def text(client: "Client", visit_id: int) -> str:
    answer = client.get(f"/visits/{visit_id}/dictation")
    assert answer.status_code == 200
    return str(answer.content.decode())


def token(shown: str, action: str) -> str:
    found = re.search(rf'{action}".*?name="patient_token" value="([^"]+)"', shown, re.DOTALL)
    assert found, action
    return found[1]


def test_typed_words_are_ticked_one_by_one_and_put_in(doctor: "Client", visit_id: int) -> None:
    shown = text(doctor, visit_id)
    assert "No speech engine is set" in shown
    form = {"patient_token": token(shown, "/dictation/type"), "text": "<b>Left knee. No fever."}
    assert doctor.post(f"/visits/{visit_id}/dictation/type", form).status_code == 302
    shown = text(doctor, visit_id)
    assert "&lt;b&gt;Left" in shown
    assert "Put it into the draft" not in shown
    keys = re.findall(r'name="key" value="([^"]+)"', shown)
    (action,) = set(re.findall(r"/dictations/\d+/confirm", shown))
    confirmed = {"patient_token": token(shown, action), "key": keys}
    assert doctor.post(action, confirmed).status_code == 302
    shown = text(doctor, visit_id)
    use = action.replace("confirm", "use")
    put = {"patient_token": token(shown, use), "version": "0"}
    assert doctor.post(use, put).status_code == 302
    assert "In the draft" in text(doctor, visit_id)


def test_a_recording_is_taken_in_pieces_and_listened_to_on_this_page_alone(
    doctor: "Client", visit_id: int, server: ModelServer
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = doctor.get(f"/visits/{visit_id}/dictation")
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    assert "media-src 'self'" in page.headers["Content-Security-Policy"]
    assert "microphone=()" in doctor.get("/keys").headers["Permissions-Policy"]
    shown = page.content.decode()
    asked = {"patient_token": token(shown, "/dictation/begin")}
    begun = doctor.post(f"/visits/{visit_id}/dictation/begin", asked).json()
    for number in range(2):
        piece = SimpleUploadedFile("piece", b"x", content_type="audio/webm;codecs=opus")
        sent = {"patient_token": begun["token"], "number": str(number), "file": piece}
        assert doctor.post(f"/dictations/{begun['id']}/piece", sent).status_code == 204
    heard = doctor.post(f"/dictations/{begun['id']}/hear", {"patient_token": begun["token"]})
    assert heard.headers["Location"] == f"/visits/{visit_id}/dictation?done=heard"
    shown = text(doctor, visit_id)
    assert "heard badly" in shown
    assert "the engine heard no speech" in shown
    listened = doctor.get(f"/dictations/{begun['id']}/recording")
    assert (listened.content, listened.headers["Content-Type"]) == (b"xx", "audio/webm")
    assert len(server.asked) == 1


def test_an_upload_in_silence_is_refused_before_any_engine_hears_it(
    doctor: "Client", visit_id: int, server: ModelServer
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("visit.wav", recording(1.0).audio, content_type="audio/wav")
    sent = {"patient_token": token(text(doctor, visit_id), "/dictation/upload"), "file": file}
    answer = doctor.post(f"/visits/{visit_id}/dictation/upload", sent)
    assert "There is no voice in the recording" in answer.content.decode()
    assert server.asked == []


def test_a_form_for_another_dictation_changes_nothing(doctor: "Client", visit_id: int) -> None:
    form = {"patient_token": token(text(doctor, visit_id), "/dictation/type"), "text": "Left knee."}
    doctor.post(f"/visits/{visit_id}/dictation/type", form)
    (action,) = set(re.findall(r"/dictations/\d+/confirm", text(doctor, visit_id)))
    answer = doctor.post(action, {"patient_token": form["patient_token"], "key": "side.0-1"})
    assert answer.status_code == 409
    assert 'value="side.0-1"' in text(doctor, visit_id)


def test_a_signed_visit_shows_what_was_dictated_and_leads_to_the_addendum(
    doctor: "Client", visit_id: int, practice: Practice
) -> None:
    from almoner.flow.visit import dictate, note

    one = dictate.type_in(practice.actor, visit_id, "Left knee hurts today. Sleeps well.", on=DAY)
    dictate.type_in(practice.actor, visit_id, "No fever.", on=DAY)
    assert "30 days after it was made" not in text(doctor, visit_id), "nothing can be recorded here"
    dictate.confirm(practice.actor, one.id, ["side.0-1"])
    draft = dictate.put_in(practice.actor, one.id, version=0, on=DAY)
    typed = note.Typed(visit_id, draft.version, draft.template, {}, dict(draft.free))
    note.sign_typed(practice.actor, typed, on=DAY)
    shown = text(doctor, visit_id)
    assert "The note is signed" in shown
    assert "Sleeps" in shown
    assert f'href="/visits/{visit_id}/note?add=1#add"' in shown
    for invitation in ("<textarea", 'type="file"', 'type="checkbox"', "data-recorder", "to confirm"):
        assert invitation not in shown
    signed = doctor.get(f"/visits/{visit_id}/note?add=1").content.decode()
    assert '<details id="add" open>' in signed
    assert "as they were at the signature" in signed
    assert "2 stretches of the note, 1 word confirmed" in signed
    assert practice.actor.name in signed


def test_how_long_a_recording_stays_is_told_by_the_voice_card(
    doctor: "Client", visit_id: int, server: ModelServer
) -> None:
    from almoner.store.shipped.voice import retention

    shown = text(doctor, visit_id)
    assert retention().signed_days == 0
    assert "deleted on the day on which the note is signed" in shown
    assert f"or {retention().unsigned_days} days after it was made" in shown
    assert server.asked == []
