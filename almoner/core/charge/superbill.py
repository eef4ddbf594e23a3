"""The superbill: the codes that a person decided on for a visit. No charge exists without one."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SuperbillLine:
    """One service: code, up to four modifiers, units, up to four pointers (from 1) into the diagnoses, and the fee."""

    code: str
    units: int
    charge_cents: int
    pointers: tuple[int, ...]
    modifiers: tuple[str, ...] = ()
    ndc: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Superbill:
    """A person's decision (`decided_by`, `decided_on`) on a visit's diagnoses (ICD-10-CM, no dot, first is principal) and lines."""

    kind: ClassVar[str] = "superbill"
    id: int
    visit_id: int
    patient_id: int
    diagnoses: tuple[str, ...]
    lines: tuple[SuperbillLine, ...]
    decided_by: str
    decided_on: date
    version: int = 1
