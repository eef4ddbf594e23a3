"""The engine on this machine says what is missing before it hears anything."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from almoner.links.mailbox import LinkRefused
from almoner.links.speech_whisper import PACKAGE, WhisperSpeech


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    missing = "voice setup" if find_spec(PACKAGE) else r"almoner\[voice\]"
    with pytest.raises(LinkRefused, match=missing):
        WhisperSpeech(tmp_path)
