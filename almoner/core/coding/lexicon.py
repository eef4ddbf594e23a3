"""The lexicon, compiled: every phrase by its stems, with the concepts that it may name; headings and cues
beside.

Phrases lie in one flat table by their joined stems. `openings` gives, for a phrase's first two stems, how
many words the phrases that begin so have, the most first; so the longest match is found with a few look-ups a
word. `loose` holds the same phrases by their sorted stems, for words in another order.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from almoner.core.coding.concept import Axis, AxisWord, Concept, LexiconError, Wanted, read_concept
from almoner.core.coding.cues import NO_CUES, Cues, load_cues
from almoner.core.coding.drugs import FILE as DRUGS
from almoner.core.coding.drugs import Drug, drugs_by_name, load_drugs
from almoner.core.coding.headings import NO_HEADINGS, Headings, load_headings
from almoner.core.coding.openings import Openings, Starts, openings_of
from almoner.core.coding.procedure_book import FILE as PROCEDURES
from almoner.core.coding.procedure_book import NO_BOOK, Book, load_book
from almoner.core.coding.visit_cues import NO_VISIT_CUES, VisitCues, load_visit_cues
from almoner.core.coding.words import stems_of

__all__ = [
    "FILLERS",
    "Axis",
    "AxisPhrase",
    "AxisWord",
    "Concept",
    "Lexicon",
    "LexiconError",
    "Wanted",
    "load",
]

NO_CONCEPTS = frozenset({DRUGS, "headings.toml", "cues.toml", "weights.toml", "visit.toml", PROCEDURES})
"""Files of the folder that hold no concepts."""
FILLERS = frozenset(
    "of the a an in to at on her his their my and with right left bilateral both side sided l r".split()
) - {"and", "with"}
"""What may stand between the words of a phrase when they come in another order."""
_FIXED = frozenset("right left bilateral out up off down over no not non for from on secondary".split())
"""Words that keep their place: a phrase with one of them stands in its own order only."""
_MOST_LOOSE = 6
_AMBIGUOUS = frozenset(
    "ms pe ra cp pt od as mi ed sob ai ar ca cf di hd ic mr ns pa pd pr rf sa si ss tr all bpd pid rom "
    "doe mm".split()
)
"""Abbreviations that mean several things; none stands in the lexicon without a guard."""
_WORDS = frozenset(
    "or it an is he in us pad cap hit aid aids sad lad fit mass cat map arms dish hip rest ace can gas "
    "fan era ape ash ill ice lap leg lip low mat may men met mid nap net not now old one our out per pin "
    "pit put ran rat raw red rib rod row run sap saw see set she sip sit spa tag tan tap tea the tie tip "
    "toe top try two use was way web who you me no so to be do go if my on up we or os re add age odd gave "
    "pots mash honk sud lada pac mals".split()
)
"""Abbreviations that are words as well count only with capitals; so do the ambiguous ones."""


class AxisPhrase(NamedTuple):
    """Words of a note that say a value of an axis."""

    stems: tuple[str, ...]
    axis: str
    value: str


@dataclass(frozen=True)
class Lexicon:
    """A compiled lexicon. `phrases` holds the ids of the concepts that own a phrase, none where the
    phrase only shadows shorter ones (`not`); `capitals` are those that count only with capitals; `treats`
    leads from a drug or act to the concepts that it treats, `drugs` from a name to its drug; `hash` names
    the exact text of its files."""

    concepts: Mapping[str, Concept]
    phrases: Mapping[str, tuple[str, ...]]
    capitals: frozenset[str] = frozenset()
    treats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headings: Headings = field(default_factory=lambda: NO_HEADINGS)
    cues: Cues = NO_CUES
    visit: VisitCues = NO_VISIT_CUES
    hash: str = ""
    drugs: Mapping[str, Drug] = field(default_factory=dict)
    services: Book = NO_BOOK

    @cached_property
    def mended(self) -> dict[str, str]:
        """What mistyped words were mended to, kept from note to note."""
        return {}

    @cached_property
    def symptoms(self) -> frozenset[str]:
        """The ids of concepts that are symptoms or findings."""
        return frozenset(each.id for each in self.concepts.values() if each.kind in {"symptom", "finding"})

    @cached_property
    def openings(self) -> Openings:
        """Where the phrases may begin."""
        return openings_of(self.phrases)

    @cached_property
    def treat_openings(self) -> Openings:
        """The same for drugs and acts."""
        return openings_of(self.treats)

    @cached_property
    def starts(self) -> Starts:
        """Where anything that is looked for in a note may begin."""
        tables = (self.openings, self.treat_openings, self.cues.openings, self.visit.openings)
        return Starts((*tables, self.services.cues.openings), self.partners)

    @cached_property
    def loose(self) -> Mapping[str, tuple[str, ...]]:
        """Phrases of two to six words by their sorted words, small ones left out; those with a side of
        their own and those that two phrases share aren't there."""
        found: dict[str, tuple[str, ...]] = {}
        for phrase, owners in self.phrases.items():
            words = [stem for stem in phrase.split() if stem not in FILLERS]
            is_fit = len(set(words)) == len(words) and 2 <= len(words) <= _MOST_LOOSE
            if owners and is_fit and _FIXED.isdisjoint(phrase.split()):
                key = " ".join(sorted(words))
                found[key] = owners if found.get(key, owners) == owners else ()
        return found

    @cached_property
    def partners(self) -> Mapping[str, frozenset[str]]:
        """For each word of loose phrases, the words that stand in one with it."""
        found: dict[str, set[str]] = {}
        for phrase in self.loose:
            words = phrase.split()
            for word in words:
                found.setdefault(word, set()).update(words)
        return {word: frozenset(words) for word, words in found.items()}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every stem that a phrase, a cue, a drug or an axis uses."""
        stems = {
            stem
            for table in (self.phrases, self.treats, self.cues.phrases)
            for key in table
            for stem in key.split()
        }
        for axes in self.axes.values():
            stems.update(stem for phrases in axes.values() for phrase in phrases for stem in phrase.stems)
        return frozenset(stems)

    @cached_property
    def axes(self) -> Mapping[str, Mapping[str, tuple[AxisPhrase, ...]]]:
        """The words of each concept's axes by their first stem, the longest first."""
        return {concept.id: _axis_phrases(concept) for concept in self.concepts.values() if concept.axes}

    @cached_property
    def _by_start(self) -> Mapping[tuple[str, int], tuple[str, ...]]:
        found: dict[tuple[str, int], list[str]] = {}
        for stem in sorted({stem for phrase in self.phrases for stem in phrase.split()}):
            found.setdefault((stem[0], len(stem)), []).append(stem)
        return {key: tuple(stems) for key, stems in found.items()}

    def near(self, stem: str) -> tuple[str, ...]:
        """The stems of phrases with the same first letter and nearly the same length that share the next one,
        or the end: of words so long one edit, even a swap, leaves one of these."""
        next_letter, end = stem[1:2], stem[-3:]
        return tuple(
            each
            for size in (-1, 0, 1)
            for each in self._by_start.get((stem[0], len(stem) + size), ())
            if each[1:2] == next_letter or each.endswith(end)
        )


