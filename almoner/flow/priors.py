"""Loads what payers have decided on a claim, for the claim to the next one; called inside a flow."""

from collections.abc import Sequence

from almoner.core.claim import Claim, ClaimState, PriorPayer
from almoner.core.remit import Remittance
from almoner.core.remit.history import chain
from almoner.core.remit.prior import prior_payer
from almoner.core.remit.reversal import pair
from almoner.flow.desks import load_books
from almoner.store.session import Session


def decision(session: Session, claim: Claim) -> PriorPayer | None:
    """Return what the claim's own payer decided and has not taken back; None where nothing stands.

    What was never laid on the books decides nothing: an advice that waits, a remittance that was undone.
    """
    (book,) = load_books(session, [claim])
    standing = [held.advice for held in pair(chain(book, [])).survivors if not held.is_waiting]
    found = session.find(Remittance, id=list({advice.remittance_id for advice in standing}))
    return prior_payer(claim, book.lines, standing, {one.id: one.paid_on for one in found})


def prior_decisions(session: Session, claim: Claim) -> dict[int, PriorPayer]:
    """Return the decisions of the payers before a claim's own, by payer id, the chain back to the first."""
    found: dict[int, PriorPayer] = {}
    while claim.prior_claim_id:
        claim = session.get(Claim, claim.prior_claim_id)
        decided = decision(session, claim)
        if decided is not None:
            found[claim.payer_id] = decided
    return found


def later_claims(session: Session, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims to later payers that were built on these and not withdrawn."""
    before = {claim.id for claim in claims}
    visits = list({visit for claim in claims for visit in claim.visit_ids})
    found = session.find(Claim, visit_id=visits) if visits else []
    return [one for one in found if one.prior_claim_id in before and one.state is not ClaimState.VOIDED]
