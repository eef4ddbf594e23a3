"""A replayed file is an engine like the others."""

import json
from pathlib import Path

import pytest

from almoner.links.endpoint import ModelUnusable
from almoner.links.mailbox import LinkDown
from almoner.links.speech import FixtureSpeech, Transcriber
from tests.links.speech_conformance import *  # noqa: F403 - the kit
from tests.links.speech_conformance import HEARD, recording


@pytest.fixture
def engine(tmp_path: Path) -> Transcriber:
    (tmp_path / "heard.json").write_text(json.dumps(HEARD), encoding="utf-8")
    return FixtureSpeech(tmp_path / "heard.json")


def test_a_file_that_is_gone_or_none(tmp_path: Path) -> None:
    with pytest.raises(LinkDown):
        FixtureSpeech(tmp_path / "none").transcribe(recording())
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    with pytest.raises(ModelUnusable):
        FixtureSpeech(tmp_path / "bytes").transcribe(recording())
