"""A person's acts on balances: written off or moved to who owes them, signed by as many as it takes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from almoner.core.charge import ChargeLine
from almoner.core.chart import Document
from almoner.core.chart.advance_notice import EXCLUDED, Choice, ItemNotice, held_by
from almoner.core.chart.document import STANDS, DocumentSort
from almoner.core.claim import Claim
from almoner.core.collect.adjust import (
    ActPart,
    ActState,
    Balance,
    BalanceAct,
    Case,
    Decision,
    approve,
    back_faults,
    faults,
    propose,
    refuse,
    reverse,
)
from almoner.core.collect.adjust_reasons import ActReason, ActReasons, Need, read_act_reasons
from almoner.core.coverage import Coverage
from almoner.core.denial import Denial, DenialState, give_up
from almoner.core.denial.open import LIVE
from almoner.core.ledger import Account, ranked
from almoner.core.ledger.accounts import by_line, credit_beside
from almoner.core.party import Payer
from almoner.core.plan import Plan, Task, TaskState, join
from almoner.flow.access import ROLES, Actor, Permission, cause, enter, require
from almoner.flow.charge.charge import with_reviews
from almoner.flow.claim.claim import tasks_of
from almoner.flow.noticed import noticed
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_faults
from almoner.store.commit import commit, take_turn
from almoner.store.load import revision_lines
from almoner.store.money import acts
from almoner.store.money.postings import line_balances, postings_of
from almoner.store.proof.silent import silent_about
from almoner.store.session import Session

PATIENT = Account.PATIENT_AR.value


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person asks for. `claim_id` is the claim from whose page payers' balances are moved."""

    reason: str
    cents: dict[tuple[int, str], int] = field(default_factory=dict)
    """Cents by line and account."""
    note: str = ""
    claim_id: int = 0
    patient_id: int = 0


@cache
def act_reasons() -> ActReasons:
    """Return why a person may move a balance, as the practice's policy says."""
    table = files("almoner").joinpath("policy", "adjustments", "reasons.toml")
    return read_act_reasons(table.read_text(encoding="utf-8"), roles=ROLES)


def ask(actor: Actor, draft: Draft, *, on: date) -> BalanceAct:
    """Move balances for a reason: at once where the actor may do it alone, else when a second person signs.

    Refused beyond what is open, without the note or the fact that the reason wants, and where nobody would
    follow what is left.
    """
    require(actor, Permission.BALANCE_ADJUST)
    reason = _reason(draft.reason)
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        if (first := first_act(session, actor, BalanceAct)) is not None:
            return first
        take_turn(session)
        return asked(session, _drafted(session, draft, by=actor.name, on=on), reason, by=actor, on=on)


def _reason(reason_id: str) -> ActReason:
    reason = act_reasons().get(reason_id)
    if reason is None:
        raise refusal("ACT-01", "There is no such reason.", "Choose one of the list.")
    return reason


def _drafted(session: Session, draft: Draft, *, by: str, on: date) -> BalanceAct:
    claim = session.get(Claim, draft.claim_id) if draft.claim_id else None
    parts = tuple(
        ActPart(line_id, account, cents, draft.claim_id if account != PATIENT else 0)
        for (line_id, account), cents in draft.cents.items()
    )
    return BalanceAct(
        id=0,
        reason=draft.reason,
        parts=parts,
        cents=sum(draft.cents.values()),
        proposed_by=by,
        proposed_on=on,
        patient_id=claim.patient_id if claim else draft.patient_id,
        claim_id=draft.claim_id,
        note=" ".join(draft.note.split()),
    )


def asked(session: Session, act: BalanceAct, reason: ActReason, *, by: Actor, on: date) -> BalanceAct:
    """Do what somebody asks for, or propose it to a second person (inside another flow's session, in its
    turn).
    """
    loaded = _Loaded.of(session, act)
    case = replace(loaded.case(act, reason), alone_cents=_alone(session, by, act, reason, on=on))
    _refuse_faults(loaded, act, case)
    plan = propose(act, case, ids=session.ids(), on=on)
    made = next(one for one in plan.records if isinstance(one, BalanceAct))
    if made.state is ActState.POSTED:
        plan = join([plan, loaded.given_up(made, reason, by=by.name, on=on)], on=on)
    _commit(session, plan, made, by, why=f"{reason.label}: {act.note}".rstrip(": "))
    return made


def _alone(session: Session, actor: Actor, act: BalanceAct, reason: ActReason, *, on: date) -> int:
    """What the actor may still move alone: the limit less what they have moved alone on the patient lately,
    so that no act is cut into pieces.
    """
    limit = reason.alone(actor.roles)
    if not act.patient_id:
        return limit
    since_on = on - timedelta(days=act_reasons().within_days)
    moved = acts.moved_alone(session, by=actor.name, patient_ids=[act.patient_id], since_on=since_on)
    return max(0, limit - moved)


