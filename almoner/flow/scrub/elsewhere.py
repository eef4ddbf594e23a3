"""Which lines of a claim another payer was asked for in its payer's place; called inside a flow."""

from almoner.core.claim import Claim, ClaimState
from almoner.store.load import revision_lines
from almoner.store.session import Session


def lines_elsewhere(session: Session, claim: Claim) -> frozenset[int]:
    """Return the ids of the lines for which a younger claim stands that rests on no other payer's decision.

    Such a claim carries what this one's payer refused because it is another's to pay; this one tells those
    lines to nobody any more.
    """
    made = session.find(Claim, visit_id=list(claim.visit_ids))
    standing = [
        one.revision_id
        for one in made
        if one.id > claim.id and not one.prior_claim_id and one.state is not ClaimState.VOIDED
    ]
    carried = revision_lines(session, standing) if standing else {}
    return frozenset(line_id for lines in carried.values() for line_id in lines)
