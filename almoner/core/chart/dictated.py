"""What somebody has to look at before dictated words may stand in a note: every drug, dose, side,
negation and number is confirmed one by one; words that were heard badly are marked; what nobody said is
flagged.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from almoner.core.chart.heard import Gap, Word
from almoner.core.chart.spoken import Piece, Sentence, bare, is_dose, sentences
from almoner.core.chart.spoken_numbers import is_number

UNSURE = 60
"""Percent below which a word is marked as heard badly."""
_LONGEST_DRUG = 3
_SIDES = frozenset("left right both bilateral bilaterally left-sided right-sided".split())
_NO_SIDE_BEFORE = frozenset({"all", "that's"})
_NO_SIDE_BEHIND = frozenset({"now", "away", "after"})
_NEGATIONS = frozenset(
    "no not never none nothing without denies denied deny denying negative absent neither nor cannot unable "
    "ruled".split()
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


class DictationSource(StrEnum):
    """Where the words of a dictation came from."""

    TYPED = "typed"
    UPLOADED = "uploaded"
    RECORDED = "recorded"


class Check(StrEnum):
    """What is to be confirmed."""

    DRUG = "drug"
    DOSE = "dose"
    SIDE = "side"
    NEGATION = "negation"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to confirm: words [first, last) of a sentence (by its number)."""

    check: Check
    sentence: int
    first: int
    last: int
    text: str

    @property
    def key(self) -> str:
        """What names it in a form; the same as long as the words are the same."""
        return f"{self.check}.{self.first}-{self.last}"


class Mark(NamedTuple):
    """That somebody confirmed an item: its words as they were shown, its time in the recording in
    milliseconds, who, and the instant in UTC (ISO 8601).
    """

    key: str
    check: Check
    text: str
    from_ms: int
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Dictation:
    """One dictation of a visit. `engine` is empty for what was typed; `confirmed` has the keys of items, and
    `marks` who confirmed each (none on those from before marks were kept); used: its sentences were put into
    the note.

    `recording_sha256` is of the recording's bytes as the engine heard them; `forgotten_on` the day on which
    the recording was deleted.
    """

    id: int
    visit_id: int
    source: DictationSource
    engine: str = ""
    words: tuple[Word, ...] = ()
    gaps: tuple[Gap, ...] = ()
    confirmed: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    is_used: bool = False
    recording_sha256: str = ""
    forgotten_on: date | None = None


def items(found: Sequence[Sentence], drugs: Collection[str]) -> tuple[Item, ...]:
    """Return all that is to be confirmed, in order. `drugs`: names in small letters, of up to three words."""
    listed = [item for number, sentence in enumerate(found) for item in _of(number, sentence, drugs)]
    return tuple(sorted(listed, key=lambda item: (item.sentence, item.first, item.check)))


def _of(number: int, sentence: Sentence, drugs: Collection[str]) -> Iterator[Item]:
    pieces = sentence.pieces
    at = 0
    while at < len(pieces):
        size = _drug_size(pieces[at:], drugs)
        check = Check.DRUG if size else _check(pieces, at)
        size = size or _dose_size(pieces[at:], check)
        if check:
            taken = pieces[at : at + size]
            text = " ".join(piece.text for piece in taken).strip(".,;:!?")
            yield Item(check, number, taken[0].first, taken[-1].last, text)
        at += size


def _drug_size(pieces: Sequence[Piece], drugs: Collection[str]) -> int:
    """How many pieces name a drug here; 0 where none does."""
    sizes = range(min(_LONGEST_DRUG, len(pieces)), 0, -1)
    return next((size for size in sizes if " ".join(bare(one.text) for one in pieces[:size]) in drugs), 0)


def _dose_size(pieces: Sequence[Piece], check: Check | None) -> int:
    """A dose is one piece, or a figure and a unit that were heard as two."""
    is_split = check is Check.DOSE and not is_dose(pieces[0])
    return 2 if is_split else 1


def _check(pieces: Sequence[Piece], at: int) -> Check | None:
    word = bare(pieces[at].text)
    before = bare(pieces[at - 1].text) if at else ""
    behind = bare(pieces[at + 1].text) if at + 1 < len(pieces) else ""
    if is_dose(pieces[at]) or (behind and is_dose(Piece(f"{word} {behind}", 0, 0))):
        return Check.DOSE
    if word in _SIDES and before not in _NO_SIDE_BEFORE and behind not in _NO_SIDE_BEHIND:
        return Check.SIDE
    if word in _NEGATIONS or word.endswith(("n't", "n’t")):
        return Check.NEGATION
    return Check.NUMBER if is_number(word) else None


def waiting(dictation: Dictation, drugs: Collection[str]) -> tuple[Item, ...]:
    """Return what nobody has confirmed yet."""
    said = frozenset(dictation.confirmed)
    return tuple(one for one in items(sentences(dictation.words), drugs) if one.key not in said)


def unsure(words: Sequence[Word]) -> frozenset[int]:
    """Return the numbers of the words that were heard badly."""
    return frozenset(number for number, word in enumerate(words) if word.sure < UNSURE)


def by_section(found: Iterable[Sentence]) -> dict[str, str]:
    """Return the text of each section: its sentences as they were said, nothing added."""
    texts: dict[str, list[str]] = {}
    for sentence in found:
        texts.setdefault(sentence.section, []).append(sentence.text)
    return {section: " ".join(lines) for section, lines in texts.items()}


def unsourced(text: str, found: Iterable[Sentence]) -> tuple[tuple[int, int], ...]:
    """Return the places [start, end) of a text's sentences that nobody said like that."""
    said = {_folded(part) for sentence in found for part in _SENTENCE.findall(sentence.text)}
    places = [(match.span(), _folded(match[0])) for match in _SENTENCE.finditer(text)]
    return tuple(place for place, folded in places if folded and folded not in said)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[\w%/.]+", text.lower())).rstrip(".")
