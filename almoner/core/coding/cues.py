"""The cues of the lexicon, compiled: the words by which notes deny, doubt, date and attribute, as data in
cues.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from almoner.core.coding.openings import Openings, openings_of
from almoner.core.coding.reading import Reading
from almoner.core.coding.words import stems_of

_KINDS = ("negated", "uncertain", "conditional", "historical", "resolved", "future", "relative")
_REACHES = frozenset({"before", "near", "far", "after", "label", "either"})
_LISTS: Mapping[str, frozenset[str]] = {
    "exception": frozenset({"say"}),
    "current": frozenset({"say"}),
    **dict.fromkeys(_KINDS, _REACHES),
    "relative": _REACHES | {"kin", "beside", "tells"},
    "resolved": _REACHES | {"ended"},
    "conditional": _REACHES | {"opening", "behind"},
    "stop": frozenset({"say", "subjects", "joins", "soft"}),
    "unheaded": frozenset({"assessment", "plan", "results", "exam", "pmh", "hpi"}),
    "phase": frozenset({"initial", "subsequent", "sequela"}),
    "link": frozenset({"due-to", "with", "apart", "causes", "setting"}),
    "side": frozenset({"right", "left", "both"}),
    "status": frozenset({"say", "plan", "aside", "concluded"}),
}


class CueError(ValueError):
    """The list of cues breaks its form; names the table and the list."""


class Role(NamedTuple):
    """What a cue does: its kind, and where it works."""

    kind: str
    reach: str


class Cue(NamedTuple):
    """A cue at its place: tokens [first, last) with all that it may do."""

    first: int
    last: int
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue phrases by their joined stems, and where they may begin."""

    phrases: Mapping[str, tuple[Role, ...]]
    openings: Openings
    words: Mapping[str, frozenset[str]]
    """Single words that are looked up by themselves, by the name of their list."""

    def singles(self, reach: str) -> frozenset[str]:
        """The single words of a list, as stems."""
        return self.words.get(reach, frozenset())

    def found(self, reading: Reading, first: int, last: int) -> list[Cue]:
        """The cues among the words [first, last) of a reading, the longest at each place, without overlap."""
        stems = reading.stems
        cues: list[Cue] = []
        free = first
        for at in reading.begins(self.openings, first, last):
            cue = self._at(stems, at, last) if at >= free else None
            if cue:
                free = cue.last
                cues.append(cue)
        return cues

    def longer(self, reading: Reading, begin: tuple[int, int], last: int) -> list[Cue]:
        """The cues of several words that begin among the words of a stretch, the longest at each place."""
        stems = reading.stems
        places = [
            at
            for at in reading.begins(self.openings, *begin)
            if at + 1 < last and stems[at + 1] in self.openings[stems[at]]
        ]
        cues = (self._at(stems, at, last) for at in places)
        return [cue for cue in cues if cue and cue.last - cue.first > 1]

    def _at(self, stems: list[str], at: int, last: int) -> Cue | None:
        """The longest cue that begins at a word."""
        by_second = self.openings[stems[at]]
        for count in by_second.get(stems[at + 1] if at + 1 < last else "", by_second[""]):
            roles = self.phrases.get(" ".join(stems[at : at + count]) if count > 1 else stems[at])
            if roles and at + count <= last:
                return Cue(at, at + count, roles)
        return None


_SINGLE = {
    ("relative", "beside"): "beside",
    ("relative", "tells"): "tells",
    ("stop", "subjects"): "subjects",
    ("stop", "joins"): "joins",
    ("status", "say"): "status",
    ("status", "plan"): "plan",
}
"""Lists whose words are looked up one by one, by the name they have then."""

NO_CUES = Cues({}, {}, {})


def load_cues(text: str) -> Cues:
    """The cues of a TOML text: a table a kind, in it a list a reach. CueError where a table or list is
    unknown."""
    phrases: dict[str, tuple[Role, ...]] = {}
    words: dict[str, frozenset[str]] = {}
    for kind, reach, said in _rows(tomllib.loads(text)):
        if (kind, reach) in _SINGLE:
            words[_SINGLE[kind, reach]] = frozenset(" ".join(stems_of(each)) for each in said)
            continue
        for phrase in (form for each in said for form in _forms(each)):
            key = " ".join(stems_of(phrase))
            role = Role(kind, reach)
            if key and role not in phrases.get(key, ()):
                phrases[key] = (*phrases.get(key, ()), role)
    return Cues(phrases, openings_of(phrases), words)


def _forms(phrase: str) -> Iterator[str]:
    """A phrase, and as it is said short: "does not have", "doesn't have", "doesnt have"."""
    yield phrase
    for verb, short in _SHORT.items():
        if f" {verb} not " in f" {phrase} ":
            yield f" {phrase} ".replace(f" {verb} not ", f" {short} ").strip()
            yield f" {phrase} ".replace(f" {verb} not ", f" {short.replace(chr(39), '')} ").strip()


_SHORT = {
    "do": "don't",
    "does": "doesn't",
    "did": "didn't",
    "is": "isn't",
    "are": "aren't",
    "was": "wasn't",
    "were": "weren't",
    "has": "hasn't",
    "have": "haven't",
    "can": "can't",
    "could": "couldn't",
    "would": "wouldn't",
}


def _rows(tables: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    for kind, lists in tables.items():
        known = _LISTS.get(kind)
        if known is None or not isinstance(lists, dict):
            raise CueError(f"cues [{kind}]: a table out of {', '.join(_LISTS)}")
        for reach, said in lists.items():
            if (
                reach not in known
                or not isinstance(said, list)
                or not all(isinstance(each, str) for each in said)
            ):
                raise CueError(f"cues [{kind}] {reach}: a list of texts out of {', '.join(sorted(known))}")
            yield kind, reach, said
