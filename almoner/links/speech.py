"""The link to what turns a recording into words: an endpoint, an engine on this machine, a file that is
replayed, or none.

Promises that every implementation behaves alike (`tests/links/speech_conformance.py`): what comes back
are segments of words with times, or a plain failure; nothing that was said is logged, and nothing is
kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from almoner.core.chart.heard import LONGEST_HEARD, HeardError, Segment, read_heard
from almoner.links.endpoint import Endpoint, ModelUnusable, post
from almoner.links.mailbox import LinkDown, LinkRefused

__all__ = ["AUDIO_KINDS", "EndpointSpeech", "FixtureSpeech", "NoSpeech", "Recording", "Transcriber"]

LONGEST_AUDIO = 40 * 1024 * 1024
MOST_HOT_WORDS = 200
AUDIO_KINDS = {
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mp4": "mp4",
    "audio/mpeg": "mp3",
    "audio/flac": "flac",
}
"""The kinds of recordings that are taken, with the ending of their files."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One dictation as it was recorded. LinkRefused where it is empty, too long, or of another kind."""

    audio: bytes
    kind: str

    def __post_init__(self) -> None:
        if self.kind not in AUDIO_KINDS:
            raise LinkRefused(f"recording: one of {', '.join(sorted(set(AUDIO_KINDS.values())))}")
        if not 0 < len(self.audio) <= LONGEST_AUDIO:
            raise LinkRefused(f"recording: from 1 to {LONGEST_AUDIO} bytes")


class Transcriber(Protocol):
    """What turns a recording into words."""

    @property
    def name(self) -> str:
        """What the screen and the note call it; empty where there is none."""

    def transcribe(self, recording: Recording, hot_words: Sequence[str] = ()) -> tuple[Segment, ...]:
        """Return what was said. `hot_words`: terms of the chart that are likely to be said.

        LinkDown: no answer in time. LinkRefused: none is set, or it refuses. ModelUnusable: no transcript.
        """


class NoSpeech:
    """No engine is set: a transcript is typed or pasted."""

    name = ""

    def transcribe(self, recording: Recording, hot_words: Sequence[str] = ()) -> tuple[Segment, ...]:
        """Raise LinkRefused."""
        del recording, hot_words
        raise LinkRefused("no speech engine is set; type the transcript, or name one in ALMONER_SPEECH")


@dataclass(frozen=True, slots=True)
class FixtureSpeech:
    """Replays a verbose transcription from a file, whatever was recorded: to train and to test."""

    path: Path

    @property
    def name(self) -> str:
        """That it replays."""
        return "a replayed file"

    def transcribe(self, recording: Recording, hot_words: Sequence[str] = ()) -> tuple[Segment, ...]:
        """Return what the file holds. LinkDown where it is not there."""
        del recording, hot_words
        try:
            with self.path.open(encoding="utf-8") as file:
                text = file.read(LONGEST_HEARD + 1)
        except OSError:
            raise LinkDown("speech fixture: the file can't be read") from None
        except ValueError:
            raise ModelUnusable("speech fixture: no text") from None
        return _segments(text)


@dataclass(frozen=True, slots=True)
class EndpointSpeech:
    """A server that speaks the audio-transcriptions format, on this machine or elsewhere; temperature 0."""

    endpoint: Endpoint

    @property
    def name(self) -> str:
        """Its host and model."""
        return self.endpoint.name

    def transcribe(self, recording: Recording, hot_words: Sequence[str] = ()) -> tuple[Segment, ...]:
        """Send the recording once and return the words with their times."""
        border = token_hex(16)
        body = _form(recording, self._fields(hot_words), border)
        kind = f"multipart/form-data; boundary={border}"
        answer = post(self.endpoint, "audio/transcriptions", body, kind)
        try:
            return _segments(answer.decode())
        except UnicodeDecodeError:
            raise ModelUnusable("speech: the answer is no text") from None

    def _fields(self, hot_words: Sequence[str]) -> list[tuple[str, str]]:
        hinted = ", ".join(hot_words[:MOST_HOT_WORDS])
        return [
            ("model", self.endpoint.model),
            ("response_format", "verbose_json"),
            ("temperature", "0"),
            ("timestamp_granularities[]", "word"),
            ("timestamp_granularities[]", "segment"),
            *([("prompt", hinted)] if hinted else []),
        ]


def _segments(text: str) -> tuple[Segment, ...]:
    try:
        return read_heard(text)
    except HeardError as error:
        raise ModelUnusable(f"speech: {error}") from None


def _form(recording: Recording, fields: Sequence[tuple[str, str]], border: str) -> bytes:
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    head = (
        f'--{border}\r\nContent-Disposition: form-data; name="file"; '
        f'filename="dictation.{AUDIO_KINDS[recording.kind]}"\r\nContent-Type: {recording.kind}\r\n\r\n'
    )
    return b"".join([*parts, head.encode(), recording.audio, f"\r\n--{border}--\r\n".encode()])
