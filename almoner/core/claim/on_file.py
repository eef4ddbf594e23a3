"""What the books tell of the record and the desk around a claim. Promises that what they do not hold stays
unknown: what the note found, lists of a payer that nobody keeps.
"""

from almoner.core.claim.folder import Folder, House
from almoner.core.claim.told import OnFile, Told
from almoner.core.coverage import Coverage

MEDICARE_REASONS = {"12": "age", "13": "esrd", "43": "disability"}
"""Why Medicare is held, by the type under which it pays second (837P SBR05)."""


def told_of(folder: Folder) -> Told:
    """Return what a folder holds: the policies in the order in which they are billed, and what was taken."""
    return Told(
        on_file=tuple(_on_file(one, rank, folder.house) for rank, one in enumerate(folder.coverages, 1)),
        collected_cents=folder.patient_paid_cents,
    )


def _on_file(coverage: Coverage, rank: int, house: House) -> OnFile:
    holder = coverage.subscriber
    return OnFile(
        payer_kind=house.payers[coverage.payer_id].payer_kind.value,
        rank=rank,
        relation=coverage.relation,
        holder_birth_on=holder.birth_on if holder else None,
        medicare_reason=MEDICARE_REASONS.get(coverage.msp_type, ""),
    )
