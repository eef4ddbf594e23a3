"""What the books tell of the record and the desk around a claim. Promises that what they do not hold stays
unknown: what the note found, lists of a payer that nobody keeps.
"""

from almoner.core.chart import Visit
from almoner.core.claim.folder import Folder
from almoner.core.claim.told import Referral, Told
from almoner.core.coverage.order import OnFile, on_file

REFERRED_VISITS = ("92002-92014", "99202-99215")
"""Visits for which a plan with a doctor of its own wants a referral."""


def told_of(folder: Folder) -> Told:
    """Return what a folder holds: the policies in the order in which they are billed, and what was taken."""
    return Told(
        on_file=policies(folder),
        collected_cents=folder.patient_paid_cents,
        referral_codes=_referral_codes(folder),
        referral=next((Referral(number) for visit in folder.visits if (number := _number(visit))), None),
    )


def _referral_codes(folder: Folder) -> tuple[str, ...] | None:
    """The visits of a plan that wants referrals, none of another, and not known of no plan."""
    plan = folder.house.plans.get(folder.coverage.plan_id)
    if plan is None:
        return None
    return REFERRED_VISITS if plan.needs_referral else ()


def _number(visit: Visit) -> str:
    return visit.referral.referral_number


def policies(folder: Folder) -> tuple[OnFile, ...]:
    """Return the policies that answer for a visit as they are ordered by, in the order of their billing."""
    payers = folder.house.payers
    return tuple(
        on_file(one, rank=rank, payer_kind=payers[one.payer_id].payer_kind.value)
        for rank, one in enumerate(folder.coverages, 1)
    )
