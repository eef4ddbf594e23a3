"""What kind of trouble a refusal is, what to do first, and who does it: from CARC, RARC and group, by the
table of the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from almoner.core.remit import Adjustment, ItemKind, OpenItem
from almoner.core.rules.reasons import DEMANDS_REMARK, REFUSALS, ReasonCode, Reasons

NO_FIRST_STEP = frozenset({"", "write_off", "none", "post_only"})
"""Steps of the table that answer no refusal: giving up is a person's own act, with a reason."""

OTHER_PAYER = "bill_other_payer"
"""A step that waits while the payer's own decision stands on the line: it has to take that back first."""

SILENT = frozenset({"", "info"})
"""Categories of remarks that say nothing about the trouble."""

STEP_OF: Mapping[ItemKind, str] = {
    ItemKind.COVERAGE_REVIEW: "check_notice",
    ItemKind.UNDERPAYMENT: "call_payer",
    ItemKind.UNKNOWN_CODE: "call_payer",
    ItemKind.DISPUTE: "appeal",
    ItemKind.VARIANCE: "check_contract",
    ItemKind.WRITE_OFF_HOLD: "check_contract",
    ItemKind.BUNDLING_REVIEW: "review_coding",
    ItemKind.DUPLICATE_REVIEW: "check_status",
}
"""First steps that the kind of item decides, whatever its number says."""

CATEGORY_OF: Mapping[ItemKind, str] = {
    ItemKind.UNDERPAYMENT: "underpayment",
    ItemKind.UNKNOWN_CODE: "unknown_code",
    ItemKind.VARIANCE: "underpayment",
}

OWNER_OF: Mapping[str, str] = {
    "eligibility": "front_desk",
    "authorization": "front_desk",
    "referral": "front_desk",
    "coding": "coder",
    "modifier": "coder",
    "diagnosis": "coder",
    "bundling": "coder",
}
"""Roles by category; every other is the biller's."""

DUE_DAYS: Mapping[str, int] = {
    "fix_resubmit": 5,
    "send_records": 5,
    "verify_eligibility": 5,
    "get_authorization": 5,
    "check_status": 5,
}
"""Business days to the first act by step; every other has the ten of the practice's own promise (people.md
CK3).
"""

USUAL_DAYS = 10


@dataclass(frozen=True, slots=True)
class Trouble:
    """A refusal classified: the adjustment that stands for it, its category and first step."""

    group: str
    carc: str
    category: str
    next_step: str


def classify(item: OpenItem, reasons: Reasons, *, on: date) -> Trouble:
    """Return the kind of trouble of an open item. Where the CARC only points to its remark, the remark
    decides (RC5: else the CARC does).
    """
    adjustment, code = _leading(item, reasons, on)
    source = code
    if adjustment.carc in DEMANDS_REMARK or code is None:
        source = _telling(item, reasons, on) or code
    category = CATEGORY_OF.get(item.kind) or (source.category if source else "unknown_code")
    step = STEP_OF.get(item.kind) or (source.next_step if source else "")
    if step in NO_FIRST_STEP or (step == OTHER_PAYER and item.is_mixed):
        step = "call_payer"
    return Trouble(adjustment.group, adjustment.carc, category, step)


def _leading(item: OpenItem, reasons: Reasons, on: date) -> tuple[Adjustment, ReasonCode | None]:
    """Return the refusing adjustment with the largest amount, else the largest of all."""
    rated = [(adjustment, reasons.carc(adjustment.carc, on)) for adjustment in item.adjustments]
    return max(rated, key=lambda pair: (pair[1] is not None and pair[1].standing in REFUSALS, pair[0].cents))


def _telling(item: OpenItem, reasons: Reasons, on: date) -> ReasonCode | None:
    for remark in item.remarks:
        code = reasons.rarc(remark, on)
        if code is not None and code.category not in SILENT:
            return code
    return None