def load(files: Iterable[tuple[str, str]], tables: Mapping[str, Any] = MappingProxyType({})) -> Lexicon:
    """Compile files given as (name, text). LexiconError names file, concept and rule of the first fault:
    a form that isn't right, a concept or phrase that is owned twice, an abbreviation without a guard.
    `tables` are the tables of files that were parsed before, by name."""
    concepts: dict[str, Concept] = {}
    homes: dict[str, str] = {}
    headings, cues, visit, services = NO_HEADINGS, NO_CUES, NO_VISIT_CUES, NO_BOOK
    drugs: tuple[Drug, ...] = ()
    digest = hashlib.sha256()
    for name, text in sorted(files):
        digest.update(f"{name}\0{text}\0".encode())
        if name == "headings.toml":
            headings = load_headings(text)
        if name == "cues.toml":
            cues = load_cues(text)
        if name == "visit.toml":
            visit = load_visit_cues(text)
        if name == PROCEDURES:
            services = load_book(tables[name] if name in tables else tomllib.loads(text))
        if name == DRUGS:
            drugs = load_drugs(text)
        for concept in () if name in NO_CONCEPTS else _concepts_of(name, text, tables):
            if concept.id in concepts:
                raise LexiconError(f"{name} [{concept.id}]: also stands in {homes[concept.id]}; keep one")
            concepts[concept.id], homes[concept.id] = concept, name
    phrases = _phrases(concepts, homes)
    capitals = frozenset(_capitals(concepts.values()))
    named = drugs_by_name(drugs, concepts)
    treats = _treats(concepts, named)
    hashed = digest.hexdigest()
    return Lexicon(concepts, phrases, capitals, treats, headings, cues, visit, hashed, named, services)


