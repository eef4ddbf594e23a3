"""Names that share a word: "bone and brain metastases" holds bone metastases too, "pain in the knee and
hip" a hip. What is found keeps to the phrases of the lexicon and to words that no other match has."""

from collections.abc import Iterable, Iterator
from itertools import chain

from almoner.core.coding.lexicon import Lexicon
from almoner.core.coding.matcher import Hit
from almoner.core.coding.mention_kinds import Match
from almoner.core.coding.reading import Reading

_JOINING = frozenset({"and", "or", "&"})
_BETWEEN = frozenset("right left bilateral both r l the his her their".split())
_MOST_WORDS, _MOST_PARTS = 2, 6


def with_shared(hits: Iterable[Hit], reading: Reading, lexicon: Lexicon) -> list[Hit]:
    """The matches and those that share words with them, in order; none overlaps another one."""
    found = list(hits)
    taken = {at for hit in found for at in range(hit.first, hit.last)}
    more = []
    whole = [_Shared(hit, reading, lexicon) for hit in found if _is_whole(hit)]
    for other in chain.from_iterable(each.all() for each in whole):
        places = set(range(other.first, other.last))
        if taken.isdisjoint(places):
            taken |= places
            more.append(other)
    return sorted([*found, *more]) if more else found


def _is_whole(hit: Hit) -> bool:
    return bool(hit.concepts) and hit.match is Match.EXACT and hit.last - hit.first > 1


class _Shared:
    """The names beside one match that its words complete."""

    def __init__(self, hit: Hit, reading: Reading, lexicon: Lexicon) -> None:
        self.hit, self.tokens, self.lexicon = hit, reading.tokens, lexicon
        self.text = reading.text
        self.stems = [token.stem for token in reading.tokens[hit.first : hit.last]]

    def all(self) -> Iterator[Hit]:
        yield from self._before()
        yield from self._behind()

    def _before(self) -> Iterator[Hit]:
        """Other first words: "knee and hip pain"."""
        at, has_word = self.hit.first, False
        for _ in range(_MOST_PARTS):
            end, is_joined = self._back(at)
            has_word |= is_joined
            part = self._named(range(end - 1, end - 1 - _MOST_WORDS, -1), end) if has_word and end else None
            if part is None:
                return
            yield part
            at = part.first

    def _back(self, at: int) -> tuple[int, bool]:
        """The place behind which the part before a word ends, and whether "and" or "or" parts them; 0 where
        nothing joins them."""
        while at > 0 and self.tokens[at - 1].word in _BETWEEN and not self._gap(at - 1):
            at -= 1
        if at > 1 and self.tokens[at - 1].word in _JOINING and self._gap(at - 1) in {"", ","}:
            return (at - 1, True) if not self._gap(at) else (0, False)
        is_list = at > 0 and self._gap(at) in {",", "/"}
        return (at, self._gap(at) == "/") if is_list else (0, False)

    def _named(self, firsts: Iterable[int], end: int) -> Hit | None:
        """The part that ends there and makes a phrase with the shared words, the longest first."""
        for first in sorted(each for each in firsts if each >= 0):
            words = [token.stem for token in self.tokens[first:end]]
            hit = self._phrase(first, end, [*words, *self.stems[1:]])
            if hit and not any(self._gap(at) for at in range(first + 1, end)):
                return hit
        return None

    def _behind(self) -> Iterator[Hit]:
        """Other last words: "metastases to bone and liver"."""
        at = self.hit.last
        for _ in range(_MOST_PARTS):
            first = self._on(at)
            if first >= len(self.tokens):
                return
            hit = self._phrase(first, first + 1, [*self.stems[:-1], self.tokens[first].stem])
            if hit is None:
                return
            yield hit
            at = hit.last

    def _on(self, at: int) -> int:
        """The place of the next part behind a comma, "and" or "or"; past the end where there is none."""
        none, count = len(self.tokens), len(self.tokens)
        is_listed = at < count and self._gap(at) in {",", "/"}
        has_word = at < count and self.tokens[at].word in _JOINING and self._gap(at) in {"", ","}
        if not is_listed and not has_word:
            return none
        at += has_word
        while at < count and self.tokens[at].word in _BETWEEN and not self._gap(at):
            at += 1
        return at if at < count and (not has_word or not self._gap(at)) else none

    def _phrase(self, first: int, last: int, stems: list[str]) -> Hit | None:
        key = " ".join(stems)
        owners = self.lexicon.phrases.get(key)
        if not owners or owners == self.hit.concepts or key in self.lexicon.capitals:
            return None
        return Hit(first, last, owners, Match.DEFAULT)

    def _gap(self, at: int) -> str:
        """The mark before a word; line ends are marks too."""
        text = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        return text.strip(" \t") if at else "^"
