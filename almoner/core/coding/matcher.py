"""Finds the phrases of the lexicon in a reading: the longest match over stems, the same words in another
order, and, in the assessment, words with one typing error."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from almoner.core.coding.headings import SectionKind
from almoner.core.coding.lexicon import FILLERS, Lexicon
from almoner.core.coding.mention_kinds import Match
from almoner.core.coding.reading import Reading, Sentence
from almoner.core.coding.words import Token

_MOST_APART = 3
_SHORTEST_MENDED = 6
_MOST_KEPT = 50_000
_ENDINGS = ("ed", "ing", "d", "ly")
_ASSESSED = {SectionKind.ASSESSMENT, SectionKind.PLAN}
_BREAKS = frozenset(":;\n\r?!|")
_APART = _BREAKS | frozenset("()")


class Hit(NamedTuple):
    """A phrase at its place: tokens [first, last), the concepts that own it (none where it only shadows
    others), and how it was found."""

    first: int
    last: int
    concepts: tuple[str, ...]
    match: Match


Known = Callable[[str], bool]
"""Whether a word, as it stands in a note, is right as it is."""


class Matcher:
    """The phrases of one lexicon."""

    def __init__(self, lexicon: Lexicon, is_known: Known | None = None) -> None:
        self._lexicon = lexicon
        self._is_known = is_known or (lambda _: False)

    def hits(self, reading: Reading) -> Iterator[Hit]:
        """The matches in order; they don't overlap, and none crosses a sentence."""
        stems = list(reading.stems)
        loose = reading.look_for(self._lexicon.starts, FILLERS)
        places = sorted({*loose, *reading.begins(self._lexicon.openings, 0, len(stems))})
        low = free = 0
        for sentence in reading.sentences:
            mended = self._mend(reading, sentence, stems)
            high = bisect_left(places, sentence.last_token, low)
            begins = range(sentence.first_token, sentence.last_token) if mended else places[low:high]
            low = high
            for at in begins:
                hit = self._at(reading, stems, at, sentence.last_token) if at >= free else None
                if hit:
                    free = hit.last
                    is_mended = any(hit.first <= number < free for number in mended)
                    yield hit._replace(match=Match.TYPO) if is_mended else hit

    def _at(self, reading: Reading, stems: list[str], at: int, end: int) -> Hit | None:
        """The longest match that begins at a word."""
        exact = self._exact(reading, stems, at, end)
        if exact and stems[at] == "no" and self._is_denial(reading, stems, exact, end):
            return None
        if stems[at] not in self._lexicon.partners:
            return exact
        loose = self._loose(reading, stems, at, end)
        if loose and (
            exact is None or (loose.last > exact.last and not self._is_apart(reading, exact, loose))
        ):
            return loose
        return exact

    def _is_apart(self, reading: Reading, exact: Hit, loose: Hit) -> bool:
        """A comma parts a named illness from a reason for the visit: "colon cancer, surveillance done"."""
        kinds = [
            self._lexicon.concepts[name].kind for name in loose.concepts if name in self._lexicon.concepts
        ]
        is_reason = bool(exact.concepts) and kinds == ["encounter"]
        return is_reason and "," in _gaps(reading.text, reading.tokens, exact.last - 1, loose.last)

    def _is_denial(self, reading: Reading, stems: list[str], hit: Hit, end: int) -> bool:
        """ "No appetite loss" denies a loss, although "no appetite" is a name as well."""
        after = self._exact(reading, stems, hit.first + 1, end)
        return after is not None and after.last > hit.last

    def _exact(self, reading: Reading, stems: list[str], at: int, end: int) -> Hit | None:
        by_second = self._lexicon.openings.get(stems[at])
        if by_second is None:
            return None
        for count in by_second.get(stems[at + 1] if at + 1 < end else "", by_second[""]):
            if at + count > end:
                continue
            key = " ".join(stems[at : at + count]) if count > 1 else stems[at]
            owners = self._lexicon.phrases.get(key)
            if owners is not None and self._is_fit(reading, key, at, at + count):
                return Hit(at, at + count, owners, Match.EXACT)
        return None

    def _is_fit(self, reading: Reading, key: str, first: int, last: int) -> bool:
        """No mark that parts sentences stands inside; an abbreviation that is also a word has its
        capitals."""
        text, tokens = reading.text, reading.tokens
        if last - first > 1 and not _BREAKS.isdisjoint(_gaps(text, tokens, first, last)):
            return False
        if key not in self._lexicon.capitals:
            return True
        said = text[tokens[first].start : tokens[last - 1].end]
        return said.isupper()

    def _loose(self, reading: Reading, stems: list[str], at: int, end: int) -> Hit | None:
        """The longest phrase whose words stand here in any order, with only small words and sides between."""
        partners = self._lexicon.partners[stems[at]]
        if at + 1 >= end or (stems[at + 1] not in partners and stems[at + 1] not in FILLERS):
            return None
        words: list[str] = []
        best: Hit | None = None
        skipped, number = 0, at
        while number < end and skipped <= _MOST_APART:
            stem = stems[number]
            if stem in FILLERS:
                skipped += 1
            elif stem in partners and stem not in words:
                words.append(stem)
                skipped = 0
                owners = self._lexicon.loose.get(" ".join(sorted(words))) if len(words) > 1 else None
                if owners:
                    best = Hit(at, number + 1, owners, Match.DEFAULT)
            else:
                break
            number += 1
        if best and not _APART.isdisjoint(_gaps(reading.text, reading.tokens, best.first, best.last)):
            return None
        return best

    def _mend(self, reading: Reading, sentence: Sentence, stems: list[str]) -> list[int]:
        """Put right what is mistyped in a sentence of the assessment; the numbers of the words."""
        if reading.sections[sentence.section].kind not in _ASSESSED:
            return []
        mended = []
        for number in range(sentence.first_token, sentence.last_token):
            token = reading.tokens[number]
            if (
                len(token.word) >= _SHORTEST_MENDED
                and token.stem not in self._lexicon.words
                and token.word.isalpha()
                and not self._is_formed(token.word)
            ):
                right = self._right(token)
                if right != token.stem:
                    stems[number] = right
                    mended.append(number)
        return mended

    def _is_formed(self, word: str) -> bool:
        """A form of a word that is known: "splinted" is no "splinter"."""
        return any(
            word.endswith(ending) and word.removesuffix(ending) in self._lexicon.words for ending in _ENDINGS
        )

    def _right(self, token: Token) -> str:
        """The stem that a mistyped word should have; its own where nobody can tell."""
        near = self._lexicon.mended.get(token.stem)
        if near is None:
            if len(self._lexicon.mended) > _MOST_KEPT:
                self._lexicon.mended.clear()
            near = self._lexicon.mended[token.stem] = self._nearest(token.stem)
        return near if near != token.stem and not self._is_known(token.word) else token.stem

    def _nearest(self, stem: str) -> str:
        """The one stem of the lexicon that is one edit away, else its own."""
        near = {
            each
            for each in self._lexicon.near(stem)
            if len(each) >= _SHORTEST_MENDED and is_one_edit(stem, each)
        }
        return near.pop() if len(near) == 1 else stem


def _gaps(text: str, tokens: tuple[Token, ...], first: int, last: int) -> str:
    """What stands between the words of a match."""
    return "".join(text[tokens[at].end : tokens[at + 1].start] for at in range(first, last - 1))


def is_one_edit(one: str, other: str) -> bool:
    """A letter more, less, other, or two neighbours swapped; equal words aren't."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    if len(rest) == len(others):
        is_swapped = rest[:2] == others[1::-1] and rest[2:] == others[2:]
        return rest[1:] == others[1:] or is_swapped
    longer, shorter = (rest, others) if len(rest) > len(others) else (others, rest)
    return longer[1:] == shorter
