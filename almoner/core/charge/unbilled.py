"""What a patient chose to pay alone, by an advance notice: the charge opens with the patient, and no claim
asks Medicare for it.
"""

from collections.abc import Mapping
from dataclasses import replace

from almoner.core.charge.capture import opening
from almoner.core.charge.line import ChargeLine
from almoner.core.plan import Plan


def keep_from_payers(plan: Plan, unbilled: Mapping[str, int]) -> Plan:
    """Return the plan of a charge with the lines of these codes (code -> advance notice) as the patient's
    own. Everything else in it stays as it is.
    """
    own = {
        one.id: replace(one, unbilled_by=unbilled[one.code])
        for one in plan.records
        if isinstance(one, ChargeLine) and one.code in unbilled
    }
    if not own:
        return plan
    return replace(
        plan,
        records=tuple(own.get(one.id, one) if isinstance(one, ChargeLine) else one for one in plan.records),
        postings=tuple(
            opening(own[one.subject.line_id], None, key=one.key, on=plan.on)
            if one.subject.line_id in own
            else one
            for one in plan.postings
        ),
    )
