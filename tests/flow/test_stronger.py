"""A second look is off by default, and whatever goes wrong with it leaves the offline answer with a word."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from almoner.core.coding.suggest import Answer, Asked, suggest
from almoner.flow.models import coder_endpoint, speech_endpoint
from almoner.flow.stronger import asked_of, coder_of
from almoner.links.coder import NoCoder
from almoner.links.mailbox import LinkRefused
from tests.core.coding.lexica import tools
from tests.links.model_server import ModelServer, serving

ASKED = Asked(on=date(2026, 11, 2))
NOTE = "A/P: 1. Hypertension, at goal on lisinopril. 2. Asthma, stable."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with serving() as server:
        monkeypatch.setenv("ALMONER_CODER", server.url)
        monkeypatch.setenv("ALMONER_CODER_SECONDS", "2")
        yield server


@pytest.fixture
def before() -> Answer:
    return suggest(NOTE, ASKED, tools())


def test_it_is_off_unless_it_is_set(before: Answer) -> None:
    assert isinstance(coder_of(), NoCoder)
    assert coder_endpoint() is None
    assert speech_endpoint() is None
    told = asked_of(before, ASKED, tools())
    assert (told.answer, told.model, told.word) == (before, "", "")


def test_its_choices_come_first_and_it_is_named(server: ModelServer, before: Answer) -> None:
    server.say({"choices": [{"id": "c2", "quotes": ["Asthma"]}, {"id": "99215", "quotes": ["A"]}]})
    second = before.ranked[1].candidate
    if NOTE[second.evidence[0].start : second.evidence[0].end] != "Asthma":
        server.say({"choices": [{"id": "c2", "quotes": ["Hypertension"]}, {"id": "99215", "quotes": ["A"]}]})
    told = asked_of(before, ASKED, tools())
    assert told.word == ""
    assert "(default)" in told.model
    assert told.answer.ranked[0].candidate.code == second.code
    assert [each.id for each in told.refused] == ["99215"]


@pytest.mark.parametrize("body", [b"", b"{}", b"no"])
def test_a_broken_answer_leaves_the_coder_alone_with_a_word(
    server: ModelServer, before: Answer, body: bytes
) -> None:
    server.body = body
    told = asked_of(before, ASKED, tools())
    assert told.answer == before
    assert "left out" in told.word
    assert "Asthma" not in told.word


def test_a_late_answer_leaves_the_coder_alone_with_a_word(
    server: ModelServer, before: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALMONER_CODER_SECONDS", "0.3")
    server.say({"choices": []})
    server.drip = 0.05
    told = asked_of(before, ASKED, tools())
    assert told.answer == before
    assert "in time" in told.word


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("ALMONER_CODER", "yes", "ALMONER_CODER"),
        ("ALMONER_CODER", "https://models.example/v1", "agreement"),
        ("ALMONER_CODER_SECONDS", "soon", "number of seconds"),
        ("ALMONER_CODER_KEY", "/nowhere/at/all", "can't be read"),
    ],
)
def test_settings_that_do_not_fit_send_nothing(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch, name: str, value: str, why: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(LinkRefused, match=why):
        coder_of()
    assert server.asked == []


def test_a_key_is_read_from_its_file(
    server: ModelServer, before: Answer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "key").write_text("abc\n", encoding="ascii")
    monkeypatch.setenv("ALMONER_CODER_KEY", str(tmp_path / "key"))
    asked_of(before, ASKED, tools())
    assert server.asked[0][1]["Authorization"] == "Bearer abc"
    (tmp_path / "key").write_text("\n", encoding="ascii")
    with pytest.raises(LinkRefused, match="no key"):
        coder_of()
