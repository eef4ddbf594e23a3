"""The words that tell the level of a visit, compiled from visit.toml: settings, statuses, plans, data, tests
and minutes, each a named list of phrases matched by their stems."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from almoner.core.coding.cues import CueError
from almoner.core.coding.openings import Openings, openings_of
from almoner.core.coding.reading import Reading, Span
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
    """Phrases by their joined stems, with the lists that hold them, and where they may begin."""

    phrases: Mapping[str, tuple[tuple[str, str], ...]]
    openings: Openings

    def signs(self, reading: Reading) -> dict[int, list[Sign]]:
        """The signs of a note in order, by the number of their sentence. Of phrases of one group that
        overlap only the longest counts; none crosses a sentence."""
        found: dict[int, list[Sign]] = {}
        ends: dict[str, int] = {}
        numbers, sentences, stems = reading.sentence_numbers, reading.sentences, reading.stems
        for at in reading.begins(self.openings, 0, len(stems)):
            number = numbers[at]
            for end, places in self._at(stems, at, sentences[number].last_token):
                free = [place for place in places if ends.get(place[0], 0) < end]
                for group, name in free:
                    found.setdefault(number, []).append(Sign(group, name, at, end))
                    ends[group] = end
        return found

    def _at(self, stems: list[str], at: int, last: int) -> list[tuple[int, tuple[tuple[str, str], ...]]]:
        """The phrases that begin at a word, the longest first, with their ends."""
        by_second, phrases = self.openings[stems[at]], self.phrases
        found = []
        for count in by_second.get(stems[at + 1] if at + 1 < last else "", by_second[""]):
            places = phrases.get(" ".join(stems[at : at + count]) if count > 1 else stems[at])
            if places and at + count <= last:
                found.append((at + count, places))
        return found


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
    return VisitCues(phrases, openings_of(phrases))


def _rows(tables: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for group, lists in tables.items():
        if group not in _GROUPS or not isinstance(lists, dict):
            raise CueError(f"visit cues [{group}]: a table out of {', '.join(sorted(_GROUPS))}")
        for name, said in lists.items():
            if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
                raise CueError(f"visit cues [{group}] {name}: a list of texts")
            yield from ((group, name, phrase) for phrase in said)


class Signs:
    """The signs of a whole note, by sentence."""

    def __init__(
        self,
        reading: Reading,
        cues: VisitCues,
        drugs: Mapping[int, int] = MappingProxyType({}),
        denied: frozenset[int] = frozenset(),
    ) -> None:
        """`drugs` are further names of drugs: the number of the first word, and that behind the last;
        `denied` the numbers of words that name what the note denies."""
        self.denied = denied
        self.reading = reading
        found: dict[int, dict[str, list[Sign]]] = {}
        for number, signs in cues.signs(reading).items():
            groups = found[number] = {}
            for sign in signs:
                groups.setdefault(sign.group, []).append(sign)
        for first, last in sorted(drugs.items()):
            sign = Sign("plan", "any_drug", first, last)
            found.setdefault(reading.sentence_numbers[first], {}).setdefault("plan", []).append(sign)
        self._of = dict(sorted(found.items()))

    def where(self, group: str, name: str) -> list[int]:
        """The numbers of the sentences with a sign of a list, in order."""
        return [
            number
            for number, groups in self._of.items()
            if group in groups and any(sign.name == name for sign in groups[group])
        ]

    def holds(self, sentence: int, group: str) -> bool:
        """A sentence, by its number, has a sign of a group."""
        return group in self._of.get(sentence, ())

    def has_any(self, sentence: int) -> bool:
        """A sentence, by its number, has signs."""
        return sentence in self._of

    def named(self, sentence: int, group: str, *names: str) -> list[Sign]:
        """Those of a group, of some lists of it or of all."""
        groups = self._of.get(sentence)
        signs = groups.get(group) if groups else None
        if signs is None:
            return []
        return [sign for sign in signs if sign.name in names] if names else list(signs)

    def span(self, sign: Sign) -> Span:
        """Where a sign stands in the text."""
        tokens = self.reading.tokens
        return Span(tokens[sign.first].start, tokens[sign.last - 1].end)