def _refuse_faults(loaded: "_Loaded", act: BalanceAct, case: Case) -> None:
    if loaded.has_strangers(act):
        raise refusal("ACT-02", "A line is another patient's.", "Load the page again.")
    refuse_faults("ACT-03", faults(act, case), "Correct what you ask for.")


def _commit(session: Session, plan: Plan, act: BalanceAct, actor: Actor, *, why: str) -> None:
    """Commit, and refuse an act after which nobody would follow what is left."""
    is_asked = act.state is not ActState.PROPOSED
    before = _unfollowed(session, act, plan.on) if is_asked else set()
    commit(session, plan, cause=cause(actor, "adjust", why))
    left = _unfollowed(session, act, plan.on) - before if is_asked else set()
    if left:
        raise refusal(
            "ACT-04",
            f"Nobody would follow what is left ({', '.join(sorted(left))}).",
            "Move the whole balance, or do first what the open work asks for.",
        )


def _unfollowed(session: Session, act: BalanceAct, on: date) -> set[str]:
    """What nobody follows about the act's patients; what patients owe has no follower."""
    claims = session.find(Claim, id=list(_claims_of(act))) if not act.patient_id else []
    patients = {act.patient_id, *(claim.patient_id for claim in claims)} - {0}
    subject = act.claim_id or act.id
    return {*silent_about(session, on, patient_ids=patients, subject_id=subject)} if patients else set()


def sign(actor: Actor, act_id: int, *, on: date, why: str = "") -> BalanceAct:
    """Sign another person's proposal: it is judged anew and posted."""
    with enter(actor, Permission.BALANCE_APPROVE) as session:
        take_turn(session)
        act = _proposal(session, act_id)
        if act.proposed_by == actor.name:
            raise refusal("ACT-05", "Who asks never signs.", "Another person has to sign.")
        reason = _reason(act.reason)
        loaded = _Loaded.of(session, act)
        case = loaded.case(act, reason)
        _refuse_faults(loaded, act, case)
        decision = Decision(actor.name, on, why)
        plan = approve(act, case, _work(session, act), decision)
        made = next(one for one in plan.records if isinstance(one, BalanceAct))
        plan = join([plan, loaded.given_up(made, reason, by=actor.name, on=on)], on=on)
        _commit(session, plan, made, actor, why=why or reason.label)
        return made


def decline(actor: Actor, act_id: int, *, on: date, why: str) -> BalanceAct:
    """End a proposal without moving anything: the second person says no, or who asked takes it back."""
    require(actor, Permission.BALANCE_ADJUST)
    if not why.strip():
        raise refusal("ACT-06", "A proposal is refused for a reason.", "Say why.")
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        take_turn(session)
        act = _proposal(session, act_id)
        if act.proposed_by != actor.name:
            require(actor, Permission.BALANCE_APPROVE)
        plan = refuse(act, _work(session, act), Decision(actor.name, on, why))
        commit(session, plan, cause=cause(actor, "adjust", why))
        return next(one for one in plan.records if isinstance(one, BalanceAct))


def take_back(actor: Actor, act_id: int, *, on: date, why: str) -> BalanceAct:
    """Take a posted act back as a whole; what is open again has an owner again."""
    require(actor, Permission.BALANCE_ADJUST)
    if not why.strip():
        raise refusal("ACT-07", "An act is taken back for a reason.", "Say why.")
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        take_turn(session)
        act = session.get(BalanceAct, act_id)
        if act.state is not ActState.POSTED:
            raise refusal("ACT-08", f"It is {act.state.value}.", "Only what was posted is taken back.")
        posted = postings_of(
            session, key=[f"act:{act.id}:{number}" for number in range(1, len(act.parts) + 1)]
        )
        balances = line_balances(session, [part.line_id for part in act.parts])
        refuse_faults("ACT-10", back_faults(posted, balances), "Then take the act back.")
        plan = reverse(act, posted, Decision(actor.name, on, why))
        reviewed = with_reviews(session, plan.postings, on=on)
        again = [_taken_up(session, act, claim_id, on=on) for claim_id in sorted(_claims_of(act))]
        plan = join([replace(plan, postings=()), reviewed, *again], on=on)
        commit(session, plan, cause=cause(actor, "adjust", why))
        return next(one for one in plan.records if isinstance(one, BalanceAct))


def _taken_up(session: Session, act: BalanceAct, claim_id: int, *, on: date) -> Plan:
    claim = session.get(Claim, claim_id)
    ended = session.find(Denial, id=list(act.denial_ids), claim_id=claim_id, state=DenialState.SETTLED)
    cents = sum(part.cents for part in act.parts if part.claim_id == claim_id)
    return give_up.take_up(claim, ended, cents=cents, ids=session.ids(), on=on)


def _claims_of(act: BalanceAct) -> set[int]:
    return {part.claim_id for part in act.parts if part.claim_id}


def _proposal(session: Session, act_id: int) -> BalanceAct:
    act = session.get(BalanceAct, act_id)
    if act.state is not ActState.PROPOSED:
        raise refusal("ACT-09", f"This is {act.state.value} already.", "Nothing is left to decide.")
    return act


