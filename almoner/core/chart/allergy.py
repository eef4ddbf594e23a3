"""Allergies and intolerances, and the statement that a patient has none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from almoner.core.chart import check
from almoner.core.chart.entry import Entry
from almoner.core.chart.problem import Severity
from almoner.core.chart.shape import Coding, Concept, Moment
from almoner.core.chart.systems import SNOMED
from almoner.core.rules import Finding

NONE_KNOWN = "716186003"
"""The code (SNOMED CT) of the statement that no allergy is known."""
NONE_CONCEPT = Concept("No known allergies", (Coding(SNOMED, NONE_KNOWN),))


class AllergyStatus(StrEnum):
    """How it stands (FHIR allergyintolerance-clinical)."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    RESOLVED = "resolved"


class AllergyVerification(StrEnum):
    """How sure it is (FHIR allergyintolerance-verification)."""

    UNCONFIRMED = "unconfirmed"
    PRESUMED = "presumed"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"


class AllergyCategory(StrEnum):
    """What sort of thing causes it."""

    FOOD = "food"
    MEDICATION = "medication"
    ENVIRONMENT = "environment"
    BIOLOGIC = "biologic"


class Criticality(StrEnum):
    """How dangerous the next exposure may be."""

    LOW = "low"
    HIGH = "high"
    UNABLE_TO_ASSESS = "unable-to-assess"


@dataclass(frozen=True, slots=True)
class Reaction:
    """What happened at an exposure."""

    manifestations: tuple[Concept, ...]
    severity: Severity | None = None
    onset: Moment | None = None
    note: str = ""
    residual: str = ""


@dataclass(frozen=True, slots=True)
class Allergy:
    """What a patient must not get, and why (FHIR AllergyIntolerance)."""

    kind: ClassVar[str] = "allergy"
    id: int
    entry: Entry
    concept: Concept
    version: int = 1
    status: AllergyStatus = AllergyStatus.ACTIVE
    verification: AllergyVerification = AllergyVerification.CONFIRMED
    is_intolerance: bool = False
    category: AllergyCategory | None = None
    criticality: Criticality | None = None
    reactions: tuple[Reaction, ...] = ()
    onset: Moment | None = None
    last_seen: Moment | None = None

    @property
    def is_none_known(self) -> bool:
        """True for the statement that there is none."""
        return self.concept.code_in(SNOMED) == NONE_KNOWN

    @property
    def reaction_words(self) -> str:
        """`hives, swelling`."""
        return ", ".join(one.words for reaction in self.reactions for one in reaction.manifestations)

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        found = [
            *check.named("The allergy", self.concept),
            *check.past("The onset", self.onset, on=on),
            *check.past("The last reaction", self.last_seen, on=on),
            *check.few("Reactions", self.reactions),
        ]
        for reaction in self.reactions:
            found += check.few("Manifestations", reaction.manifestations)
            found += check.past("The reaction's day", reaction.onset, on=on)
            found += check.texts("A reaction's note", reaction.note, reaction.residual)
            for one in reaction.manifestations:
                found += check.named("A reaction", one)
        if self.is_none_known and self.reactions:
            mend = "Name what caused the reaction."
            found.append(check.finding("CHT-17", "No allergy is known, yet a reaction is named.", mend))
        return found


def resolve(allergy: Allergy, *, status: AllergyStatus = AllergyStatus.RESOLVED) -> Allergy:
    """Return the allergy as it stands once it is gone."""
    assert status is not AllergyStatus.ACTIVE, "what is resolved is not active"
    return replace(allergy, status=status)


def contradicted(draft: Allergy, standing: Iterable[Allergy]) -> list[Finding]:
    """Return the finding that `none known` and an active allergy would stand side by side."""
    others = [one for one in standing if one.entry.stands and one.id != draft.id]
    active = [one for one in others if one.status is AllergyStatus.ACTIVE]
    if draft.status is not AllergyStatus.ACTIVE:
        return []
    if draft.is_none_known and any(not one.is_none_known for one in active):
        mend = "Resolve the allergies first, or leave the statement out."
        return [check.finding("CHT-17", "An allergy is on the list, so that none known is wrong.", mend)]
    if not draft.is_none_known and any(one.is_none_known for one in active):
        mend = "Resolve that statement first."
        return [check.finding("CHT-17", "The list says that no allergy is known.", mend)]
    return []
