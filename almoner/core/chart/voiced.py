"""Where the dictated words of a note came from: which stretch of its text was said at which time of which
recording, and who confirmed what of it. Promises that a stretch stands in the text word for word.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from almoner.core.chart.dictated import Dictation, DictationSource, Mark
from almoner.core.chart.heard import Word
from almoner.core.chart.spoken import Sentence, sentences

LEAST_WORDS = 3
"""A shorter run of words is linked only where it is a whole sentence: anybody writes two words alike."""
_TOKEN = re.compile(r"\S+")


class Stretch(NamedTuple):
    """Code points [start, end) of the note's text, and from and to in the recording in milliseconds; both 0
    where a transcript was typed.
    """

    start: int
    end: int
    from_ms: int
    to_ms: int


class _Token(NamedTuple):
    text: str
    first: int
    last: int
    """Of the note: code points; of what was said: words."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """What a note has from one dictation. `recording_sha256` is of the recording's bytes, empty where nothing
    was recorded; `words_sha256` of the words with their times, which stay.
    """

    dictation_id: int
    source: DictationSource
    engine: str
    recording_sha256: str
    words_sha256: str
    stretches: tuple[Stretch, ...] = ()
    marks: tuple[Mark, ...] = ()


def traced(text: str, dictations: Iterable[Dictation]) -> tuple[Voiced, ...]:
    """Return where the words of a note's text came from, for each dictation that was put into it. What its
    author worded anew since is linked to nothing.
    """
    tokens = [_Token(found[0], *found.span()) for found in _TOKEN.finditer(text)]
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(tokens):
        places[_pair(tokens, at)].append(at)
        places[one.text, ""].append(at)
    return tuple(
        Voiced(
            one.id,
            one.source,
            one.engine,
            one.recording_sha256,
            words_hash(one.words),
            tuple(_stretches(one, tokens, places)),
            one.marks,
        )
        for one in dictations
        if one.is_used
    )


def words_hash(words: Sequence[Word]) -> str:
    """Return the SHA-256 over words with their times and how sure they were heard."""
    told = json.dumps([list(word) for word in words], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _pair(tokens: Sequence[_Token], at: int) -> tuple[str, str]:
    return tokens[at].text, tokens[at + 1].text if at + 1 < len(tokens) else ""


def _stretches(
    one: Dictation, tokens: Sequence[_Token], places: Mapping[tuple[str, str], Sequence[int]]
) -> Iterator[Stretch]:
    taken: set[int] = set()
    for sentence in sentences(one.words):
        said = list(_said(sentence))
        at = 0
        while at < len(said):
            there, size = _longest(said[at:], tokens, places, taken)
            if size >= min(LEAST_WORDS, len(said)):
                taken.update(range(there, there + size))
                first, last = said[at].first, said[at + size - 1].last
                span = tokens[there].first, tokens[there + size - 1].last
                yield Stretch(*span, one.words[first].start_ms, one.words[last - 1].end_ms)
            at += max(size, 1)


def _said(sentence: Sentence) -> Iterator[_Token]:
    for piece in sentence.pieces:
        for text in piece.text.split():
            yield _Token(text, piece.first, piece.last)


def _longest(
    said: Sequence[_Token],
    tokens: Sequence[_Token],
    places: Mapping[tuple[str, str], Sequence[int]],
    taken: set[int],
) -> tuple[int, int]:
    """Where the longest run of what was said stands in the note, and of how many words it is."""
    key = _pair(said, 0) if len(said) > 1 else (said[0].text, "")
    runs = ((there, _run(said, tokens, there)) for there in places.get(key, ()) if there not in taken)
    return max(runs, key=lambda run: (run[1], -run[0]), default=(0, 0))


def _run(said: Sequence[_Token], tokens: Sequence[_Token], there: int) -> int:
    size = 0
    for one, other in zip(said, tokens[there : there + len(said)], strict=False):
        if one.text != other.text:
            break
        size += 1
    return size
