"""What a payer answered about a patient's benefits, kept with its age and the bytes that it was read from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar


class BenefitState(StrEnum):
    """What the payer said."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    NOT_FOUND = "not_found"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Benefits:
    """One answer (271) about one coverage for one date of service.

    Amounts are cents and shares basis points; None is what the payer did not say.
    """

    kind: ClassVar[str] = "benefits"
    id: int
    coverage_id: int
    patient_id: int
    payer_id: int
    service_on: date
    answered_on: date
    state: BenefitState
    version: int = 1
    trace: str = ""
    plan_name: str = ""
    copay_cents: int | None = None
    coinsurance_bp: int | None = None
    deductible_cents: int | None = None
    deductible_left_cents: int | None = None
    refusals: tuple[str, ...] = ()
    interchange_id: int = 0
