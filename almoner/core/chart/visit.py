"""One encounter: who saw whom, where and when, and what was found and done."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from almoner.core.chart.entry import Label
from almoner.core.chart.institutional import NOTHING_TOLD, InstitutionalVisit


class VisitState(StrEnum):
    """How far the visit has come; BILLED once its claims are built, or once it is charged and needs none."""

    OPEN = "open"
    SIGNED = "signed"
    CODED = "coded"
    CHARGED = "charged"
    BILLED = "billed"


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnosis in the clinician's words, with its ICD-10-CM code (no dot) where it is known."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Vital:
    """One measurement, as text with its unit, so that nothing is rounded."""

    name: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """Something done at the visit, billed or not; `code` only where it is known."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Accident:
    """An accident that caused the visit: AA auto, EM employment, OA other (837P CLM11).

    `claim_number` is the insurer's own (REF*Y4).
    """

    cause: str
    happened_on: date
    state: str = ""
    claim_number: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """The provider who referred the patient, with the referral or authorization number where there is one."""

    provider_id: int = 0
    referral_number: str = ""
    authorization_number: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """An encounter (FHIR Encounter). `supervising_id` is 0 unless somebody else supervised."""

    kind: ClassVar[str] = "visit"
    id: int
    patient_id: int
    provider_id: int
    location_id: int
    service_on: date
    pos: str
    version: int = 1
    appointment_id: int = 0
    state: VisitState = VisitState.OPEN
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    vitals: tuple[Vital, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    supervising_id: int = 0
    referral: Referral = Referral()
    accident: Accident | None = None
    admitted_on: date | None = None
    handed_over_on: date | None = None
    """The day on which the care after a surgery went from the surgeon to who follows it."""
    note_id: int = 0
    labels: tuple[Label, ...] = ()
    """What keeps its note from some, where a person said so."""
    institutional: InstitutionalVisit = NOTHING_TOLD
