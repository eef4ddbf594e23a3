"""The speech engine that the settings name; none unless one is set."""

from pathlib import Path

from almoner.flow.visit.models import speech_endpoint
from almoner.links.mailbox import LinkRefused
from almoner.links.speech import EndpointSpeech, FixtureSpeech, NoSpeech, Transcriber
from almoner.links.speech_whisper import WhisperSpeech
from almoner.settings import data_folder, option
from almoner.store.shipped.voice import pinned, place_of

_FIXTURE = "fixture:"


def transcriber() -> Transcriber:
    """Return the engine of the settings. LinkRefused where they don't fit together or it isn't set up."""
    kind = option("ALMONER_SPEECH")
    if kind in {"", "off"}:
        return NoSpeech()
    if kind.startswith(_FIXTURE):
        return FixtureSpeech(Path(kind.removeprefix(_FIXTURE)))
    if kind == "whisper":
        model = option("ALMONER_SPEECH_MODEL", "tiny.en")
        if model not in pinned():
            raise LinkRefused("ALMONER_SPEECH_MODEL: no weights are pinned under that name")
        return WhisperSpeech(place_of(data_folder(), model))
    endpoint = speech_endpoint()
    if endpoint is None:
        raise LinkRefused("ALMONER_SPEECH: off, whisper, fixture:FILE, or an address")
    return EndpointSpeech(endpoint)
