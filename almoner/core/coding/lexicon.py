"""The lexicon, compiled: every phrase by its stems, with the concepts that it may name; headings and cues
beside it.

Phrases lie in one flat table by their joined stems. `lengths` gives, for a phrase's first stem, how many
words the phrases that begin so have, the most first; so the longest match is found with a few look-ups a
word.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from almoner.core.coding.concept import Axis, AxisWord, Concept, LexiconError, Wanted, read_concept
from almoner.core.coding.headings import NO_HEADINGS, Headings, load_headings
from almoner.core.coding.words import stems_of

__all__ = ["Axis", "AxisWord", "Concept", "Lexicon", "LexiconError", "Wanted", "load"]

_OWN = {"headings.toml", "cues.toml", "weights.toml"}
"""Files of the folder that hold no concepts."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A compiled lexicon. `phrases` holds the ids of the concepts that own a phrase, none where the
    phrase only shadows shorter ones (`not`); `hash` names the exact text of its files."""

    concepts: Mapping[str, Concept]
    phrases: Mapping[str, tuple[str, ...]]
    lengths: Mapping[str, tuple[int, ...]]
    headings: Headings = field(default_factory=lambda: NO_HEADINGS)
    hash: str = ""


def load(files: Iterable[tuple[str, str]]) -> Lexicon:
    """Compile files given as (name, text). LexiconError names file, concept and rule of the first fault:
    a form that isn't right, a concept or phrase that is owned twice, an abbreviation without a guard."""
    concepts: dict[str, Concept] = {}
    homes: dict[str, str] = {}
    headings = NO_HEADINGS
    digest = hashlib.sha256()
    for name, text in sorted(files):
        digest.update(f"{name}\0{text}\0".encode())
        if name == "headings.toml":
            headings = load_headings(text)
        if name in _OWN:
            continue
        for concept in _concepts_of(name, text):
            if concept.id in concepts:
                raise LexiconError(f"{name} [{concept.id}]: also stands in {homes[concept.id]}; keep one")
            concepts[concept.id], homes[concept.id] = concept, name
    phrases = _phrases(concepts)
    return Lexicon(concepts, phrases, _lengths(phrases), headings, digest.hexdigest())


def _concepts_of(name: str, text: str) -> list[Concept]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: not TOML: {error}") from None
    return [read_concept(concept, table, name) for concept, table in tables.items()]


def _phrases(concepts: Mapping[str, Concept]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for concept in concepts.values():
        for phrase in concept.say:
            key = " ".join(stems_of(phrase))
            if concept.id not in found.get(key, ()):
                found[key] = (*found.get(key, ()), concept.id)
    for concept in concepts.values():
        for phrase in concept.unlike:
            found.setdefault(" ".join(stems_of(phrase)), ())
    return found


def _lengths(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for phrase in phrases:
        stems = phrase.split()
        sizes.setdefault(stems[0], set()).add(len(stems))
    return {first: tuple(sorted(each, reverse=True)) for first, each in sizes.items()}
