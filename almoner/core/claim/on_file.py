"""What the books tell of the record and the desk around a claim. Promises that what they do not hold stays
unknown: what the note found, lists of a payer that nobody keeps.
"""

from almoner.core.chart import Visit
from almoner.core.claim.folder import Folder, House
from almoner.core.claim.told import Referral, Told
from almoner.core.coverage import Coverage
from almoner.core.coverage.order import REASONS, OnFile

HELD_FOR = {kind: reason for reason, kind in REASONS.items()}
"""Why Medicare is held, by the type under which a person says that it pays later (837P SBR05)."""
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
    return tuple(_on_file(one, rank, folder.house) for rank, one in enumerate(folder.coverages, 1))


def _on_file(coverage: Coverage, rank: int, house: House) -> OnFile:
    holder, standing = coverage.subscriber, coverage.standing
    return OnFile(
        payer_kind=house.payers[coverage.payer_id].payer_kind.value,
        rank=rank,
        relation=coverage.relation,
        work=standing.work,
        employees=standing.employees,
        holder_birth_on=holder.birth_on if holder else None,
        medicare_reason=standing.medicare_reason or HELD_FOR.get(coverage.msp_type, ""),
        eligible_on=standing.eligible_on,
        is_supplement=standing.is_supplement,
        is_by_order=standing.is_by_order,
        answers_for=standing.answers_for,
    )
