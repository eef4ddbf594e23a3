"""What a planned remittance leaves behind beside postings: open items for the denial step and cash in
suspense.
"""

from dataclasses import dataclass
from enum import StrEnum

from almoner.core.plan import Plan
from almoner.core.remit.advice import Adjustment, RemittanceState


class ItemKind(StrEnum):
    """Why an amount stays in the receivable."""

    DENIAL = "denial"
    """Refused: correct, appeal, or bill somebody else."""
    BUNDLING_REVIEW = "bundling_review"
    """Refused as part of another service."""
    DUPLICATE_REVIEW = "duplicate_review"
    """Refused as already received, and no adjudicated original is on the books."""
    COVERAGE_REVIEW = "coverage_review"
    """The patient may owe it after a check of notice, contract and plan."""
    UNDERPAYMENT = "underpayment"
    """Written down to nothing, with no share and no payment: a hidden denial."""
    UNKNOWN_CODE = "unknown_code"
    """A reason that the table does not know on that day."""
    DISPUTE = "dispute"
    """The payer's own reduction, without contract and not billable."""
    VARIANCE = "variance"
    """More than the contract allows to write off."""
    WRITE_OFF_HOLD = "write_off_hold"
    """The payer is on hold for write-offs."""
    OTHER_ADJUSTMENT = "other_adjustment"
    """A known reduction that no rule places."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An amount that a decision left in the receivable of one line. `is_refused`: nothing at all was paid or
    passed on for the line, or a refusing reason stands on it, so that it is a denial whatever its kind.
    `is_mixed`: a part of the line was paid, given up or passed on by the same decision.
    """

    kind: ItemKind
    advice_id: int
    claim_id: int
    line_id: int
    patient_id: int
    payer_id: int
    cents: int
    adjustments: tuple[Adjustment, ...]
    remarks: tuple[str, ...]
    why: str
    is_refused: bool
    is_mixed: bool = False


@dataclass(frozen=True, slots=True)
class Suspended:
    """Cash that could not be placed (0 where no cash came with it), of which claim, and why."""

    claim: str
    cents: int
    why: str
    advice_id: int = 0


@dataclass(frozen=True, slots=True)
class PlannedRemittance:
    """The plan of a remittance, what it left open, and the advices that it took back. A flow joins it with
    the plan of `denial.open_denials`. `state` is what the plan makes of the remittance, `why` the reason
    where nothing posts. `is_divisible`: no claim's part rests on another claim's, so that what is planned of
    some of its patients alone (`plan_part`) is what the whole says of them.
    """

    plan: Plan
    state: RemittanceState = RemittanceState.POSTED
    why: str = ""
    items: tuple[OpenItem, ...] = ()
    suspense: tuple[Suspended, ...] = ()
    undone: frozenset[int] = frozenset()
    is_divisible: bool = False
