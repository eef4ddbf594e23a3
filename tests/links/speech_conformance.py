"""What every speech engine must do. A test module imports these and gives them an `engine` for `HEARD`."""

import io
import logging
import wave

import pytest

from almoner.core.chart.heard import kept
from almoner.links.mailbox import LinkRefused
from almoner.links.speech import LONGEST_AUDIO, Recording, Transcriber

HEARD = {
    "text": "Left knee pain. Quixote",
    "segments": [
        {
            "avg_logprob": -0.1,
            "no_speech_prob": 0.02,
            "compression_ratio": 1.1,
            "words": [
                {"word": " Left", "start": 0.0, "end": 0.4, "probability": 0.98},
                {"word": " knee", "start": 0.4, "end": 0.8, "probability": 0.97},
                {"word": " pain.", "start": 0.8, "end": 1.2, "probability": 0.41},
            ],
        },
        {
            "avg_logprob": -1.2,
            "no_speech_prob": 0.93,
            "compression_ratio": 0.9,
            "words": [{"word": " Quixote", "start": 5.0, "end": 5.5, "probability": 0.2}],
        },
    ],
}


def recording(seconds: float = 0.2) -> Recording:
    """A plain recording of nothing."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(2 * int(16_000 * seconds)))
    return Recording(out.getvalue(), "audio/wav")


def test_words_come_with_times_in_order(engine: Transcriber) -> None:
    words = [word for segment in engine.transcribe(recording()) for word in segment.words]
    assert [word.text for word in words][:3] == ["Left", "knee", "pain."]
    assert [(word.start_ms, word.end_ms) for word in words][:3] == [(0, 400), (400, 800), (800, 1200)]


def test_what_it_made_up_in_silence_is_dropped(engine: Transcriber) -> None:
    found = kept(engine.transcribe(recording(), ("knee",)))
    assert [word.text for word in found.words] == ["Left", "knee", "pain."]
    assert [gap.why for gap in found.gaps] == ["the engine heard no speech"]


def test_nothing_that_was_said_is_logged(engine: Transcriber, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        engine.transcribe(recording())
    assert "knee" not in caplog.text
    assert "Quixote" not in caplog.text


def test_it_has_a_name_for_the_note(engine: Transcriber) -> None:
    assert engine.name


@pytest.mark.parametrize(
    ("audio", "kind"), [(b"", "audio/wav"), (b"x", "text/plain"), (bytes(LONGEST_AUDIO + 1), "audio/wav")]
)
def test_what_is_no_recording_never_reaches_an_engine(audio: bytes, kind: str) -> None:
    with pytest.raises(LinkRefused):
        Recording(audio, kind)