def _work(session: Session, act: BalanceAct) -> list[Task]:
    return session.find(Task, subject_id=act.id, state=TaskState.OPEN)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What an act is judged by, as the books hold it now."""

    lines: dict[int, ChargeLine]
    balances: dict[tuple[int, str], int]
    claims: dict[int, Claim]
    carried: dict[int, list[int]]
    denials: tuple[Denial, ...]
    tasks: tuple[Task, ...]
    coverages: dict[int, Coverage]
    payers: dict[int, Payer]
    noticed: frozenset[int]
    notices: Mapping[int, Sequence[ItemNotice]]

    @classmethod
    def of(cls, session: Session, act: BalanceAct) -> "_Loaded":
        claims = {one.id: one for one in session.find(Claim, id=list(_claims_of(act)))}
        carried = revision_lines(session, [one.revision_id for one in claims.values()]) if claims else {}
        of_claims = {one.id: list(carried[one.revision_id]) for one in claims.values()}
        wanted = {part.line_id for part in act.parts}.union(*of_claims.values())
        lines = {one.id: one for one in session.find(ChargeLine, id=list(wanted))}
        visits = list({line.visit_id for line in lines.values()}) if claims else []
        notice = DocumentSort.ADVANCE_NOTICE
        notices = session.find(Document, visit_id=visits, sort=notice, state=STANDS) if visits else []
        coverage_ids = list({one.coverage_id for one in claims.values()})
        return cls(
            lines=lines,
            balances=line_balances(session, lines),
            claims=claims,
            carried=of_claims,
            denials=tuple(session.find(Denial, claim_id=list(claims), state=[*LIVE]) if claims else ()),
            tasks=tuple(task for claim_id in claims for task in tasks_of(session, claim_id)),
            coverages={one.id: one for one in session.find(Coverage, id=coverage_ids)} if claims else {},
            payers={one.id: one for one in session.find(Payer)} if claims else {},
            noticed=frozenset(one.visit_id for one in notices),
            notices=noticed(session, [line.patient_id for line in lines.values()]) if claims else {},
        )

    def has_strangers(self, act: BalanceAct) -> bool:
        """True where a part is another patient's than the act, or on a claim that lacks its line."""
        return any(
            part.line_id not in self.lines
            or (act.patient_id and self.lines[part.line_id].patient_id != act.patient_id)
            or (part.claim_id and part.line_id not in self.carried.get(part.claim_id, ()))
            for part in act.parts
        )

    def case(self, act: BalanceAct, reason: ActReason) -> Case:
        """Return what the act is judged by."""
        own = by_line(self.balances)
        held = {
            (part.line_id, part.account): self._balance(part, own.get(part.line_id, {}))
            for part in act.parts
            if part.line_id in self.lines
        }
        ended = [one.id for case in self._given_up(act) for one in case.ended]
        return Case(reason, held, denial_ids=tuple(ended))

    def _balance(self, part: ActPart, own: Mapping[str, int]) -> Balance:
        line, claim = self.lines[part.line_id], self.claims.get(part.claim_id)
        found = Balance(line, own.get(part.account, 0), credit_cents=credit_beside(own, part.account))
        if claim is None:
            return found
        kind = self.payers[claim.payer_id].payer_kind
        return replace(found, claim=claim, payer_kind=kind, facts=frozenset(self._facts(line, claim)))

    def _facts(self, line: ChargeLine, claim: Claim) -> Iterable[Need]:
        refusals = [one for one in self.denials if one.claim_id == claim.id and one.line_id in (0, line.id)]
        if refusals and not any(one.state is DenialState.APPEALED for one in refusals):
            yield Need.DENIAL
        if line.visit_id in self.noticed or self._is_noticed(line):
            yield Need.NOTICE
        if not self.coverages[claim.coverage_id].covers(line.service_on):
            yield Need.COVERAGE_OVER

    def _is_noticed(self, line: ChargeLine) -> bool:
        held = held_by(self.notices.get(line.patient_id, ()), line.code, line.service_on)
        return EXCLUDED in line.modifiers or (held is not None and held.choice is Choice.BILL)

    def given_up(self, act: BalanceAct, reason: ActReason, *, by: str, on: date) -> Plan:
        """Return the plan that ends the refusals of which the act leaves nothing."""
        plans = [give_up.give_up(case, why=reason.label, by=by, on=on) for case in self._given_up(act)]
        return join(plans, on=on)

    def _given_up(self, act: BalanceAct) -> Sequence[give_up.Case]:
        moved = {(part.line_id, part.account): part.cents for part in act.parts}
        cases = []
        for claim in self.claims.values():
            account = ranked(Account.PAYER_AR, claim.rank)
            left = {
                line_id: self.balances.get((line_id, account), 0) - moved.get((line_id, account), 0)
                for line_id in self.carried[claim.id]
            }
            denials = tuple(one for one in self.denials if one.claim_id == claim.id)
            tasks = tuple(one for one in self.tasks if one.claim_id == claim.id)
            cases.append(give_up.Case(claim, denials, tasks, left))
        return cases
