"""A patient's statement: every amount with where it comes from, ready to be printed or shown."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One service as the bill shows it: charged = insurance paid + adjusted + patient paid + owed + still with a payer."""

    line_id: int
    service_on: date
    code: str
    label: str
    charge_cents: int
    insurance_paid_cents: int
    adjusted_cents: int
    patient_paid_cents: int
    with_payer_cents: int
    owed_cents: int
    why: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement to a guarantor on a day; `owed_cents` is the sum of its lines' and equals the patient receivable."""

    kind: ClassVar[str] = "statement"
    id: int
    patient_id: int
    stated_on: date
    due_on: date
    lines: tuple[StatementLine, ...]
    owed_cents: int
    unapplied_cents: int
    version: int = 1
