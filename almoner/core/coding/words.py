"""The words of a note: tokens with their folded form and light stem, each at its place in the text as
given.

The folded words are the shadow copy of the text; the places of each token map it back. Nothing is
normalised in the text itself, so a place found over tokens quotes it verbatim.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?<!\w)w/(?:o(?:ut)?\b)?(?!\w\b)"  # w/ and w/o, also glued to a word
    r"|(?<!\w)[^\W\d_]/[^\W\d_](?!\w)"  # s/p, h/o, a/p
    r"|\d+(?:[.,]\d+)+"
    r"|[\w\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+(?:['\u2019](?:s|t|re|ve|ll|d|m)\b)?"
    r"|&",
    re.IGNORECASE,
)
_SILENT = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_SHORT = {
    "&": "and",
    "dz": "disease",
    "dx": "diagnosis",
    "hx": "history",
    "h/o": "history",
    "fx": "fracture",
    "sx": "symptom",
    "tx": "treatment",
    "w/": "with",
    "w/o": "without",
    "w/out": "without",
    "ii": "2",
    "iii": "3",
    "bilat": "bilateral",
    "b/l": "bilateral",
    "rt": "right",
    "lt": "left",
    "d/t": "due",
}
"""What clinicians write short, by the word that it stands for."""


class Span(NamedTuple):
    """Code points [start, end) of the note as given."""

    start: int
    end: int


class Token(NamedTuple):
    """One word: `word` is its folded form, `stem` what it is matched by."""

    word: str
    stem: str
    start: int
    end: int


_new = tuple.__new__
"""Makes a token out of its parts; a note has hundreds."""


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a text in order. Marks between words are no tokens, "&" is."""
    found = [_new(Token, (*_forms(match[0]), *match.span())) for match in _TOKEN.finditer(text)]
    return tuple([token for token in found if token[0]])


@lru_cache(maxsize=50_000)
def _forms(said: str) -> tuple[str, str]:
    word = fold(said)
    return word, stem(word) if word else ""


@lru_cache(maxsize=50_000)
def stems_of(text: str) -> tuple[str, ...]:
    """The stems of a phrase, as the matcher sees them."""
    return tuple([own_stem for word, own_stem in map(_forms, _TOKEN.findall(text)) if word])


def fold(word: str) -> str:
    """A word in lower case without accents, marks and invisible characters; a straight apostrophe."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_SILENT).replace("\u2019", "'"))
    return "".join(char for char in plain.casefold() if not unicodedata.combining(char))


def stem(word: str) -> str:
    """The light stem of a folded word: plural, possessive and British spelling fall together."""
    word = _SHORT.get(word, word).removesuffix("'s")
    if len(word) < 4 or not word.isalpha():
        return _short_stem(word)
    return _ending(_american(word))


def _short_stem(word: str) -> str:
    """Words with digits and very short ones keep their form; a plural of an abbreviation doesn't."""
    return word[:-1] if len(word) == 4 and word.endswith("s") and word[:-1].isalpha() else word


def _american(word: str) -> str:
    """British spelling in American letters; wherever it hits other words, it hits them everywhere alike."""
    if len(word) >= 5:
        word = word.replace("oe", "e").replace("ae", "e") if not word.endswith("ae") else word
        word = word.replace("isation", "ization").replace("sulph", "sulf")
        for british, american in (("our", "or"), ("tre", "ter"), ("yse", "yze"), ("ours", "ors")):
            if word.endswith(british):
                return word.removesuffix(british) + american
    return word


def _ending(word: str) -> str:
    if word.endswith("ae"):
        word = word[:-1]
    elif word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes", "uses")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) >= 6 and word.endswith("is"):
        word = word[:-2]
    return word[:-1] if len(word) >= 6 and word.endswith("e") else word
