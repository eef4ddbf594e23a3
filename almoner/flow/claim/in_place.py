"""Which claims stand in the place of a refused one, and in whose place one stands; called inside a look."""

from collections.abc import Sequence
from dataclasses import dataclass

from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.build import UNDECIDED
from almoner.core.denial.elsewhere import BILLED, IN_PLACE
from almoner.store.lists.lists_claim import ClaimVersion
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class InPlace:
    """A claim to another payer for lines that a payer refused, by their codes; `is_here` until it leaves."""

    claim: Claim
    payer: str
    codes: tuple[str, ...]
    line_ids: frozenset[int]
    is_here: bool


@dataclass(frozen=True, slots=True)
class Places:
    """The claims in a claim's place, and the one in whose place it stands itself."""

    instead: tuple[InPlace, ...] = ()
    refused: Claim | None = None

    @property
    def is_here(self) -> bool:
        """True where claims stand in the place of the claim and none has left."""
        return bool(self.instead) and all(one.is_here for one in self.instead)

    def of_line(self, line_id: int) -> InPlace | None:
        """Return the claim that carries a line in this one's place."""
        return next((one for one in self.instead if line_id in one.line_ids), None)


NOWHERE = Places()


def places(session: Session, versions: Sequence[ClaimVersion]) -> Places:
    """Return the places of a claim of which these are the versions; it costs nothing where its history says
    nothing of another payer.
    """
    claim, first = versions[-1].claim, versions[0].claim
    has_gone = any(BILLED in one.claim.cause for one in versions)
    _, _, before = first.cause.partition(IN_PLACE)
    if not has_gone and not before:
        return NOWHERE
    beside = session.find(Claim, visit_id=list(claim.visit_ids), order="id")
    refused = next((one for one in beside if before and one.control == before), None)
    younger = [one for one in beside if one.id > claim.id and not one.prior_claim_id]
    standing = [one for one in younger if has_gone and one.state is not ClaimState.VOIDED]
    told = session.find(ClaimRevision, id=[one.revision_id for one in standing]) if standing else []
    revisions = {one.id: one for one in told}
    return Places(tuple(_in_place(one, revisions[one.revision_id]) for one in standing), refused)


def _in_place(claim: Claim, revision: ClaimRevision) -> InPlace:
    return InPlace(
        claim,
        revision.payer.name,
        tuple(line.code for line in revision.lines),
        frozenset(line.line_id for line in revision.lines),
        claim.state in UNDECIDED and not claim.interchange_id and revision.frequency == "1",
    )
