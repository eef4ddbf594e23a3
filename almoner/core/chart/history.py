"""Family and social history: what runs in the family, and how a patient lives."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal

from almoner.core.chart import check
from almoner.core.chart.entry import Entry
from almoner.core.chart.shape import Coding, Concept, Moment, Value
from almoner.core.chart.systems import LOINC, ROLE
from almoner.core.rules import Finding

OLDEST = 130


class Relative(StrEnum):
    """Who of the family, by the code of the role (v3-RoleCode)."""

    MOTHER = "MTH"
    FATHER = "FTH"
    SISTER = "SIS"
    BROTHER = "BRO"
    DAUGHTER = "DAU"
    SON = "SON"
    GRANDMOTHER_MATERNAL = "MGRMTH"
    GRANDFATHER_MATERNAL = "MGRFTH"
    GRANDMOTHER_PATERNAL = "PGRMTH"
    GRANDFATHER_PATERNAL = "PGRFTH"
    AUNT = "AUNT"
    UNCLE = "UNCLE"
    COUSIN = "COUSN"
    OTHER = "FAMMEMB"


@dataclass(frozen=True, slots=True)
class FamilyCondition:
    """What a relative had, at which age (years, None where unknown), and whether it was the end."""

    concept: Concept
    age: int | None = None
    is_cause_of_death: bool = False
    note: str = ""
    residual: str = ""


@dataclass(frozen=True, slots=True)
class FamilyHistory:
    """One relative (FHIR FamilyMemberHistory): what is known of them, or that nothing is."""

    kind: ClassVar[str] = "family_history"
    id: int
    entry: Entry
    relative: Relative
    version: int = 1
    status: Literal["partial", "completed", "health-unknown"] = "completed"
    told: Moment | None = None
    conditions: tuple[FamilyCondition, ...] = ()
    is_deceased: bool | None = None
    died_aged: int | None = None

    @property
    def concept(self) -> Concept:
        """The relative in words and as a code."""
        words = self.relative.name.replace("_", " ").capitalize()
        return Concept(words, (Coding(ROLE, self.relative.value),))

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        found = [*check.past("The day", self.told, on=on), *check.few("Conditions", self.conditions)]
        for one in self.conditions:
            found += check.named("A relative's condition", one.concept)
            found += check.texts("A relative's condition", one.note, one.residual)
            found += check.ranged("An age", one.age or 0, 0, OLDEST)
        found += check.ranged("The age at death", self.died_aged or 0, 0, OLDEST)
        if not self.conditions and self.status == "completed":
            mend = "Name what they have or had, or say that it is not known."
            found.append(check.finding("CHT-01", "Nothing is said of the relative.", mend))
        if self.status == "health-unknown" and self.conditions:
            mend = "Leave the conditions out, or say that the rest is not known."
            found.append(check.finding("CHT-09", "Nothing is known, yet something is named.", mend))
        return found


def _topic(words: str, code: str) -> Concept:
    return Concept(words, (Coding(LOINC, code),))


TOPICS = {
    "smoking": _topic("Tobacco smoking status", "72166-2"),
    "occupation": _topic("Occupation", "11341-5"),
    "pregnancy": _topic("Pregnancy status", "82810-3"),
    "pregnancy_intent": _topic("Pregnancy intention", "86645-9"),
    "orientation": _topic("Sexual orientation", "76690-7"),
    "alcohol": Concept("Alcohol use"),
    "care_wishes": _topic("Care experience preference", "95541-9"),
    "treatment_wishes": _topic("Treatment intervention preference", "75773-2"),
}
"""What is asked of how a patient lives, by our name: the codes (LOINC) that US Core names, with our words."""


@dataclass(frozen=True, slots=True)
class SocialHistory:
    """One fact of how a patient lives (FHIR Observation, category social-history), over a time."""

    kind: ClassVar[str] = "social_history"
    id: int
    entry: Entry
    concept: Concept
    value: Value
    version: int = 1
    status: Literal["final"] = "final"
    since: Moment | None = None
    until: Moment | None = None

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        return [
            *check.named("The fact", self.concept),
            *check.valued("The fact", self.value),
            *check.past("The day", self.since, on=on),
            *check.past("The end", self.until, on=on),
            *check.in_order("The fact", self.since, self.until),
        ]
