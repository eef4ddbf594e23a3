"""Loads what payers have decided on a claim, for the claim to the next one; called inside a flow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.claim import Claim, ClaimState, PriorPayer
from almoner.core.remit import Book, Desk, Remittance
from almoner.core.remit.crossover import later_views
from almoner.core.remit.history import chain
from almoner.core.remit.match import Claims
from almoner.core.remit.prior import prior_payer
from almoner.core.remit.reversal import pair
from almoner.flow.policy import reasons
from almoner.flow.price.claim_books import load_books
from almoner.flow.scrub.elsewhere import lines_elsewhere
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class Decided:
    """What stands of a claim: the decisions of its own payer and of those to whom it was sent on, in their
    order, and the claim as the last of them sees it.
    """

    told: tuple[PriorPayer, ...]
    last: Book


def decided(session: Session, claim: Claim) -> Decided | None:
    """Return what payers decided on a claim and have not taken back; None where nothing of its own payer's
    stands.

    What went to another payer alone is no part of it. What was never laid on the books decides nothing: an
    advice that waits, a remittance that was undone.
    """
    (book,) = load_books(session, [claim])
    found = session.find(Remittance, id=list({advice.remittance_id for advice in book.advices}))
    paid_on = {one.id: one.paid_on for one in found}
    told, last = [], book
    for view in (book, *later_views(book)):
        one = _decision(view, paid_on)
        if one is None:
            break
        told.append(one)
        last = view
    gone = lines_elsewhere(session, claim) if told else frozenset()
    return Decided(tuple(one.without(gone) for one in told), last) if told else None


def _decision(book: Book, paid_on: dict[int, date]) -> PriorPayer | None:
    standing = [held.advice for held in pair(chain(book, [])).survivors if not held.is_waiting]
    claims = Claims(Desk(reasons=reasons(), books={book.claim.control: book}))
    return prior_payer(book, standing, claims, paid_on=paid_on)


def prior_decisions(session: Session, claim: Claim) -> dict[int, PriorPayer]:
    """Return the decisions of the payers before a claim's own, by payer id, the chain back to the first."""
    found: dict[int, PriorPayer] = {}
    while claim.prior_claim_id:
        claim = session.get(Claim, claim.prior_claim_id)
        before = decided(session, claim)
        if before is not None:
            found.update((one.payer_id, one) for one in before.told)
    return found


def later_claims(session: Session, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims to later payers that were built on these and not withdrawn."""
    before = {claim.id for claim in claims}
    visits = list({visit for claim in claims for visit in claim.visit_ids})
    found = session.find(Claim, visit_id=visits) if visits else []
    return [one for one in found if one.prior_claim_id in before and one.state is not ClaimState.VOIDED]
