"""Speech into words on this machine by the optional package faster-whisper, with weights that were
accepted by their hashes beforehand. Nothing is fetched and nothing leaves the machine.
"""

import io
import math
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from almoner.core.chart.heard import MOST_WORDS, Segment, Word
from almoner.links.endpoint import ModelUnusable
from almoner.links.mailbox import LinkRefused
from almoner.links.speech import MOST_HOT_WORDS, Recording

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

PACKAGE = "faster_whisper"


class WhisperSpeech:
    """The engine with the weights of a folder. LinkRefused where package or weights are missing."""

    def __init__(self, folder: Path) -> None:
        if find_spec(PACKAGE) is None:
            raise LinkRefused("speech: install almoner[voice] first")
        if not (folder / "model.bin").is_file():
            raise LinkRefused("speech: no weights are set up; run `almoner voice setup --model tiny.en`")
        self._folder = folder

    @property
    def name(self) -> str:
        """The engine and its weights."""
        return f"whisper {self._folder.name}, on this machine"

    def transcribe(self, recording: Recording, hot_words: Sequence[str] = ()) -> tuple[Segment, ...]:
        """Return what was said, with the engine's own gate for voice before it."""
        model = _loaded(self._folder)
        hinted = ", ".join(hot_words[:MOST_HOT_WORDS]) or None
        try:
            found, _ = model.transcribe(
                io.BytesIO(recording.audio),
                language="en",
                temperature=0.0,
                beam_size=1,
                vad_filter=True,
                word_timestamps=True,
                condition_on_previous_text=False,
                hotwords=hinted,
            )
            return tuple(_segment(each) for each in found if each.words)
        except (ValueError, OSError, RuntimeError, IndexError):
            raise ModelUnusable("speech: the recording can't be read") from None


@cache
def _loaded(folder: Path) -> "WhisperModel":
    from faster_whisper import WhisperModel  # late: it takes a second

    return WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)


def _segment(told: Any) -> Segment:
    words = tuple(
        Word(
            each.word.strip(), round(1000 * each.start), round(1000 * each.end), round(100 * each.probability)
        )
        for each in told.words[:MOST_WORDS]
        if each.word.strip()
    )
    compression = told.compression_ratio if math.isfinite(told.compression_ratio) else 0
    return Segment(words, round(100 * told.no_speech_prob), round(100 * compression))
