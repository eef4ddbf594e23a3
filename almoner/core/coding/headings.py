"""The headings that notes use, as data: which phrase opens which kind of section, and how it behaves."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
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
    the part of one problem."""

    SAY = "say"
    LETTERS = "letters"
    LIST = "list"
    INNER = "inner"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading phrase opens."""

    kind: SectionKind
    manner: Manner


Headings = Mapping[str, Heading]
"""Heading phrases, as folded words with one space between."""

NO_HEADINGS: Headings = MappingProxyType({})


class HeadingError(ValueError):
    """The list of headings breaks its form; names the kind and the phrase."""


def load_headings(text: str) -> Headings:
    """The headings of a TOML text: a table a kind, in it a list a manner. HeadingError where a kind or
    manner is unknown or a phrase stands twice."""
    found: dict[str, Heading] = {}
    for kind, lists in tomllib.loads(text).items():
        for phrase, heading in _of_kind(kind, lists):
            if phrase in found:
                raise HeadingError(f"headings [{kind}]: {phrase!r} stands twice; keep it under one kind")
            found[phrase] = heading
    return MappingProxyType(found)


def _of_kind(kind: str, lists: Any) -> list[tuple[str, Heading]]:
    if kind not in set(SectionKind) or not isinstance(lists, dict) or not set(lists) <= set(Manner):
        raise HeadingError(f"headings [{kind}]: a table of {', '.join(SectionKind)} with {', '.join(Manner)}")
    return [
        (heading_key(phrase), Heading(SectionKind(kind), Manner(manner)))
        for manner, phrases in lists.items()
        for phrase in phrases
    ]


def heading_key(phrase: str) -> str:
    """A heading phrase as it is looked up."""
    return " ".join("and" if token.word == "&" else token.word for token in tokens_of(phrase))
