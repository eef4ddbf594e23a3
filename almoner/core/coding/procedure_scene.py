"""The parts of a note that may tell of services, with the words found in them, and whether what they name was
done at this visit: not planned, offered, declined, done before or done elsewhere."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from almoner.core.coding.headings import SectionKind
from almoner.core.coding.procedure_book import Book
from almoner.core.coding.procedure_struck import struck
from almoner.core.coding.reading import Reading, Span
from almoner.core.coding.visit_cues import Sign

_READ = frozenset(
    {
        SectionKind.PROCEDURE,
        SectionKind.PLAN,
        SectionKind.ASSESSMENT,
        SectionKind.RESULTS,
        SectionKind.EXAM,
        SectionKind.VITALS,
        SectionKind.OTHER,
    }
)
_TOLD = frozenset({SectionKind.COMPLAINT, SectionKind.HPI})
"""Sections that tell of the past: only what they date today counts."""
_LABELS = frozenset({SectionKind.PROCEDURE, SectionKind.OTHER})
_TURNS = frozenset({"but", "however", "except"})
_AWAY = frozenset({"declined", "past", "elsewhere"})
_AGAINST = _AWAY | {"kin"}
_BARE = frozenset({"no", "nor", "never", "denies"})
_TURN = re.compile(r";|,\s+(?:so|then)\b")
_BEFORE, _AFTER = 6, 8
"""Sentences before and after an act that tell more of it."""
_DENIES, _SOON = 5, 2
"""Words that a bare "no" reaches, and sentences behind an act that may tell how it went."""
_TITLES = 4
"""Sentences in which a note tells what it is."""
_SINCE = frozenset({"implanted", "since", "from", "diagnosed", "dx", "vs"})
_WENT = frozenset({"tolerated", "tolerate", "complication", "complications", "complic", "hemostasis"})


class Done(StrEnum):
    """How sure it is that an act was done."""

    NO = "no"
    DATED = "dated today"
    SAID = "said to be done"


class Part(NamedTuple):
    """A sentence, or a piece of one that a turn divides: tokens [first, last) with the signs in them."""

    sentence: int
    kind: SectionKind
    first: int
    last: int
    signs: tuple[Sign, ...]

    def named(self, group: str, *names: str) -> list[Sign]:
        """The signs of a group, of some lists or of all."""
        return [each for each in self.signs if each.group == group and (not names or each.name in names)]


@dataclass(frozen=True)
class Scene:
    """A reading with its parts; `year` is that of the visit."""

    reading: Reading
    book: Book
    year: int

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts that hold any sign, and those of procedures, in order."""
        found: list[Part] = []
        signs_of = self.book.cues.signs(self.reading)
        void = struck(self.reading)
        for number, sentence in enumerate(self.reading.sentences):
            kind = self.reading.section_of(sentence).kind
            if kind in _READ or kind in _TOLD:
                signs = tuple(each for each in signs_of.get(number, ()) if each.first not in void)
                is_told = bool(signs) or kind is SectionKind.PROCEDURE
                found += self._divided(number, kind, signs) if is_told else ()
        return tuple(found)

    def _divided(self, number: int, kind: SectionKind, signs: tuple[Sign, ...]) -> Iterator[Part]:
        sentence = self.reading.sentences[number]
        turns = self._turns
        low = bisect_right(turns, sentence.first_token)
        edges = [sentence.first_token, *turns[low : bisect_left(turns, sentence.last_token, low)]]
        for first, last in zip(edges, [*edges[1:], sentence.last_token], strict=True):
            own = tuple(each for each in signs if first <= each.first and each.last <= last)
            if own or kind is SectionKind.PROCEDURE:
                yield Part(number, kind, first, last, own)

    @cached_property
    def _turns(self) -> list[int]:
        """The numbers of the words that turn a sentence, or stand behind a semicolon or a ", then"."""
        tokens, text = self.reading.tokens, self.reading.text
        found = {at for at, token in enumerate(tokens) if token.word in _TURNS}
        marks = [mark.start() for mark in _TURN.finditer(text)]
        if marks:
            starts = [token.start for token in tokens]
            found |= {bisect_left(starts, mark) for mark in marks}
        return sorted(found)

    def span(self, part: Part) -> Span:
        """Where a part stands in the text."""
        tokens = self.reading.tokens
        return Span(tokens[part.first].start, tokens[part.last - 1].end)

    def span_of(self, sign: Sign) -> Span:
        """Where a sign stands in the text."""
        tokens = self.reading.tokens
        return Span(tokens[sign.first].start, tokens[sign.last - 1].end)

    def near(self, part: Part) -> tuple[Part, ...]:
        """The parts of the same section, or problem, close by: a part itself first."""
        key = part.sentence, part.first
        if key not in self._nears:
            self._nears[key] = (part, *self._close(part))
        return self._nears[key]

    @cached_property
    def _nears(self) -> dict[tuple[int, int], tuple[Part, ...]]:
        """What stands near each part, as far as somebody has asked."""
        return {}

    @cached_property
    def _free(self) -> tuple[Part, ...]:
        """The parts that speak neither of the past, nor of another place, nor deny anything."""
        return tuple(
            part
            for part in self.parts
            if not any(sign.group == "cue" and sign.name in _AWAY for sign in part.signs)
        )

    def _close(self, part: Part) -> Iterator[Part]:
        here = self.reading.sentences[part.sentence]
        for each in self._free:
            if (
                part.sentence - _BEFORE <= each.sentence <= part.sentence + _AFTER
                and (each.sentence, each.first) != (part.sentence, part.first)
                and self.reading.sentences[each.sentence].block == here.block
                and self._is_joined(each, part)
            ):
                yield each

    def _is_joined(self, one: Part, other: Part) -> bool:
        """Both stand in one section, or in those that a procedure's labels open ("Location: scalp")."""
        sections = [self.reading.sentences[each.sentence].section for each in (one, other)]
        return sections[0] == sections[1] or {one.kind, other.kind} <= _LABELS

    def done(self, part: Part, proofs: tuple[str, ...] = (), of: Sign | None = None) -> Done:
        """Whether what a part names was done; `proofs` are lists that prove it instead of the usual
        words. A bare denial that stands away from what is asked `of` denies something else: "Strep test:
        negative, no culture".
        """
        cues = [each for each in part.named("cue") if not (of and self._is_of_other(each, of))]
        if any(each.name in _AGAINST for each in cues) or self._is_of_old(part):
            return Done.NO
        did = part.named("word", *proofs) if proofs else [each for each in cues if each.name == "done"]
        if self._is_ahead(cues, did) or (not did and any(each.name == "talked" for each in cues)):
            return Done.NO
        today = any(each.name == "today" for each in cues)
        if part.kind in _TOLD and not self.is_titled:
            comes = bool(proofs) and (
                part.kind is SectionKind.COMPLAINT or any(each.name == "comes" for each in cues)
            )
            return Done.DATED if did and (today or comes) else Done.NO
        is_shown = part.kind in self._shows or self._went(part)
        if did or (is_shown and not proofs):
            return Done.SAID
        return Done.DATED if today and not proofs else Done.NO

    @cached_property
    def is_titled(self) -> bool:
        """The note calls itself one of a procedure in its first sentences."""
        first = (part for part in self.parts[:_TITLES] if part.sentence < _TITLES)
        return any(part.named("cue", "titled") for part in first)

    @cached_property
    def _shows(self) -> frozenset[SectionKind]:
        """Sections in which to name an act is to say that it was done."""
        return frozenset({SectionKind.PROCEDURE} | ({SectionKind.OTHER} if self.is_titled else set()))

    def used(self, part: Part, of: Sign) -> bool:
        """Nothing in a part tells that what it names is past, planned, denied or only spoken of, and it
        stands where the visit's own work is told."""
        cues = [each for each in part.named("cue") if not self._is_of_other(each, of)]
        against = _AGAINST | {"planned", "talked", "comes"}
        return (
            (part.kind not in _TOLD or self.is_titled)
            and not any(each.name in against for each in cues)
            and not self._is_of_old(part)
        )

    def _went(self, part: Part) -> bool:
        """The next sentences tell how something went, as only what was done can go."""
        here = self.reading.sentences[part.sentence]
        for sentence in self.reading.sentences[part.sentence + 1 : part.sentence + 1 + _SOON]:
            if (sentence.section, sentence.block) != (here.section, here.block):
                return False
            words = self.reading.tokens[
                sentence.first_token : min(sentence.first_token + 3, sentence.last_token)
            ]
            if any(token.word in _WENT for token in words):
                return True
        return False

    def _is_of_other(self, cue: Sign, of: Sign) -> bool:
        """A bare denial that doesn't stand beside the act, or a relative who is named behind it."""
        tokens = self.reading.tokens
        if cue.name == "kin":
            return cue.first > of.first
        is_bare = cue.name == "declined" and tokens[cue.first].word in _BARE and cue.last - cue.first == 1
        return is_bare and (cue.first > of.last or of.first - cue.last > _DENIES)

    def _is_of_old(self, part: Part) -> bool:
        """The part names an earlier year."""
        words = [token.word for token in self.reading.tokens[part.first : part.last]]
        return any(
            len(word) == 4 and word.isdecimal() and 1900 < int(word) < self.year and before not in _SINCE
            for before, word in zip(["", *words], words, strict=False)
        )

    @staticmethod
    def _is_ahead(cues: list[Sign], did: list[Sign]) -> bool:
        """Words of the future stand there with nothing done before them."""
        plans = [each for each in cues if each.name == "planned"]
        return any(not any(each.first < plan.first for each in did) for plan in plans)
