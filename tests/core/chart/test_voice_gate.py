"""The gate finds voice against the recording's own quiet, and says nothing of what it can't read."""

import io
import math
import wave
from array import array

from almoner.core.chart.voice_gate import voice_spans


def wav(parts: list[tuple[float, int]], *, rate: int = 16_000, channels: int = 1) -> bytes:
    """A recording of tones: seconds and loudness of each part."""
    samples = array("h")
    for seconds, loud in parts:
        for at in range(int(seconds * rate)):
            samples.extend([int(loud * math.sin(at / 9)) + (at * 7919) % 21 - 10] * channels)
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def test_silence_has_no_voice() -> None:
    assert voice_spans(wav([(1.0, 0)])) == ()
    assert voice_spans(wav([])) == ()


def test_a_voice_is_found_where_it_is() -> None:
    found = voice_spans(wav([(1.0, 0), (0.6, 4_000), (1.0, 0), (0.5, 2_500)], channels=2))
    assert found is not None
    assert len(found) == 2
    assert abs(found[0][0] - 1_000) <= 60
    assert abs(found[0][1] - 1_600) <= 60
    assert abs(found[1][0] - 2_600) <= 60


def test_a_short_stop_is_no_end_and_a_click_no_voice() -> None:
    parts = [(1.0, 0), (0.4, 4_000), (0.2, 0), (0.4, 4_000), (1.0, 0), (0.02, 9_000)]
    found = voice_spans(wav(parts))
    assert found is not None
    assert len(found) == 1


def test_soft_speech_without_a_pause_is_not_lost() -> None:
    assert voice_spans(wav([(2.0, 800)])) == ((0, 1_980),)


def test_another_format_is_not_judged() -> None:
    assert voice_spans(b"\x1aE\xdf\xa3 webm") is None
    assert voice_spans(wav([(1.0, 0)])[:30]) is None
