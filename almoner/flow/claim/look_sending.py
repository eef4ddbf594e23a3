"""What the sending screens show: what is ready, what waits in the outbox, what is held or rejected, and one
such claim with what mends it. Reads only; asks access first.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.chart import Visit
from almoner.core.claim import ClaimState
from almoner.core.claim.release import Release
from almoner.core.party import Practice, Provider
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.claim.hand_over import workers
from almoner.flow.claim.look_claim import Life, claim
from almoner.flow.claim.mend_hold import MENDABLE
from almoner.store.held import next_stuck
from almoner.store.lists import lists, lists_claims
from almoner.store.lists.lists import Frame, Page
from almoner.store.lists.lists_claims import ClaimFilter, ClaimRow
from almoner.store.lists.lists_work import Walk
from almoner.store.lists.order import USUAL, Order
from almoner.store.releases import ready_by_payer, unclaimed_visits, waiting_releases


@dataclass(frozen=True, slots=True)
class Sending:
    """What is ready by payer (id, name, claims, cents), what waits in the outbox, and a page of what a person
    has to mend. `unclaimed` counts the visits whose codes are decided and whose claims are still to be built.
    """

    frame: Frame
    ready: list[tuple[int, str, int, int]]
    waiting: list[Release]
    page: Page[ClaimRow]
    outbox_seconds: int
    unclaimed: int

    @property
    def claims(self) -> int:
        """How many claims are ready to be let go."""
        return sum(claims for _, _, claims, _ in self.ready)

    @property
    def cents(self) -> int:
        """What they charge."""
        return sum(cents for _, _, _, cents in self.ready)


def sending(actor: Actor, state: ClaimState, *, on: date, order: Order = USUAL, after: int = 0) -> Sending:
    """Return what is ready and what is in the way, held or rejected, this in an order."""
    with enter(actor, Permission.CLAIM_READ) as session:
        stuck = ClaimFilter(states=(state.value,), order=order)
        return Sending(
            frame=lists.frame(session, on=on),
            ready=ready_by_payer(session),
            waiting=waiting_releases(session),
            page=lists_claims.claims(session, stuck, on=on, after=after),
            outbox_seconds=session.get(Practice, session.practice_id).outbox_seconds,
            unclaimed=unclaimed_visits(session),
        )


@dataclass(frozen=True, slots=True)
class Hold:
    """A claim with its visit and the people on it who have a number of their own; `next_id` is the next claim
    that stands where this one does, 0 where there is none; `callers` are those who may be given a call.
    """

    life: Life
    visit: Visit
    people: tuple[tuple[str, Provider], ...]
    next_id: int
    callers: tuple[str, ...] = ()
    providers: tuple[Provider, ...] = ()
    """Everybody who may have operated, where the claim is an institutional one."""

    @property
    def is_mendable(self) -> bool:
        """True where what is written here would change the claim."""
        return self.life.claim.state in MENDABLE


def hold(actor: Actor, claim_id: int, *, on: date, within: Walk | None = None) -> Hold:
    """Return a claim as the screen shows it on which it is mended, beside what is mended too or within the
    work that a person came from; or raise NotFound.
    """
    life = claim(actor, claim_id, on=on, within=within or ClaimFilter(states=tuple(sorted(MENDABLE))))
    with enter(actor, Permission.CLAIM_READ) as session:
        visit = session.get(Visit, life.claim.visit_ids[0])
        named = {
            "rendering": visit.provider_id,
            "referring": visit.referral.provider_id,
            "supervising": visit.supervising_id,
        }
        wanted = [provider_id for provider_id in named.values() if provider_id]
        is_bill = life.claim.is_institutional
        everybody = session.find(Provider) if is_bill else session.find(Provider, id=wanted)
        found = {one.id: one for one in everybody}
        return Hold(
            life=life,
            visit=visit,
            people=tuple((role, found[one]) for role, one in named.items() if one in found),
            next_id=next_stuck(session, claim_id, life.claim.state),
            callers=workers(actor) if actor.may(Permission.DENIAL_WORK) else (),
            providers=tuple(everybody) if is_bill else (),
        )


def next_of(actor: Actor, claim_id: int, state: ClaimState) -> int:
    """Return the claim that is mended after this one among those that stand so; 0 where there is none."""
    with enter(actor, Permission.CLAIM_READ) as session:
        return next_stuck(session, claim_id, state)
