"""What the books tell of the record and the desk around a claim. Promises that what they do not hold stays
unknown: what the note found, lists of a payer that nobody keeps.
"""

from almoner.core.chart import Visit
from almoner.core.claim.folder import Folder, House
from almoner.core.claim.told import OnFile, Referral, Told
from almoner.core.coverage import Coverage

MEDICARE_REASONS = {"12": "age", "13": "esrd", "43": "disability"}
"""Why Medicare is held, by the type under which it pays second (837P SBR05)."""
REFERRED_VISITS = ("92002-92014", "99202-99215")
"""Visits for which a plan with a doctor of its own wants a referral."""


def told_of(folder: Folder) -> Told:
    """Return what a folder holds: the policies in the order in which they are billed, and what was taken."""
    return Told(
        on_file=tuple(_on_file(one, rank, folder.house) for rank, one in enumerate(folder.coverages, 1)),
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


def _on_file(coverage: Coverage, rank: int, house: House) -> OnFile:
    holder = coverage.subscriber
    return OnFile(
        payer_kind=house.payers[coverage.payer_id].payer_kind.value,
        rank=rank,
        relation=coverage.relation,
        holder_birth_on=holder.birth_on if holder else None,
        medicare_reason=MEDICARE_REASONS.get(coverage.msp_type, ""),
    )
