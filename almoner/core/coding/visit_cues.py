"""The words that tell the level of a visit, compiled from visit.toml: settings, statuses, plans, data, tests
and minutes, each a named list of phrases matched by their stems."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from almoner.core.coding.cues import CueError
from almoner.core.coding.reading import Reading, Sentence, Span
from almoner.core.coding.words import stems_of

_GROUPS = frozenset({"setting", "patient", "status", "plan", "data", "tests", "time"})


class Sign(NamedTuple):
    """A phrase at its place: the group and list it stands in, and its tokens [first, last)."""

    group: str
    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class VisitCues:
    """Phrases by their joined stems, with the lists that hold them; `lengths` are the numbers of words of
    the phrases that begin with a stem, the most first."""

    phrases: Mapping[str, tuple[tuple[str, str], ...]]
    lengths: Mapping[str, tuple[int, ...]]

    def signs(self, reading: Reading, sentence: Sentence) -> tuple[Sign, ...]:
        """The signs of a sentence in order. Of phrases of one group that overlap only the longest counts."""
        stems = [token.stem for token in reading.words(sentence)]
        found: list[Sign] = []
        ends: dict[str, int] = {}
        first = sentence.first_token
        for at in [at for at, stem in enumerate(stems) if stem in self.lengths]:
            for end, places in self._at(stems, at):
                free = [place for place in places if ends.get(place[0], 0) < end]
                found += [Sign(group, name, first + at, first + end) for group, name in free]
                ends.update([(group, end) for group, _ in free])
        return tuple(found)

    def _at(self, stems: list[str], at: int) -> Iterator[tuple[int, tuple[tuple[str, str], ...]]]:
        """The phrases that begin at a word, the longest first, with their ends."""
        for count in self.lengths[stems[at]]:
            key = " ".join(stems[at : at + count]) if count > 1 else stems[at]
            if at + count <= len(stems) and key in self.phrases:
                yield at + count, self.phrases[key]


NO_VISIT_CUES = VisitCues({}, {})


def load_visit_cues(text: str) -> VisitCues:
    """The lists of a TOML text, a table a group. CueError where a group is unknown or a list isn't one of
    texts."""
    return cues_of(_rows(tomllib.loads(text)))


def cues_of(rows: Iterable[tuple[str, str, str]]) -> VisitCues:
    """Cues out of rows of group, list and phrase."""
    phrases: dict[str, tuple[tuple[str, str], ...]] = {}
    for group, name, phrase in rows:
        key = " ".join(stems_of(phrase))
        if key and (group, name) not in phrases.get(key, ()):
            phrases[key] = (*phrases.get(key, ()), (group, name))
    sizes: dict[str, set[int]] = {}
    for key in phrases:
        stems = key.split()
        sizes.setdefault(stems[0], set()).add(len(stems))
    return VisitCues(phrases, {first: tuple(sorted(each, reverse=True)) for first, each in sizes.items()})


def _rows(tables: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for group, lists in tables.items():
        if group not in _GROUPS or not isinstance(lists, dict):
            raise CueError(f"visit cues [{group}]: a table out of {', '.join(sorted(_GROUPS))}")
        for name, said in lists.items():
            if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
                raise CueError(f"visit cues [{group}] {name}: a list of texts")
            yield from ((group, name, phrase) for phrase in said)


def _drugs(sentence: Sentence, drugs: Mapping[int, int]) -> Iterator[Sign]:
    for first in range(sentence.first_token, sentence.last_token):
        if first in drugs:
            yield Sign("plan", "any_drug", first, drugs[first])


class Signs:
    """The signs of a whole note, by sentence."""

    def __init__(
        self, reading: Reading, cues: VisitCues, drugs: Mapping[int, int] = MappingProxyType({})
    ) -> None:
        """`drugs` are further names of drugs: the number of the first word, and that behind the last."""
        self.reading = reading
        self._of = [
            (*cues.signs(reading, sentence), *_drugs(sentence, drugs)) for sentence in reading.sentences
        ]

    def of(self, sentence: int) -> tuple[Sign, ...]:
        """The signs of a sentence, by its number."""
        return self._of[sentence]

    def named(self, sentence: int, group: str, *names: str) -> list[Sign]:
        """Those of a group, of some lists of it or of all."""
        return [
            sign for sign in self._of[sentence] if sign.group == group and (not names or sign.name in names)
        ]

    def span(self, sign: Sign) -> Span:
        """Where a sign stands in the text."""
        tokens = self.reading.tokens
        return Span(tokens[sign.first].start, tokens[sign.last - 1].end)
