"""Reads a note: its words, sections, problem blocks and sentences, every one of them at its place in the
text as given (code points; nothing is stripped, translated or normalised). Pure and total: any text has a
reading."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from almoner.core.coding.blocks import SAYING, Block, blocks_of, resumed
from almoner.core.coding.headings import Headings, SectionKind
from almoner.core.coding.lines import lines_of
from almoner.core.coding.openings import Openings, Starts
from almoner.core.coding.sections import Section, sections_of
from almoner.core.coding.sentences import Sentence, pieces_of
from almoner.core.coding.words import Span, Token, stem, stems_of, tokens_of

__all__ = [
    "Block",
    "Reading",
    "Section",
    "SectionKind",
    "Sentence",
    "Span",
    "Token",
    "read",
    "stem",
    "stems_of",
    "tokens_of",
]

_TITLED_WITHIN, _TITLES = 3, 2
_LINE = re.compile(r"[^\n\r]+")
_TELLING = SAYING | frozenset("last after since for follow up missed due next before here seen no".split())
"""Words of a sentence: a line with one of them is no title."""
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


@dataclass(frozen=True)
class Reading:
    """A note as it was read. `sections` cover the whole text; `blocks` are the problems of assessments
    and plans; a sentence names its section and block by number."""

    text: str
    tokens: tuple[Token, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    _begins: dict[int, tuple[Openings, list[int]]] = field(default_factory=dict, compare=False, repr=False)

    def quote(self, span: Span) -> str:
        """The text of a span, verbatim."""
        return self.text[span.start : span.end]

    def section_of(self, sentence: Sentence) -> Section:
        """The section that a sentence stands in."""
        return self.sections[sentence.section]

    def is_title(self, span: Span) -> bool:
        """The span opens one of the note's first two lines, which is a name and no sentence."""
        number = next(
            (at for at, line in enumerate(self._heads) if line.start <= span.start < line.end), None
        )
        if number is None:
            return False
        head = self._heads[number]
        words = {self.tokens[at].word for at in self.within(head)}
        before = [at for at in self.within(Span(head.start, span.start)) if self.tokens[at].word.isalpha()]
        return len(before) <= _TITLED_WITHIN and _TELLING.isdisjoint(words)

    @cached_property
    def _heads(self) -> list[Span]:
        """The first lines that hold a word."""
        found = (Span(*match.span()) for match in _LINE.finditer(self.text))
        return list(islice((line for line in found if self.within(line)), _TITLES))

    def block_of(self, sentence: Sentence) -> Block | None:
        """The problem block that a sentence belongs to, if any."""
        return None if sentence.block is None else self.blocks[sentence.block]

    def within(self, span: Span) -> range:
        """The numbers of the words that begin in a span."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def sentences_within(self, span: Span) -> range:
        """The numbers of the sentences that begin in a span."""
        starts = self._sentence_starts
        return range(bisect_left(starts, span.start), bisect_left(starts, span.end))

    def of_block(self, block: int) -> range:
        """The numbers of the sentences of a block."""
        return self.sentences_within(self.blocks[block].span)

    @cached_property
    def kinds(self) -> frozenset[SectionKind]:
        """The kinds of sections that there are."""
        return frozenset(section.kind for section in self.sections)

    @cached_property
    def stems(self) -> list[str]:
        """The stems of all words."""
        return [token.stem for token in self.tokens]

    def begins(self, openings: Openings, first: int, last: int) -> list[int]:
        """The numbers of the words among [first, last) with which a phrase may begin; looked for once a
        note."""
        if id(openings) not in self._begins:
            self.look_for(Starts((openings,)))
        _, places = self._begins[id(openings)]
        low = bisect_left(places, first)
        return places[low : bisect_left(places, last, low)]

    def look_for(self, starts: Starts, small: frozenset[str] = frozenset()) -> list[int]:
        """Look for all openings of several tables at once; the numbers of words of loose phrases."""
        *places, loose = starts.places(self.stems, small)
        for openings, each in zip(starts.tables, places, strict=True):
            self._begins[id(openings)] = (openings, each)
        return loose

    @cached_property
    def years(self) -> list[int]:
        """The numbers of the words that are years of this century or the last."""
        return [
            at for at, token in enumerate(self.tokens) if len(token.word) == 4 and _YEAR.match(token.word)
        ]

    @cached_property
    def sentence_numbers(self) -> list[int]:
        """The number of its sentence for each word."""
        found: list[int] = []
        for number, sentence in enumerate(self.sentences):
            found += [number] * (sentence.last_token - sentence.first_token)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def words(self, sentence: Sentence) -> tuple[Token, ...]:
        """The words of a sentence."""
        return self.tokens[sentence.first_token : sentence.last_token]


def read(text: str, headings: Headings) -> Reading:
    """Read a note with the headings of the lexicon (`lexicon.headings`)."""
    tokens = tokens_of(text)
    lines = lines_of(text, tokens)
    sections = sections_of(text, tokens, lines, headings)
    blocks = blocks_of(text, tokens, lines, sections)
    sections = resumed(sections, blocks)
    opens = [block.span.start for block in blocks]
    sentences = []
    for first, last, section in pieces_of(text, tokens, lines, sections):
        span = Span(tokens[first].start, tokens[last - 1].end)
        block = bisect_right(opens, span.start) - 1
        is_inside = block >= 0 and span.start < blocks[block].span.end
        sentences.append(Sentence(span, first, last, section, block if is_inside else None))
    return Reading(text, tokens, sections, blocks, tuple(sentences))