def _concepts_of(name: str, text: str, tables: Mapping[str, Any]) -> list[Concept]:
    try:
        own = tables[name] if name in tables else tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: not TOML: {error}") from None
    return [read_concept(concept, table, name) for concept, table in own.items()]


def _phrases(concepts: Mapping[str, Concept], homes: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Each phrase with its owners; two owners only where each has a context to choose by."""
    found: dict[str, tuple[str, ...]] = {}
    for concept in concepts.values():
        place = f"{homes[concept.id]} [{concept.id}]"
        for phrase in concept.say:
            key = " ".join(stems_of(phrase))
            owners = found.get(key, ())
            if not key:
                raise LexiconError(f"{place}: say: {phrase!r} holds no word")
            _check_guard(concept, phrase, place)
            if owners and concept.id not in owners:
                _check_owners([concepts[each] for each in (*owners, concept.id)], phrase, place)
            if concept.id not in owners:
                found[key] = (*owners, concept.id)
    shadows = [key for concept in concepts.values() for key in _shadows(concept, found)]
    return found | dict.fromkeys(shadows, ())


def _shadows(concept: Concept, owned: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The look-alike phrases of a concept that need a shadow: nobody owns them, and no phrase inside them
    that is another concept's is longer than its own, so that it would win anyway."""
    for stems in map(stems_of, concept.unlike):
        inside = [(first, last) for first in range(len(stems)) for last in range(first + 1, len(stems) + 1)]
        owners = {
            (last - first, each)
            for first, last in inside
            for each in owned.get(" ".join(stems[first:last]), ())
        }
        own = max((size for size, each in owners if each == concept.id), default=0)
        others = max((size for size, each in owners if each != concept.id), default=0)
        if own >= others and " ".join(stems) not in owned:
            yield " ".join(stems)


def _check_guard(concept: Concept, phrase: str, place: str) -> None:
    if phrase.lower() in _AMBIGUOUS and not (concept.context or concept.needs):
        raise LexiconError(
            f"{place}: say: {phrase!r} means several things; give it its own table, with context or needs"
        )


def _check_owners(owners: list[Concept], phrase: str, place: str) -> None:
    free = [owner for owner in owners if not owner.context]
    if free:
        raise LexiconError(
            f"{place}: say: {phrase!r} is owned by {free[0].id} too; keep one, or give both a context"
        )


def _capitals(concepts: Iterable[Concept]) -> Iterable[str]:
    for concept in concepts:
        for phrase in concept.say:
            if phrase.isupper() and phrase.lower() in _WORDS | _AMBIGUOUS:
                yield " ".join(stems_of(phrase))


def _treats(concepts: Mapping[str, Concept], drugs: Mapping[str, Drug]) -> dict[str, tuple[str, ...]]:
    found = {key: drug.treats for key, drug in drugs.items()}
    for concept in concepts.values():
        for said in concept.treats:
            key = " ".join(stems_of(said))
            if key and concept.id not in found.get(key, ()):
                found[key] = (*found.get(key, ()), concept.id)
    return found


def _axis_phrases(concept: Concept) -> dict[str, tuple[AxisPhrase, ...]]:
    phrases = [
        AxisPhrase(stems, axis.name, value.value)
        for axis in concept.axes
        for value in axis.values
        for stems in map(stems_of, value.say)
        if stems
    ]
    found: dict[str, list[AxisPhrase]] = {}
    for phrase in sorted(phrases, key=lambda each: -len(each.stems)):
        found.setdefault(phrase.stems[0], []).append(phrase)
    return {first: tuple(each) for first, each in found.items()}
