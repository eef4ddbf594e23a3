"""What the claim screens show: the worklist, filtered and summed. Reads only; asks access first."""

from dataclasses import dataclass
from datetime import date

from almoner.flow.access import Actor, Permission, enter
from almoner.flow.desk.look import owners_of, refusals_of
from almoner.store.lists import lists, lists_claims
from almoner.store.lists.lists import Frame, Page
from almoner.store.lists.lists_claims import ClaimFilter, ClaimRow, Sum

__all__ = ["Claims", "claims", "owners_of"]


@dataclass(frozen=True, slots=True)
class Claims:
    """A page of the worklist with the sum over all that the filter finds, and the payers to filter by."""

    frame: Frame
    page: Page[ClaimRow]
    sum: Sum
    payers: list[tuple[int, str]]
    labels: dict[int, str]
    """Our words for the refusals on the page, by claim."""


def claims(actor: Actor, wanted: ClaimFilter, *, on: date, after: int = 0) -> Claims:
    """Return the claims of a filter, in its order."""
    with enter(actor, Permission.CLAIM_READ) as session:
        page = lists_claims.claims(session, wanted, on=on, after=after)
        return Claims(
            frame=lists.frame(session, on=on),
            page=page,
            labels=refusals_of(page.rows),
            sum=lists_claims.claims_sum(session, wanted, on=on),
            payers=lists_claims.payers(session),
        )
