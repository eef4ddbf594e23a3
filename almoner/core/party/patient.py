"""The patient, who answers for the bill, and what the patient has agreed to."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from almoner.core.party.people import Address, PersonName


@dataclass(frozen=True, slots=True)
class Guarantor:
    """The person who answers for the bill where it isn't the patient; `patient_id` where they are a patient
    here too, so that one statement is for both.
    """

    name: PersonName
    relation: str
    address: Address
    phone: str = ""
    patient_id: int = 0


@dataclass(frozen=True, slots=True)
class Consents:
    """Four separate facts (837P CLM07 to CLM10): none follows from another."""

    assigns_benefits: bool = True
    accepts_assignment: bool = True
    releases_information: bool = True
    signature_is_on_file: bool = True
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """A person cared for; `number` is the practice's own, shown and searched, and means nothing else.

    `merged_into_id` is the chart that this one is read with and that is shown in its place; 0 stands alone.
    """

    kind: ClassVar[str] = "patient"
    id: int
    number: str
    name: PersonName
    birth_on: date
    sex: Literal["F", "M", "U"]
    address: Address
    version: int = 1
    phone: str = ""
    email: str = ""
    guarantor: Guarantor | None = None
    consents: Consents = Consents()
    died_on: date | None = None
    merged_into_id: int = 0
