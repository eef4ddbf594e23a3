"""The model servers that the settings name: a stronger coder, and what turns speech into words. Off unless
set; an address outside this machine wants a confirmed agreement.
"""

from pathlib import Path

from almoner.links.endpoint import Endpoint
from almoner.links.mailbox import LinkRefused
from almoner.settings import option

_LONGEST_KEY = 4_096


def coder_endpoint() -> Endpoint | None:
    """Return where the stronger coder answers, None where the setting names no address. LinkRefused where the
    settings don't fit together.
    """
    named = option("ALMONER_CODER")
    if "://" not in named:
        return None
    return Endpoint(
        named,
        option("ALMONER_CODER_MODEL", "default"),
        _seconds("ALMONER_CODER_SECONDS", "20"),
        _key("ALMONER_CODER_KEY"),
        option("ALMONER_CODER_AGREEMENT"),
    )


def speech_endpoint() -> Endpoint | None:
    """Return where recordings are sent, None where the setting names no address. LinkRefused as above."""
    named = option("ALMONER_SPEECH")
    if "://" not in named:
        return None
    return Endpoint(
        named,
        option("ALMONER_SPEECH_MODEL", "tiny.en"),
        _seconds("ALMONER_SPEECH_SECONDS", "120"),
        _key("ALMONER_SPEECH_KEY"),
        option("ALMONER_SPEECH_AGREEMENT"),
    )


def _seconds(name: str, default: str) -> float:
    try:
        return float(option(name, default))
    except ValueError:
        raise LinkRefused(f"{name}: a number of seconds") from None


def _key(name: str) -> str:
    path = option(name)
    if not path:
        return ""
    try:
        with Path(path).open(encoding="ascii") as file:
            key = file.read(_LONGEST_KEY).strip()
    except (OSError, ValueError):
        raise LinkRefused(f"{name}: the file can't be read") from None
    if not key or not key.isprintable():
        raise LinkRefused(f"{name}: the file holds no key")
    return key
