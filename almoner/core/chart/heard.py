"""What a speech engine heard, and what of it is kept: words with their times, without what such engines
make up in silence or repeat to no end. Whatever is left out is told with its time.
"""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

MOST_WORDS = 20_000
LONGEST_HEARD = 8_000_000
SILENT = 60
"""Percent of no speech from which on a segment is taken for invented."""
REPEATING = 240
"""Hundredths: text that compresses better than this repeats itself."""
_FASTEST = 9
"""Words a second: nobody speaks faster."""
_LONGEST_WORD, _LONGEST_MS = 80, 12 * 3_600_000
_BESIDE_MS = 300


class HeardError(ValueError):
    """An engine's answer is no transcript; the message names the part and repeats nothing of it."""


class Word(NamedTuple):
    """A word as it was heard, from and to in milliseconds; `sure` in percent, 100 for what was typed."""

    text: str
    start_ms: int
    end_ms: int
    sure: int = 100


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of words as the engine cut it: how likely it was silence (percent) and how well its text
    compresses (hundredths); both 0 where the engine doesn't say.
    """

    words: tuple[Word, ...]
    no_speech: int = 0
    compression: int = 0

    @property
    def span(self) -> tuple[int, int]:
        """From and to in milliseconds."""
        return self.words[0].start_ms, self.words[-1].end_ms


class Gap(NamedTuple):
    """A stretch that was left out, and why."""

    start_ms: int
    end_ms: int
    why: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words that were kept, in order, and what was left out."""

    words: tuple[Word, ...]
    gaps: tuple[Gap, ...] = ()


def kept(segments: Iterable[Segment], voice: Sequence[tuple[int, int]] | None = None) -> Transcript:
    """Return what of an engine's segments is kept. `voice`: where the gate found a voice (milliseconds); None
    where it could not look.
    """
    words: list[Word] = []
    gaps: list[Gap] = []
    last = ""
    for segment in segments:
        if not segment.words:
            continue
        text = " ".join(word.text.lower() for word in segment.words)
        why = _doubt(segment, voice) or ("it says the same again" if _is_again(text, last) else "")
        last = text
        if why:
            gaps.append(Gap(*segment.span, why))
        else:
            words.extend(segment.words)
    return Transcript(tuple(words), tuple(gaps))


def _doubt(segment: Segment, voice: Sequence[tuple[int, int]] | None) -> str:
    start, end = segment.span
    if segment.no_speech >= SILENT:
        return "the engine heard no speech"
    if segment.compression > REPEATING:
        return "the text repeats itself"
    if len(segment.words) > 3 and len(segment.words) * 1000 > _FASTEST * max(end - start, 1):
        return "nobody speaks so fast"
    if voice is not None and not any(
        one - _BESIDE_MS < end and start < two + _BESIDE_MS for one, two in voice
    ):
        return "there was no voice"
    return ""


def _is_again(text: str, before: str) -> bool:
    return len(text.split()) > 4 and text == before


def typed(text: str) -> Transcript:
    """Return the words of a typed or pasted transcript; they have no times. HeardError where it is too
    long.
    """
    pieces = text.replace("\r\n", "\n").replace("\n\n", " \n ").split(" ")
    words = [
        Word(each, 0, 0) for piece in pieces for each in ([PARAGRAPH] if piece == "\n" else piece.split())
    ]
    if len(words) > MOST_WORDS or any(len(each.text) > _LONGEST_WORD for each in words):
        raise HeardError(f"transcript: at most {MOST_WORDS} words of {_LONGEST_WORD} characters")
    return Transcript(tuple(words))


PARAGRAPH = "¶"
"""Stands for an empty line of a typed transcript."""


def read_heard(text: str) -> tuple[Segment, ...]:
    """Read a verbose transcription in JSON: `segments`, each with its `words`, or all `words` beside them.
    Times are seconds. HeardError where it is another thing or beyond the limits.
    """
    if len(text) > LONGEST_HEARD:
        raise HeardError(f"transcript: longer than {LONGEST_HEARD} characters")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise HeardError("transcript: no JSON") from None
    if not isinstance(told, dict):
        raise HeardError("transcript: no object")
    segments = list(_segments(_listed(told.get("segments", []))))
    beside = [_word(each, 100) for each in _listed(told.get("words", []))]
    if not segments and told.get("text") and not beside:
        raise HeardError("transcript: words with their times are missing; ask for them")
    found = segments if not beside else list(_shared(segments, beside))
    if sum(len(each.words) for each in found) > MOST_WORDS:
        raise HeardError(f"transcript: at most {MOST_WORDS} words")
    return tuple(each for each in found if each.words)


def _segments(told: Iterable[Any]) -> Iterator[Segment]:
    for each in told:
        if not isinstance(each, dict):
            raise HeardError("segments: an object each")
        sure = _percent(math.exp(min(_number(each.get("avg_logprob", 0)), 0)))
        yield Segment(
            tuple(_word(word, sure) for word in _listed(each.get("words", []))),
            _percent(_number(each.get("no_speech_prob", 0))),
            round(100 * _number(each.get("compression_ratio", 0))),
        )


def _shared(segments: Sequence[Segment], words: Sequence[Word]) -> Iterator[Segment]:
    """All words as one segment: their segments came without words, and only what they say of silence
    counts.
    """
    worst = max((each.compression for each in segments), default=0)
    silent = min((each.no_speech for each in segments), default=0)
    yield Segment(tuple(words), silent, worst)


def _word(told: Any, sure: int) -> Word:
    if not isinstance(told, dict) or not isinstance(told.get("word"), str):
        raise HeardError("words: a word with start and end each")
    text = told["word"].strip()
    start, end = _milliseconds(told.get("start")), _milliseconds(told.get("end"))
    if not text or len(text) > _LONGEST_WORD or not text.isprintable() or end < start:
        raise HeardError("words: printable, and their times in order")
    given = told.get("probability")
    return Word(text, start, end, sure if given is None else _percent(_number(given)))


def _milliseconds(told: Any) -> int:
    found = round(1000 * _number(told))
    if not 0 <= found <= _LONGEST_MS:
        raise HeardError("words: times in seconds, from 0 on")
    return found


def _number(told: Any) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not math.isfinite(told):
        raise HeardError("transcript: a number is none")
    return float(max(min(told, 1e9), -1e9))


def _percent(share: float) -> int:
    return min(max(round(100 * share), 0), 100)


def _listed(told: Any) -> list[Any]:
    if not isinstance(told, list) or len(told) > MOST_WORDS:
        raise HeardError(f"transcript: a list of at most {MOST_WORDS}")
    return told
