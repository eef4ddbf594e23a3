"""A charge that was made in error is taken back: its posting is reversed, its line says who took it back and
why, and its claims go again without it. Cash stays where it is; what was paid for the line becomes a credit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from almoner.core.charge import ChargeLine
from almoner.core.charge.proposal import CORRECT, ChargeProposal, ProposalState
from almoner.core.charge.reassign import OPENINGS, standing
from almoner.core.charge.taken_back import Error, taken_back
from almoner.core.chart import Visit
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.build import UNDECIDED, resend_frequency
from almoner.core.claim.state import Event, after
from almoner.core.denial import Denial, DenialState
from almoner.core.denial.open import LIVE
from almoner.core.ledger import Posting
from almoner.core.plan import Plan, Task, TaskState, join, reading
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.charge.charge import with_reviews
from almoner.flow.claim.claim import folder_of, rebuilt, tasks_of
from almoner.flow.follow.follow import CORRECTABLE, answering
from almoner.flow.refused import refusal
from almoner.flow.visit.note_after import REVERSE_CHARGES
from almoner.flow.visit.proposals import proposed, upon
from almoner.store.commit import commit, take_turn
from almoner.store.load import revision_lines
from almoner.store.money.acts import BY_HAND
from almoner.store.money.postings import postings_of
from almoner.store.session import Session

LONGEST_REASON = 500
PAID_FOR = "A charge that the patient had paid for was taken back: apply the money elsewhere or refund it."
_PLACED = {*BY_HAND.split(), "collections_placed", "returned_fee", "absence_fee"}
_TAKEN = CORRECTABLE | {ClaimState.READY}


TAKEN_BACK = "the charge was taken back"
ANEW = "charge_anew"
"""The work with a charge that was taken back because it has to be another one."""
DUE = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person adds to the act: the mark of their look at it, and whether a coder charges it anew."""

    mark: str = ""
    is_anew: bool = False


PLAIN = Wish()


class Fate(StrEnum):
    """What becomes of a claim whose line is taken back."""

    REBUILT = "rebuilt"
    """It has not been decided on: it is built anew without the line."""
    WITHDRAWN = "withdrawn"
    """Its payer has not got it, and nothing else is on it, or it rests on a decision that is asked anew."""
    REPLACED = "replaced"
    """Its payer has decided: a replacement (7) without the line waits to be sent."""
    VOIDED = "voided"
    """Its payer has decided, and nothing else is on it: a void (8) waits to be sent."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A claim that carries the line, with what becomes of it; `stays` says why it can't be now."""

    claim: Claim
    fate: Fate
    stays: str = ""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """What taking a line back would do: the posting that is reversed (None: it had no charge), the claims,
    and why it can't be done now; empty where it can.
    """

    line: ChargeLine
    opened: Posting | None
    claims: tuple[Touched, ...]
    stays: str = ""

    @property
    def mark(self) -> str:
        """What tells this look from one after anything of it has changed."""
        claims = (f"{one.claim.id}.{one.claim.version}" for one in self.claims)
        return " ".join((f"{self.line.id}.{self.line.version}", *claims))


def look(actor: Actor, line_id: int) -> TakeBack:
    """Return what taking a line back would do; nothing is written."""
    with enter(actor, Permission.CHARGE_CLEAR) as session:
        return seen_of(session, session.get(ChargeLine, line_id))


def take_back(actor: Actor, line_id: int, *, on: date, reason: str, wish: Wish = PLAIN) -> ChargeLine:
    """Take a charge line back for a reason, posting on the open day `on`; return the line as it stands now.
    Where it has to be charged anew, that becomes the coder's work.

    Refused where the look at it is over, while a claim with it is on its way, where a person's adjustment, a
    fee or a collector's placement of it stands, and where it was taken back already.
    """
    with enter(actor, Permission.CHARGE_CLEAR) as session:
        why = " ".join(reason.split())
        if not why or len(why) > LONGEST_REASON:
            mend = f"Say why in {LONGEST_REASON} characters."
            raise refusal("TBK-01", "A charge is taken back for a reason.", mend)
        take_turn(session)
        found = seen_of(session, session.get(ChargeLine, line_id))
        if found.stays:
            raise refusal("TBK-02", found.stays, "See the charge again afterwards.")
        if wish.mark and wish.mark != found.mark:
            raise refusal("TBK-03", "The charge or its claim has changed since you looked.", "Look again.")
        gone = taken_back(found.line, found.opened, Error(actor.name, why), on=on)
        (line,) = (one for one in gone.records if isinstance(one, ChargeLine))
        reviewed = with_reviews(session, gone.postings, on=on, why=PAID_FOR)
        plans = [replace(gone, postings=()), reviewed]
        goes = (_claim_goes(session, one, line_id, actor, on) for one in found.claims)
        plans += [_without_refusals(session, plan, line_id, actor, on) for plan in goes]
        plans.append(_work_ends(session, found.line, actor, on))
        plans.append(Plan(on=on, tasks=(_anew(session, line, on),) if wish.is_anew else ()))
        commit(session, join(plans, on=on), cause=cause(actor, "take_back", why))
        return line


def seen_of(session: Session, line: ChargeLine) -> TakeBack:
    """Return what taking a line back would do (inside another flow's session)."""
    posted = postings_of(session, line_id=line.id)
    opened = standing([one for one in posted if one.reason in OPENINGS]).get(line.id)
    claims = tuple(_touched(session, line))
    stays = next((one.stays for one in claims if one.stays), "")
    if _by_hand(posted):
        stays = "An adjustment, a fee or a collector's placement of the charge stands: take that back first."
    if not line.stands:
        stays = "The charge was taken back already."
    return TakeBack(line, opened, claims, stays)


