"""What a correction of a claim would change, before it is sent: field by field against what the payer was
told. Writes nothing.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.chart import Visit
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.differences import Difference, differences
from almoner.core.coverage import Authorization, Coverage
from almoner.core.coverage.authorization import AuthorizationState
from almoner.core.denial import Denial
from almoner.core.denial.open import LIVE
from almoner.core.party import Provider
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.follow.correction import Correction
from almoner.flow.follow.follow import corrected
from almoner.flow.policy import reasons
from almoner.flow.refused import Refused
from almoner.store.lists import lists, lists_claim
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_claim import ClaimHead
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A claim and its correction. `authorizations` are the payer's own that would cover a line of it,
    `policy` is the one that it asks under, `providers` those who may stand on it, `findings` what would hold
    the corrected claim; `refused` says why it can't be corrected, where it can't. `told` is what the payer
    said against the claim: its own codes, or its answer as it came, each with our words for it.
    """

    frame: Frame
    head: ClaimHead
    claim: Claim
    revision: ClaimRevision
    authorizations: tuple[Authorization, ...]
    visit: Visit
    policy: Coverage
    providers: tuple[Provider, ...]
    changes: tuple[Difference, ...] = ()
    findings: tuple[Finding, ...] = ()
    refused: str = ""
    told: tuple[tuple[str, str], ...] = ()


def foresee(actor: Actor, claim_id: int, correction: Correction, *, on: date) -> Foreseen:
    """Return what the correction would change; or raise NotFound."""
    with enter(actor, Permission.DENIAL_WORK) as session:
        head = lists_claim.claim_head(session, claim_id)
        claim = session.get(Claim, claim_id)
        revision = session.get(ClaimRevision, claim.revision_id)
        kept = _authorizations(session, revision)
        visit, policy = session.get(Visit, claim.visit_ids[0]), session.get(Coverage, claim.coverage_id)
        providers = tuple(session.find(Provider))
        shown = (lists.frame(session, on=on), head, claim, revision, kept, visit, policy, providers)
        told = _told(session, claim)
        try:
            plan = corrected(session, claim, correction, on=on, by=actor.name)
        except Refused as refused:
            return Foreseen(*shown, refused=str(refused), told=told)
        after = next(one for one in plan.records if isinstance(one, ClaimRevision))
        stands = next(one for one in plan.records if isinstance(one, Claim))
        stopping = after.findings if stands.state is ClaimState.HELD else ()
        return Foreseen(*shown, changes=differences(revision, after), findings=stopping, told=told)


def _told(session: Session, claim: Claim) -> tuple[tuple[str, str], ...]:
    if claim.state is ClaimState.REJECTED:
        versions = lists_claim.claim_versions(session, claim.id)
        acks = lists_claim.acknowledgements(session, claim.id, versions)
        return tuple(
            (f"{one.form} {one.verbatim or one.code}", one.words) for one in acks if not one.is_accepted
        )[-1:]
    found: dict[str, str] = {}
    table = reasons()
    for denial in session.find(Denial, claim_id=claim.id, state=[*LIVE], order="id"):
        found[f"{denial.group}-{denial.carc}"] = table.label("carc", denial.carc)
        found |= {code: table.label("rarc", code) for code in denial.remarks}
    return tuple(found.items())


def _authorizations(session: Session, revision: ClaimRevision) -> tuple[Authorization, ...]:
    kept = session.find(
        Authorization,
        patient_id=revision.patient_id,
        payer_id=revision.payer.payer_id,
        state=AuthorizationState.APPROVED.value,
    )
    return tuple(
        one
        for one in kept
        if one.number
        and any(one.is_for(line.code) and one.covers(line.service_on) for line in revision.lines)
    )
