"""An engine behind an endpoint: what it is sent, and what becomes of answers that are no transcript."""

import json
from collections.abc import Iterator

import pytest

from almoner.links.endpoint import Endpoint, ModelUnusable
from almoner.links.mailbox import LinkDown, LinkRefused
from almoner.links.speech import EndpointSpeech, NoSpeech, Transcriber
from tests.links.model_server import ModelServer, serving
from tests.links.speech_conformance import *  # noqa: F403 - the kit
from tests.links.speech_conformance import HEARD, recording


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving() as server:
        server.body = json.dumps(HEARD).encode()
        yield server


@pytest.fixture
def engine(server: ModelServer) -> Transcriber:
    return EndpointSpeech(Endpoint(server.url, "tiny", 5.0))


def test_the_recording_is_sent_once_with_words_asked_for(engine: Transcriber, server: ModelServer) -> None:
    engine.transcribe(recording(), ("metoprolol", "Lasix"))
    path, headers, body = server.asked[0]
    assert path == "/v1/audio/transcriptions"
    assert headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert recording().audio in body
    for part in (b"verbose_json", b"word", b"metoprolol, Lasix", b'filename="dictation.wav"', b"tiny"):
        assert part in body
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"text": "words without times"}',
        b'{"segments": [{"words": [{"word": "x", "start": 2, "end": 1}]}]}',
        b'{"segments": [{"words": [{"word": "x", "start": -1, "end": 1}]}]}',
        b'{"segments": [{"words": [{"word": "x", "start": "0", "end": 1}]}]}',
        b'{"segments": [{"words": [{"word": "a\\u0000", "start": 0, "end": 1}]}]}',
        b'{"segments": [{"words": [{"word": "x", "start": 0, "end": NaN}]}]}',
    ],
)
def test_what_is_no_transcript(engine: Transcriber, server: ModelServer, body: bytes) -> None:
    server.body = body
    with pytest.raises(ModelUnusable) as caught:
        engine.transcribe(recording())
    assert "words without times" not in str(caught.value)


def test_late_or_gone(server: ModelServer) -> None:
    server.drip = 0.05
    with pytest.raises(LinkDown, match="in time"):
        EndpointSpeech(Endpoint(server.url, "tiny", 0.3)).transcribe(recording())


def test_off_says_what_to_do() -> None:
    with pytest.raises(LinkRefused, match="ALMONER_SPEECH"):
        NoSpeech().transcribe(recording())
