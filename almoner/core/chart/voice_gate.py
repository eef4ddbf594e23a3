"""Finds where somebody speaks in a plain recording (WAV, 16 bits), by loudness against the recording's own
quiet, so that silence is never handed to an engine that would invent words for it.
"""

import io
import wave
from array import array

_FRAME_MS, _HANG_MS, _LEAST_MS = 30, 300, 90
_FLOOR = 120
"""Mean amplitude of 32,767 below which nothing is speech."""
_ABOVE = 3
_LOUDEST_FLOOR = 400
"""A louder room lets everything pass: what was said without a pause must not be lost."""
_LONGEST_SECONDS = 3_600


def voice_spans(audio: bytes) -> tuple[tuple[int, int], ...] | None:
    """Return where there is a voice, in milliseconds, in order and apart; None for what is no such
    recording.
    """
    try:
        with wave.open(io.BytesIO(audio)) as file:
            rate, width, channels = file.getframerate(), file.getsampwidth(), file.getnchannels()
            if width != 2 or not 8_000 <= rate <= 96_000 or file.getnframes() > rate * _LONGEST_SECONDS:
                return None
            raw = file.readframes(file.getnframes())
    except (wave.Error, EOFError, ValueError):
        return None
    samples = array("h", raw[: len(raw) // 2 * 2])[::channels]
    return _spans(_levels(samples, rate * _FRAME_MS // 1000))


def _levels(samples: "array[int]", size: int) -> list[int]:
    """The mean amplitude of each frame."""
    starts = range(0, len(samples) - size + 1, size)
    return [sum(map(abs, samples[at : at + size : 4])) * 4 // size for at in starts]


def _spans(levels: list[int]) -> tuple[tuple[int, int], ...]:
    quiet = sorted(levels)[len(levels) // 10] if levels else 0
    bar = max(_FLOOR, min(quiet * _ABOVE, _LOUDEST_FLOOR))
    found: list[list[int]] = []
    for number, level in enumerate(levels):
        if level < bar:
            continue
        start, end = number * _FRAME_MS, (number + 1) * _FRAME_MS
        if found and start - found[-1][1] <= _HANG_MS:
            found[-1][1] = end
        else:
            found.append([start, end])
    return tuple((start, end) for start, end in found if end - start >= _LEAST_MS)
