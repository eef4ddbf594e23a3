"""What a posting on a line of a claim is about, in one place: balances are asked by these."""

from almoner.core.charge import ChargeLine
from almoner.core.claim.claim import Claim
from almoner.core.ledger import Subject


def line_subject(claim: Claim, line: ChargeLine, *, remittance_id: int) -> Subject:
    """Return the subject of what a payer's money or word does to a line of its claim."""
    return Subject(
        patient_id=claim.patient_id,
        visit_id=line.visit_id,
        line_id=line.id,
        claim_id=claim.id,
        revision_id=claim.revision_id,
        payer_id=claim.payer_id,
        rank=claim.rank,
        provider_id=line.provider_id,
        location_id=line.location_id,
        service_on=line.service_on,
        remittance_id=remittance_id,
    )