def _by_hand(posted: Sequence[Posting]) -> bool:
    gone = {one.reverses for one in posted}
    return any(one.reason in _PLACED and not one.reverses and one.key not in gone for one in posted)


def _touched(session: Session, line: ChargeLine) -> Iterable[Touched]:
    """The claims whose latest revision carries the line, the first payer's first."""
    found = session.find(Claim, visit_id=line.visit_id, order="rank, t.id")
    live = [one for one in found if one.state is not ClaimState.VOIDED]
    carried = revision_lines(session, [one.revision_id for one in live])
    for claim in live:
        own = carried[claim.revision_id]
        if line.id not in own:
            continue
        last = session.get(ClaimRevision, claim.revision_id)
        yield Touched(claim, _fate(claim, last, is_alone=len(own) == 1), _stays(claim, last))


def _fate(claim: Claim, last: ClaimRevision, *, is_alone: bool) -> Fate:
    if claim.state in UNDECIDED and last.frequency == "1":
        return Fate.WITHDRAWN if is_alone or claim.prior_claim_id else Fate.REBUILT
    return Fate.VOIDED if is_alone else Fate.REPLACED


def _stays(claim: Claim, last: ClaimRevision) -> str:
    if claim.state not in _TAKEN:
        return "A claim with the charge is on its way, or has ended: wait for its payer's answer to it."
    if last.frequency == "8":
        return "A void of the claim waits to be sent."
    is_decided = claim.state not in UNDECIDED or last.frequency != "1"
    if is_decided and not claim.payer_control:
        return "The payer's number of the claim has not come: ask for the claim's status first."
    return ""


def _claim_goes(session: Session, one: Touched, line_id: int, actor: Actor, on: date) -> Plan:
    claim = one.claim
    if one.fate is Fate.WITHDRAWN:
        gone = after(claim, Event.VOIDED, on=on, cause="its charge was taken back")
        asked = tasks_of(session, claim.id)
        done = tuple(task.closed(by=actor.name, outcome="the claim was withdrawn", on=on) for task in asked)
        return Plan(on=on, records=(gone,), tasks=done, reads=reading(claim))
    folder = folder_of(session, claim)
    if one.fate is Fate.VOIDED:
        plan = rebuilt(session, claim, folder, frequency="8", on=on)
        return answering(session, plan, claim, by=actor.name)
    folder = replace(folder, lines=tuple(line for line in folder.lines if line.id != line_id))
    frequency = resend_frequency(claim, session.get(ClaimRevision, claim.revision_id))
    plan = rebuilt(session, claim, folder, frequency=frequency, on=on)
    return answering(session, plan, claim, by=actor.name)


def _without_refusals(session: Session, plan: Plan, line_id: int, actor: Actor, on: date) -> Plan:
    """The plan of a claim that goes without the line: of that line nothing is left to be refused."""
    claims = [one.id for one in plan.records if isinstance(one, Claim)]
    live = session.find(Denial, claim_id=claims, line_id=line_id, state=[*LIVE]) if claims else []
    if not live:
        return plan
    over = {one.id for one in live}
    settled = tuple(
        replace(one, version=one.version + 1, state=DenialState.SETTLED, outcome=TAKEN_BACK) for one in live
    )
    kept = tuple(one for one in plan.records if one.id not in over)
    closed = {task.id for task in plan.tasks}
    left = session.find(Task, subject_id=[*over], subject_kind=Denial.kind, state=TaskState.OPEN)
    done = tuple(one.closed(by=actor.name, outcome=TAKEN_BACK, on=on) for one in left if one.id not in closed)
    return replace(
        plan,
        records=(*kept, *settled),
        tasks=(*plan.tasks, *done),
        reads={**plan.reads, **reading(*live)},
    )


def _work_ends(session: Session, line: ChargeLine, actor: Actor, on: date) -> Plan:
    """What was proposed for the line is refused by this act, what its record says now is proposed, and the
    work that asked for it is done.
    """
    proposals = session.find(ChargeProposal, line_id=line.id)
    refused = [
        replace(
            one,
            version=one.version + 1,
            state=ProposalState.REFUSED,
            why="The charge was taken back.",
            line_id=0,
        )
        for one in proposals
    ]
    about = [line.id, *(one.id for one in proposals)]
    asked = session.find(Task, subject_id=about, what=CORRECT, state=TaskState.OPEN)
    others = [one for one in session.find(ChargeLine, visit_id=line.visit_id) if one.id != line.id]
    if not any(one.stands for one in others):
        asked += session.find(Task, subject_id=line.visit_id, what=REVERSE_CHARGES, state=TaskState.OPEN)
    done = tuple(one.closed(by=actor.name, outcome="The charge was taken back.", on=on) for one in asked)
    plan = Plan(on=on, records=tuple(refused), tasks=done, reads=reading(*proposals))
    if not proposals:
        return plan
    return upon(plan, proposed(session, session.get(Visit, line.visit_id), refused, on=on).plan)


def _anew(session: Session, line: ChargeLine, on: date) -> Task:
    return Task(
        id=next(session.ids()),
        what=ANEW,
        subject_kind=Visit.kind,
        subject_id=line.visit_id,
        why=f"{line.code} was taken back and has to be charged as it is right: {line.taken_back_why}",
        owner="coder",
        opened_on=on,
        due_on=on + DUE,
        patient_id=line.patient_id,
    )
