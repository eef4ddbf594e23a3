"""The headings that notes use, as data: which phrase opens which kind of section, and how it behaves; and
the words out of which writers make headings of their own ("Impr/Plan", "Diagnoses addressed today")."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from almoner.core.coding.words import tokens_of


class SectionKind(StrEnum):
    """What a part of a note tells."""

    COMPLAINT = "complaint"
    HPI = "hpi"
    ROS = "ros"
    PMH = "pmh"
    FAMILY = "family"
    SOCIAL = "social"
    MEDICATIONS = "medications"
    ALLERGIES = "allergies"
    VITALS = "vitals"
    EXAM = "exam"
    RESULTS = "results"
    PROCEDURE = "procedure"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    INSTRUCTIONS = "instructions"
    OTHER = "other"


class Manner(StrEnum):
    """How a heading stands: alone, only with a colon or a line of its own, over a problem list, or inside
    the part of one problem. A made one is put together from words that name the kind and words that may
    stand beside them."""

    SAY = "say"
    LETTERS = "letters"
    LIST = "list"
    INNER = "inner"
    MADE = "made"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading phrase opens."""

    kind: SectionKind
    manner: Manner


@dataclass(frozen=True)
class Headings:
    """Heading phrases, as folded words with one space between, the words that name a kind in a heading
    that is made of words, and those that may stand beside them."""

    phrases: Mapping[str, Heading] = field(default_factory=dict)
    names: Mapping[str, SectionKind] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()

    def get(self, phrase: str) -> Heading | None:
        """What a phrase opens. Where it is none of the list: what its words make, if all of them are such
        words and one names a kind; that of an assessment goes before that of a plan."""
        found = self.phrases.get(phrase)
        if found is not None or not self._words:
            return found
        words = phrase.split()
        if not self._words.issuperset(words):
            return None
        named = {self.names[word] for word in words if word in self.names}
        kind = next((kind for kind in _STRONGEST if kind in named), None)
        return Heading(kind, Manner.LETTERS) if kind else None

    @cached_property
    def _words(self) -> frozenset[str]:
        return self.beside | self.names.keys()


_STRONGEST = (SectionKind.ASSESSMENT, SectionKind.PLAN)
_IN_PARTS = frozenset({Manner.MADE, Manner.BESIDE})
NO_HEADINGS = Headings()


class HeadingError(ValueError):
    """The list of headings breaks its form; names the kind and the phrase."""


def load_headings(text: str) -> Headings:
    """The headings of a TOML text: a table a kind, in it a list a manner. HeadingError where a kind or
    manner is unknown or a phrase stands twice."""
    phrases: dict[str, Heading] = {}
    names: dict[str, SectionKind] = {}
    beside: set[str] = set()
    for kind, lists in tomllib.loads(text).items():
        for phrase, heading in _of_kind(kind, lists):
            if phrase in (names if heading.manner in _IN_PARTS else phrases):
                raise HeadingError(f"headings [{kind}]: {phrase!r} stands twice; keep it under one kind")
            if heading.manner is Manner.MADE:
                names[phrase] = heading.kind
            elif heading.manner is Manner.BESIDE:
                beside.add(phrase)
            else:
                phrases[phrase] = heading
    return Headings(MappingProxyType(phrases), MappingProxyType(names), frozenset(beside))


def _of_kind(kind: str, lists: Any) -> list[tuple[str, Heading]]:
    if kind not in set(SectionKind) or not isinstance(lists, dict) or not set(lists) <= set(Manner):
        raise HeadingError(f"headings [{kind}]: a table of {', '.join(SectionKind)} with {', '.join(Manner)}")
    is_unfit = SectionKind(kind) not in _STRONGEST and not _IN_PARTS.isdisjoint(lists)
    if is_unfit:
        raise HeadingError(f"headings [{kind}]: only an assessment or plan has headings made of words")
    return [
        (heading_key(phrase), Heading(SectionKind(kind), Manner(manner)))
        for manner, phrases in lists.items()
        for phrase in phrases
    ]


def heading_key(phrase: str) -> str:
    """A heading phrase as it is looked up."""
    return " ".join("and" if token.word == "&" else token.word for token in tokens_of(phrase))
