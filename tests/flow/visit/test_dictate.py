"""Dictation: words go into the draft only when all that changes their meaning was confirmed, and
recordings go with the signature."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from almoner.core.chart import Visit
from almoner.core.chart.dictated import DictationSource
from almoner.core.chart.note import is_whole
from almoner.core.chart.voiced import words_hash
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.refused import Refused
from almoner.flow.visit import dictate, look_note, note, note_after
from almoner.store.session import books
from tests.flow.visit.test_note import open_visit, typed
from tests.links.model_server import ModelServer, serving
from tests.links.speech_conformance import HEARD
from tests.practices import DAY, House

SAID = "Left knee hurts. No fever. plan colon Metoprolol fifty milligrams."
WEBM = ("audio/webm", b"\x1aE\xdf\xa3 one piece")


@pytest.fixture
def visit(house: House) -> Visit:
    return open_visit(house, DAY)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with serving() as server:
        server.body = json.dumps(HEARD).encode()
        monkeypatch.setenv("ALMONER_SPEECH", server.url)
        yield server


def keys(house: House, visit: Visit) -> list[str]:
    found = dictate.page(house.actor, visit.id, on=DAY).found[0]
    return [each.key for each in found.open_items]


def test_typed_words_stand_in_the_draft_once_all_is_confirmed(house: House, visit: Visit) -> None:
    one = dictate.type_in(house.actor, visit.id, SAID, on=DAY)
    asked = keys(house, visit)
    assert [each.split(".")[0] for each in asked] == ["side", "negation", "drug", "dose"]
    with pytest.raises(Refused, match="not confirmed"):
        dictate.put_in(house.actor, one.id, version=0, on=DAY)
    dictate.confirm(house.actor, one.id, [*asked[:-1], "no.such-key"])
    with pytest.raises(Refused, match="not confirmed"):
        dictate.put_in(house.actor, one.id, version=0, on=DAY)
    dictate.confirm(house.actor, one.id, asked[-1:])
    draft = dictate.put_in(house.actor, one.id, version=0, on=DAY)
    assert draft.free == {"hpi": "Left knee hurts. No fever.", "plan": "Metoprolol 50 mg."}
    with books(house.practice.id) as session:
        assert note.load_draft(session, visit).draft.free == draft.free
    with pytest.raises(Refused, match="nothing to put"):
        dictate.put_in(house.actor, one.id, version=1, on=DAY)


def test_it_stands_behind_what_was_written_and_never_over_a_newer_draft(house: House, visit: Visit) -> None:
    one = dictate.type_in(house.actor, visit.id, "Feels well.", on=DAY)
    with pytest.raises(Refused, match="another window"):
        dictate.put_in(house.actor, one.id, version=7, on=DAY)
    first = dictate.put_in(house.actor, one.id, version=0, on=DAY)
    two = dictate.type_in(house.actor, visit.id, "Sleeps well.", on=DAY)
    second = dictate.put_in(house.actor, two.id, version=first.version, on=DAY)
    assert second.free["hpi"] == "Feels well.\nSleeps well."


def test_a_recording_becomes_words_with_times_and_names_its_engine(
    house: House, visit: Visit, server: ModelServer
) -> None:
    one = dictate.begin(house.actor, visit.id, DictationSource.RECORDED, on=DAY)
    for number in (0, 1, 1):
        dictate.keep_piece(house.actor, one.id, number, WEBM)
    heard = dictate.hear(house.actor, one.id)
    assert WEBM[1] * 2 in server.asked[0][2]
    assert WEBM[1] * 3 not in server.asked[0][2]
    assert [word.text for word in heard.words] == ["Left", "knee", "pain."]
    assert [gap.why for gap in heard.gaps] == ["the engine heard no speech"]
    assert dictate.recording(house.actor, one.id) == ("audio/webm", WEBM[1] * 2)
    assert dictate.hear(house.actor, one.id).words == heard.words
    assert len(server.asked) == 1, "what was heard is not asked again"
    dictate.confirm(house.actor, one.id, keys(house, visit))
    assert dictate.put_in(house.actor, one.id, version=0, on=DAY).scribe.startswith("voice: 127.0.0.1")


def test_recordings_go_with_the_signature_and_words_stay(
    house: House, visit: Visit, server: ModelServer
) -> None:
    one = dictate.begin(house.actor, visit.id, DictationSource.UPLOADED, on=DAY)
    dictate.keep_piece(house.actor, one.id, 0, WEBM)
    dictate.hear(house.actor, one.id)
    assert dictate.forget_recordings(house.actor, on=DAY) == 0
    dictate.confirm(house.actor, one.id, keys(house, visit))
    draft = dictate.put_in(house.actor, one.id, version=0, on=DAY)
    note.sign_typed(house.actor, typed(draft), on=DAY)
    assert dictate.forget_recordings(house.actor, on=DAY) == 1
    assert dictate.recording(house.actor, one.id) is None
    assert dictate.page(house.actor, visit.id, on=DAY).found[0].dictation.words
    with pytest.raises(Refused, match="signed already"):
        dictate.keep_piece(house.actor, one.id, 1, WEBM)
    assert len(server.asked) == 1


def test_a_signed_note_keeps_which_words_came_from_which_time_and_who_confirmed_them(
    house: House, visit: Visit, server: ModelServer
) -> None:
    one = dictate.begin(house.actor, visit.id, DictationSource.UPLOADED, on=DAY)
    dictate.keep_piece(house.actor, one.id, 0, WEBM)
    heard = dictate.hear(house.actor, one.id)
    dictate.confirm(house.actor, one.id, [*keys(house, visit), *keys(house, visit)])
    dictate.put_in(house.actor, one.id, version=0, on=DAY)
    signed = look_signed(house, visit)
    (voiced,) = signed.note.voiced
    assert is_whole(signed.note)
    assert voiced.recording_sha256 == hashlib.sha256(WEBM[1]).hexdigest()
    assert voiced.words_sha256 == words_hash(heard.words)
    (stretch,) = voiced.stretches
    assert signed.note.text[stretch.start : stretch.end] == "Left knee pain."
    assert (stretch.from_ms, stretch.to_ms) == (heard.words[0].start_ms, heard.words[-1].end_ms)
    assert [(mark.text, mark.by) for mark in voiced.marks] == [("Left", house.actor.name)]
    kept = signed.recorded[one.id]
    assert (kept.kept_until, kept.deleted_on) == (DAY, None)
    dictate.forget_recordings(house.actor, on=DAY)
    page = look_note.page(house.actor, visit.id, on=DAY)
    assert page.signed is not None
    kept = page.signed.recorded[one.id]
    assert (kept.kept_until, kept.deleted_on) == (None, DAY)
    assert kept.dictation.words == heard.words
    assert server.asked


def look_signed(house: House, visit: Visit) -> look_note.Signed:
    """Sign what stands in the draft, and look at it."""
    with books(house.practice.id) as session:
        draft = note.load_draft(session, visit).draft
    said = note.Typed(visit.id, draft.version, draft.template, {}, dict(draft.free))
    note.sign_typed(house.actor, said, on=DAY)
    page = look_note.page(house.actor, visit.id, on=DAY)
    assert page.signed is not None
    return page.signed


def test_a_withdrawn_note_deletes_no_recording_for_the_right_one(
    house: House, visit: Visit, server: ModelServer
) -> None:
    said = dictate.type_in(house.actor, visit.id, "Feels well.", on=DAY)
    dictate.put_in(house.actor, said.id, version=0, on=DAY)
    signed = look_signed(house, visit)
    note_after.withdraw_note(house.actor, signed.note.id, "wrong patient", on=DAY)
    one = dictate.begin(house.actor, visit.id, DictationSource.RECORDED, on=DAY)
    dictate.keep_piece(house.actor, one.id, 0, WEBM)
    dictate.forget_recordings(house.actor, on=DAY + timedelta(1))
    assert dictate.recording(house.actor, one.id) == WEBM
    assert server.asked == []


def test_a_recording_that_nobody_signs_goes_after_its_time(
    house: House, visit: Visit, server: ModelServer
) -> None:
    one = dictate.begin(house.actor, visit.id, DictationSource.RECORDED, on=DAY)
    dictate.keep_piece(house.actor, one.id, 0, WEBM)
    dictate.forget_recordings(house.actor, on=DAY + timedelta(29))
    assert dictate.recording(house.actor, one.id) == WEBM
    assert dictate.forget_recordings(house.actor, on=DAY + timedelta(30)) > 0
    assert dictate.recording(house.actor, one.id) is None
    assert server.asked == []


def test_without_an_engine_nothing_is_recorded(house: House, visit: Visit) -> None:
    with pytest.raises(Refused, match="No speech engine"):
        dictate.begin(house.actor, visit.id, DictationSource.RECORDED, on=DAY)
    assert dictate.page(house.actor, visit.id, on=DAY).engine == ""


@pytest.mark.parametrize(
    "recording", [("text/html", b"x"), ("audio/webm", b"")], ids=["another kind", "nothing"]
)
def test_what_is_no_recording_is_refused(
    house: House, visit: Visit, server: ModelServer, recording: tuple[str, bytes]
) -> None:
    one = dictate.begin(house.actor, visit.id, DictationSource.RECORDED, on=DAY)
    with pytest.raises(Refused, match="can't be taken"):
        dictate.keep_piece(house.actor, one.id, 0, recording)
    with pytest.raises(Refused, match="can't be taken"):
        dictate.keep_piece(house.actor, one.id, -1, WEBM)
    assert server.asked == []


def test_an_engine_that_fails_keeps_the_recording_and_says_so(
    house: House, visit: Visit, server: ModelServer
) -> None:
    one = dictate.begin(house.actor, visit.id, DictationSource.RECORDED, on=DAY)
    dictate.keep_piece(house.actor, one.id, 0, WEBM)
    server.status = 503
    with pytest.raises(Refused, match="not heard"):
        dictate.hear(house.actor, one.id)
    server.status = 200
    assert dictate.hear(house.actor, one.id).words


@pytest.mark.parametrize("text", ["", "  ", "x" * 100, "a " * 40_000], ids=["empty", "blank", "word", "long"])
def test_what_is_no_transcript_is_refused(house: House, visit: Visit, text: str) -> None:
    with pytest.raises(Refused, match="no transcript"):
        dictate.type_in(house.actor, visit.id, text, on=DAY)


def test_a_coder_dictates_nothing(house: House, visit: Visit) -> None:
    coder = Actor("cora", house.practice.id, frozenset({"coder"}))
    with pytest.raises(AccessDenied):
        dictate.type_in(coder, visit.id, "Feels well.", on=DAY)
    with pytest.raises(AccessDenied):
        dictate.page(coder, visit.id, on=DAY)
