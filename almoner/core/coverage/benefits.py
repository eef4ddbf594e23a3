"""What a payer answered about a patient's benefits, kept with its age and the bytes that it was read from.

Promises that an attempt without an answer never takes the place of what the payer told before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

MARKS = (
    "advantage",
    "excluded",
    "gatekeeper",
    "home_health",
    "hospice",
    "other_first",
    "out_of_network",
    "skilled_nursing",
    "used_up",
)
"""What an answer can tell beside being covered: an Advantage plan answers, the service is excluded, the plan
has its own doctor, care at home, in hospice or a nursing facility, another payer is first, the practice is
outside the network, the benefit is used up."""
MARK_WORDS = {
    "advantage": "an Advantage plan in Medicare's place",
    "excluded": "the service is not covered",
    "gatekeeper": "the plan's own doctor, or a referral",
    "home_health": "home health care",
    "hospice": "hospice care",
    "other_first": "another payer comes first",
    "out_of_network": "outside the network",
    "skilled_nursing": "a nursing facility",
    "used_up": "the benefit is used up",
}
"""How a finding says what an answer told."""


class BenefitState(StrEnum):
    """What the payer said."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    NOT_FOUND = "not_found"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AnsweredPerson:
    """The patient as a payer's answer has the person; empty is what it didn't say."""

    last: str = ""
    first: str = ""
    birth_on: date | None = None
    sex: str = ""


@dataclass(frozen=True, slots=True)
class Benefits:
    """One answer (271) about one coverage for one date of service.

    Amounts are cents and shares basis points; None is what the payer did not say. `marks` are of `MARKS`, as
    they hold on the day of service; `authorized_codes` those that the payer wants to allow beforehand.
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
    marks: tuple[str, ...] = ()
    authorized_codes: tuple[str, ...] = ()
    person: AnsweredPerson | None = None
    out_of_pocket_left_cents: int | None = None

    @property
    def told(self) -> bool:
        """True where the payer said something of the policy; a refused question told nothing."""
        return self.state is not BenefitState.REFUSED


def last_word(answers: Iterable[Benefits]) -> Benefits | None:
    """Return the answer that counts: the last that told something, else the last attempt; None of none."""
    return max(answers, key=lambda one: (one.told, one.answered_on, one.id), default=None)


def silence_since(answers: Iterable[Benefits]) -> Benefits | None:
    """Return the last attempt where the payer told nothing since its last word; None where it did."""
    tried = list(answers)
    last = max(tried, key=lambda one: (one.answered_on, one.id), default=None)
    return None if last is None or last.told or last == last_word(tried) else last
