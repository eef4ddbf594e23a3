"""What characters go out, and what is done to those that may not: capitals of the basic set by default,
accents transliterated, a delimiter made a blank, anything else refused. Nothing is dropped in silence."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase, digits

from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.issue import Issue

BASIC = ascii_uppercase + digits + " !\"&'()*+,-./:;?="
EXTENDED = BASIC + ascii_lowercase + "%@[]_{}\\|<>~^#$`"
"""The two character sets of X12; the extended one is for partners that allow it."""

_USUAL = Delimiters()
_SPELLED = str.maketrans(
    {
        "ß": "ss",
        "ẞ": "SS",
        "Æ": "AE",
        "æ": "ae",
        "Œ": "OE",
        "œ": "oe",
        "Ø": "O",
        "ø": "o",
        "Ð": "D",
        "ð": "d",
        "Đ": "D",
        "đ": "d",
        "Þ": "TH",
        "þ": "th",
        "Ł": "L",
        "ł": "l",
        "ı": "i",
        "ʼ": "'",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "⁄": "/",
    }
)


class X12WriteError(ValueError):
    """Something that can't be written; names the segment and the element, never the value. `issues` are those
    of a check that looked at what was made."""

    def __init__(self, message: str, *, issues: Sequence[Issue] = ()) -> None:
        super().__init__(message)
        self.issues = tuple(issues)


def clean(value: str, *, delimiters: Delimiters = _USUAL, is_extended: bool = False) -> str:
    """The value as it is written: accents transliterated, capitals (unless extended), delimiters made blanks,
    blanks around it taken away. X12WriteError where a character has no place in the set; the message doesn't
    show it."""
    plain = _without_accents(value)
    plain = (plain if is_extended else plain.upper()).translate(_delimiters_to_blanks(delimiters)).strip(" ")
    if plain.strip(EXTENDED if is_extended else BASIC) and not _allowed(is_extended).issuperset(plain):
        raise X12WriteError(
            "a character that X12 doesn't allow here: spell it in letters, digits and .,-/&'()+:;?=!"
        )
    return plain


def display(text: str) -> str:
    """Text that was read as latin-1, as people should see it: decoded as UTF-8 where it is that, else
    unchanged."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _without_accents(value: str) -> str:
    if value.isascii():
        return value
    parts = unicodedata.normalize("NFKD", value.translate(_SPELLED))
    return "".join(char for char in parts if not unicodedata.combining(char)).translate(_SPELLED)


@lru_cache(maxsize=16)
def _allowed(is_extended: bool) -> frozenset[str]:  # noqa: FBT001 - a cache key
    return frozenset(EXTENDED if is_extended else BASIC)


@lru_cache(maxsize=16)
def _delimiters_to_blanks(delimiters: Delimiters) -> dict[int, str]:
    text = delimiters.element + delimiters.component + delimiters.repetition + delimiters.terminator
    return {ord(char): " " for char in text}
