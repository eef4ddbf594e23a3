"""In which language a guarantor is written to, as they or the desk chose it; the latest choice counts."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class GuarantorChoice:
    """The language of one guarantor's statements, receipts and pay page. `guarantor` is the key of who
    answers, `patient_id` a patient they answer for, `chosen_by` who chose: by a link, the holder of it.
    """

    kind: ClassVar[str] = "guarantor_choice"
    id: int
    patient_id: int
    guarantor: str
    language: str
    chosen_on: date
    chosen_by: str
    version: int = 1
