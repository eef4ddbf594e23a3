"""Makes sentences by section of dictated words: spoken commands are obeyed, numbers with units are written as
figures, and nothing is worded anew. Every piece keeps the words that it came from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from almoner.core.chart.heard import PARAGRAPH, Word
from almoner.core.chart.spoken_numbers import figure_at, unit_of

UNSAID = "hpi"
"""Where words go before any section is named."""
SECTIONS: Mapping[str, str] = {
    "chief complaint": "complaint",
    "complaint": "complaint",
    "history of present illness": "hpi",
    "present illness": "hpi",
    "hpi": "hpi",
    "review of systems": "ros",
    "ros": "ros",
    "past medical history": "pmh",
    "past history": "pmh",
    "family history": "family",
    "social history": "social",
    "medications": "medications",
    "medication": "medications",
    "allergies": "allergies",
    "vitals": "vitals",
    "vital signs": "vitals",
    "exam": "exam",
    "physical exam": "exam",
    "examination": "exam",
    "results": "results",
    "labs": "results",
    "procedure": "procedure",
    "assessment": "assessment",
    "impression": "assessment",
    "diagnosis": "assessment",
    "plan": "plan",
}
_LONGEST_NAME = max(len(name.split()) for name in SECTIONS)
_BREAKS = frozenset({("new", "paragraph"), ("next", "paragraph"), ("new", "line"), ("next", "line")})
_SCRATCHES = frozenset({("scratch", "that"), ("strike", "that"), ("delete", "that")})
_STOPS = frozenset({("full", "stop")})
_ABBREVIATED = frozenset("dr. mr. mrs. ms. vs. no. approx. e.g. i.e.".split())


class Piece(NamedTuple):
    """Text as it is written, from the words [first, last) that were said."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a section; its pieces are in the order in which they were said."""

    section: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The sentence as it is written."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def words(self) -> tuple[int, int]:
        """The words [first, last) that it came from."""
        return self.pieces[0].first, self.pieces[-1].last


@dataclass(slots=True)
class _Work:
    words: Sequence[Word]
    section: str = UNSAID
    done: list[Sentence] = field(default_factory=list)
    open: list[Piece] = field(default_factory=list)

    def close(self) -> None:
        if self.open:
            self.done.append(Sentence(self.section, tuple(self.open)))
            self.open = []

    def scratch(self) -> None:
        """Take back what was said last: the open sentence, else the one before."""
        if self.open:
            self.open = []
        elif self.done:
            self.done.pop()

    def stop(self) -> None:
        if self.open and not self.open[-1].text.endswith((".", "!", "?")):
            self.open[-1] = self.open[-1]._replace(text=f"{self.open[-1].text}.")
        self.close()


def bare(text: str) -> str:
    """Return a word without the signs around it, in small letters."""
    return text.lower().strip(".,:;!?\"'()")


def sentences(words: Sequence[Word]) -> tuple[Sentence, ...]:
    """Return the sentences that were dictated, in order."""
    work, at = _Work(words), 0
    while at < len(words):
        at = _next(work, at)
    work.close()
    return tuple(work.done)


def _next(work: _Work, at: int) -> int:
    """Take in what stands at a word, and return where the next thing begins."""
    words = work.words
    if words[at].text == PARAGRAPH:
        work.close()
        return at + 1
    named = _section_at(words, at)
    if named:
        work.close()
        work.section, last = named
        return last
    pair = tuple(bare(word.text) for word in words[at : at + 2])
    if pair in _BREAKS or pair in _SCRATCHES or pair in _STOPS:
        (work.close if pair in _BREAKS else work.scratch if pair in _SCRATCHES else work.stop)()
        return at + 2
    piece = _piece_at(words, at)
    work.open.append(piece)
    text = words[piece.last - 1].text
    if text.endswith((".", "!", "?")) and text.lower() not in _ABBREVIATED:
        work.close()
    return piece.last


def _section_at(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    """The section that is named here with its colon, and the word behind it."""
    for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        said = words[at : at + size]
        section = SECTIONS.get(" ".join(bare(word.text) for word in said))
        if not section:
            continue
        if said[-1].text.endswith(":"):
            return section, at + size
        if at + size < len(words) and bare(words[at + size].text) == "colon":
            return section, at + size + 1
    return None


def _piece_at(words: Sequence[Word], at: int) -> Piece:
    figure = figure_at([word.text for word in words[at : at + 12]])
    if figure:
        return Piece(figure.text, at, at + figure.size)
    return Piece(words[at].text, at, at + 1)


def is_dose(piece: Piece) -> bool:
    """True for a figure with a unit of a drug's amount."""
    return unit_of(piece.text) != ""
