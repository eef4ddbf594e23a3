"""Who pays first for a patient, and why: the policies of a day by the rules of coordination, and what the
patient tells about them.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.claim import Claim
from almoner.core.claim.claim import ENDED
from almoner.core.coverage import Coverage, Standing, in_force
from almoner.core.coverage.check import check_coverage
from almoner.core.coverage.order import MEDICARE, OnFile, Turn, on_file, order
from almoner.core.party import Patient, Payer
from almoner.core.plan import Plan, Task, TaskState
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.refused import refusal, refuse_if
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.session import Session

REASON = "the patient told who pays first"
ARRANGED = "put in the order of the rules"
REVIEW = "coverage_review"
DUE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Place:
    """A policy in the order in which it pays: `turn` says why, and why a Medicare comes later."""

    policy: Coverage
    payer: Payer
    turn: Turn


@dataclass(frozen=True, slots=True)
class PayerOrder:
    """A patient's policies of a day in the order of the rules; `lacking` are facts that nobody has asked."""

    frame: Frame
    patient: Patient
    places: tuple[Place, ...]
    lacking: frozenset[str]

    @property
    def has_medicare(self) -> bool:
        """True where a policy of Medicare, or of a plan in its place, covers the day."""
        return any(place.payer.payer_kind.value in MEDICARE for place in self.places)

    @property
    def is_as_billed(self) -> bool:
        """True where the policies are billed in this order."""
        ranks = [place.policy.rank for place in self.places]
        return ranks == sorted(ranks)


@dataclass(frozen=True, slots=True)
class About:
    """Which policy of which patient, in the version that a person saw."""

    patient_id: int
    coverage_id: int
    version: int


def payers_of(actor: Actor, patient_id: int, *, on: date) -> PayerOrder:
    """Return who pays first for a patient on a day, or raise NotFound."""
    with enter(actor, Permission.PATIENT_READ) as session:
        found = session.get(Patient, patient_id)
        places, lacking = _places(session, patient_id, on)
        return PayerOrder(lists.frame(session, on=on), found, places, lacking)


def _places(session: Session, patient_id: int, on: date) -> tuple[tuple[Place, ...], frozenset[str]]:
    policies = in_force(session.find(Coverage, patient_id=patient_id), on=on)
    payers = {payer.id: payer for payer in session.find(Payer)}
    known: dict[OnFile, Coverage] = {
        on_file(one, rank=one.rank, payer_kind=payers[one.payer_id].payer_kind.value): one for one in policies
    }
    turns, lacking = order(known, on=on)
    places = (Place(known[turn.policy], payers[known[turn.policy].payer_id], turn) for turn in turns)
    return tuple(places), lacking


def tell(actor: Actor, about: About, standing: Standing, *, on: date) -> Coverage:
    """Keep what the patient told about a policy, asked today. Refused where the policy has changed since.

    Claims that are built from now on tell it; one that was held for the lack of it is checked again by hand.
    """
    require(actor, Permission.PATIENT_WRITE)
    with enter(actor, Permission.PATIENT_WRITE) as session:
        policy = session.get(Coverage, about.coverage_id)
        if policy.patient_id != about.patient_id:
            raise refusal("REG-02", "The policy is another patient's.", "Load the patient again.")
        told = replace(policy, version=about.version + 1, standing=replace(standing, asked_on=on))
        refuse_if(check_coverage(told))
        commit(session, Plan(on=on, records=(told,)), cause=cause(actor, "register", REASON))
        return told


def arrange(actor: Actor, patient_id: int, *, on: date) -> list[Coverage]:
    """Rank today's policies in the order of the rules, and return those that change. Claims of theirs that no
    payer has settled are somebody's to look at.
    """
    require(actor, Permission.PATIENT_WRITE)
    with enter(actor, Permission.PATIENT_WRITE) as session:
        take_turn(session)
        session.get(Patient, patient_id)
        places, _ = _places(session, patient_id, on)
        ranks = sorted(place.policy.rank for place in places)
        changed = [
            replace(place.policy, version=place.policy.version + 1, rank=rank)
            for place, rank in zip(places, ranks, strict=True)
            if place.policy.rank != rank
        ]
        if changed:
            work = looks(session, patient_id, {one.id for one in changed}, on)
            plan = Plan(on=on, records=tuple(changed), tasks=tuple(work))
            commit(session, plan, cause=cause(actor, "register", ARRANGED))
        return changed


def looks(session: Session, patient_id: int, policy_ids: set[int], on: date) -> list[Task]:
    """Return a look at each unsettled claim of these policies (inside another flow's session)."""
    ids = session.ids()
    claims = session.find(Claim, patient_id=patient_id)
    open_looks = session.find(Task, what=REVIEW, patient_id=patient_id, state=TaskState.OPEN)
    asked = {task.claim_id for task in open_looks}
    return [
        Task(
            id=next(ids),
            what=REVIEW,
            subject_kind=claim.kind,
            subject_id=claim.id,
            why="The patient's payers stand in another order now: see who has to pay this claim first.",
            owner="biller",
            opened_on=on,
            due_on=on + DUE,
            patient_id=patient_id,
            claim_id=claim.id,
            cents=claim.total_cents,
        )
        for claim in claims
        if claim.coverage_id in policy_ids and claim.state not in ENDED and claim.id not in asked
    ]
