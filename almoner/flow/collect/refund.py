"""Refunds: asked for by one person, approved by another, issued by a third hand, followed until paid out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.claim import Claim
from almoner.core.collect import Receipt
from almoner.core.collect.refund import (
    Case,
    Decision,
    Issue,
    Refund,
    RefundState,
    acknowledge,
    ask,
    ask_faults,
    clear,
    decide,
    decide_faults,
    issue,
    issue_faults,
    key_of,
    settle,
    settle_deferral,
    void,
    void_faults,
)
from almoner.core.collect.refund_held import back_to_suspense, held_draft, leave_suspense
from almoner.core.ledger import Posting, Reason, Subject
from almoner.core.plan import Task, TaskState, join
from almoner.core.remit.recoupment import ADVANCED
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_faults, refuse_without_reason
from almoner.flow.remit.suspense import held_of, undecided
from almoner.flow.remit.takebacks import Pair, open_pair
from almoner.store.commit import commit, take_turn
from almoner.store.lists.credits import credit_lines
from almoner.store.money.postings import postings_of
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks to be given back, in cents, and why."""

    cents: int
    reason: str


def ask_for_patient(actor: Actor, receipt_id: int, wish: Wish, *, on: date) -> Refund:
    """Ask that free money of a receipt goes back to who paid it."""
    with enter(actor, Permission.REFUND_ASK) as session:
        if (first := first_act(session, actor, Refund)) is not None:
            return first
        take_turn(session)
        receipt = session.get(Receipt, receipt_id)
        asked = _asked(session, receipt_id=receipt_id, state=RefundState.ASKED)
        draft = Refund(0, receipt.patient_id, wish.cents, wish.reason, actor.name, on, receipt_id=receipt.id)
        return _ask(session, actor, draft, room_cents=receipt.free_cents - asked)


def ask_for_payer(actor: Actor, claim_id: int, wish: Wish, *, on: date) -> Refund:
    """Ask that what a payer paid too much on a claim goes back to it."""
    with enter(actor, Permission.REFUND_ASK) as session:
        if (first := first_act(session, actor, Refund)) is not None:
            return first
        take_turn(session)
        claim = session.get(Claim, claim_id)
        credit = sum(line.cents for line in credit_lines(session, claim.id, _about(claim)))
        unsettled = _asked(session, claim_id=claim.id, settled_on=None)
        draft = Refund(
            id=0,
            patient_id=claim.patient_id,
            cents=wish.cents,
            reason=wish.reason,
            asked_by=actor.name,
            asked_on=on,
            payer_id=claim.payer_id,
            claim_id=claim.id,
            rank=claim.rank,
        )
        return _ask(session, actor, draft, room_cents=credit - unsettled)


def ask_for_held(actor: Actor, task_id: int, *, on: date, reason: str) -> Refund:
    """Ask that the cash which a task holds in suspense goes back, whole, to the payer that sent it."""
    with enter(actor, Permission.REFUND_ASK) as session:
        if (first := first_act(session, actor, Refund)) is not None:
            return first
        take_turn(session)
        draft = held_draft(held_of(session, task_id), reason=reason, by=actor.name, on=on)
        if not draft.payer_id:
            why = "Nobody knows which payer sent it."
            raise refusal("REF-04", why, "Add the payer that the remittance names, then ask.")
        asked = [one for one in session.find(Refund, payer_id=draft.payer_id) if one.task_id == task_id]
        is_asked = any(one.is_standing for one in asked)
        return _ask(session, actor, draft, room_cents=0 if is_asked else draft.cents)


def ask_for_deferred(actor: Actor, pair: Pair, wish: Wish, *, on: date) -> Refund:
    """Ask that what a payer has deferred or carried on is paid to it in money, before it takes it itself."""
    with enter(actor, Permission.REFUND_ASK) as session:
        if (first := first_act(session, actor, Refund)) is not None:
            return first
        take_turn(session)
        refuse_without_reason(wish.reason)
        left = open_pair(session, pair)
        if left is None or left.code in ADVANCED:
            why = "Nothing of it is to be collected, or it is an advance."
            raise refusal("REF-05", why, "Load the list of takebacks again.")
        draft = Refund(
            id=0,
            patient_id=0,
            cents=wish.cents,
            reason=wish.reason,
            asked_by=actor.name,
            asked_on=on,
            payer_id=left.of.payer_id,
            remittance_id=pair.remittance_id,
            deferred_number=pair.number,
        )
        asked = sum(one.cents for one in _for_pair(session, draft) if one.settled_on is None)
        return _ask(session, actor, draft, room_cents=left.cents - asked)


def _for_pair(session: Session, like: Refund) -> list[Refund]:
    """The standing refunds of the same deferral."""
    return [
        one
        for one in session.find(Refund, payer_id=like.payer_id)
        if one.is_standing
        and (one.remittance_id, one.deferred_number) == (like.remittance_id, like.deferred_number)
    ]


def decide_refund(actor: Actor, refund_id: int, *, is_approved: bool, why: str, on: date) -> None:
    """Approve or refuse a refund that another person asked for."""
    with enter(actor, Permission.REFUND_APPROVE) as session:
        take_turn(session)
        case, decision = case_of(session, refund_id), Decision(is_approved, actor.name, why)
        _refuse(decide_faults(case, decision))
        plan = decide(case, decision, ids=session.ids(), on=on)
        if case.refund.task_id and is_approved:
            held = held_of(session, case.refund.task_id)
            left = leave_suspense(held, case.refund, by=actor.name, on=on)
            plan = join([plan, left, *undecided(session, [held], by=actor.name, on=on)], on=on)
        commit(session, plan, cause=cause(actor, "refund", why))


def issue_refund(actor: Actor, refund_id: int, *, method: str, number: str, on: date) -> None:
    """Record that an approved refund left: its check or transfer number, by who did not approve it."""
    with enter(actor, Permission.REFUND_ISSUE) as session:
        take_turn(session)
        if first_act(session, actor, Refund) is not None:
            return
        case, issued = case_of(session, refund_id), Issue(method, number, actor.name)
        _refuse(issue_faults(case, issued))
        commit(session, issue(case, issued, on=on), cause=cause(actor, "refund"))


def clear_refund(actor: Actor, refund_id: int, *, on: date) -> None:
    """Record that the bank paid an issued refund out."""
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        refund = session.get(Refund, refund_id)
        if refund.state is not RefundState.ISSUED:
            raise refusal("REF-02", "Only what was issued is paid out, and once.", "Load the list again.")
        commit(session, clear(refund, on=on), cause=cause(actor, "refund"))


def void_refund(actor: Actor, refund_id: int, *, on: date, reason: str) -> None:
    """Take back a refund that was not paid out: stop the check, reverse its postings exactly."""
    with enter(actor, Permission.REFUND_APPROVE) as session:
        take_turn(session)
        refuse_without_reason(reason)
        case = case_of(session, refund_id)
        _refuse(void_faults(case.refund))
        plan = void(case, _postings(session, case.refund), by=actor.name, on=on)
        if case.refund.task_id:
            (out,) = postings_of(session, key=case.refund.held_key)
            task = session.get(Task, case.refund.task_id)
            plan = join([plan, back_to_suspense(out, task, ids=session.ids(), on=on)], on=on)
        commit(session, plan, cause=cause(actor, "refund", reason))


def settle_refund(actor: Actor, refund_id: int, *, on: date, reason: str) -> None:
    """Record that a payer took a refund without an advice of its own: the claim's credit is settled by it."""
    with enter(actor, Permission.REFUND_ASK) as session:
        take_turn(session)
        refuse_without_reason(reason)
        refund = session.get(Refund, refund_id)
        if refund.deferred_number and refund.is_in_transit:
            _settle_deferral(session, actor, refund, on=on, reason=reason)
            return
        claim = session.get(Claim, refund.claim_id) if refund.claim_id else None
        credit = credit_lines(session, claim.id, _about(claim)) if claim else []
        if not refund.is_in_transit or sum(line.cents for line in credit) < refund.cents:
            why = "It waits for no payer, or the claim's credit is gone: the payer's advice has settled it."
            raise refusal("REF-03", why, "Look at the claim's history.")
        plan = settle(refund, credit, by=actor.name, on=on)
        commit(session, plan, cause=cause(actor, "refund", reason))


def _settle_deferral(session: Session, actor: Actor, refund: Refund, *, on: date, reason: str) -> None:
    left = open_pair(session, Pair(refund.remittance_id, refund.deferred_number))
    if left is None or left.cents < refund.cents:
        why = "A later payment has collected the deferral: its refund is an overpayment to the payer."
        raise refusal("REF-03", why, "Ask the payer for it, or wait for its advice.")
    plan = settle_deferral(refund, by=actor.name, on=on)
    commit(session, plan, cause=cause(actor, "refund", reason))


def acknowledge_refunds(actor: Actor, *, on: date) -> int:
    """Let what payers' advices acknowledged (PLB 72) settle the refunds that are on their way, by payer and
    exact amount, each acknowledgement once. Return how many; safe to run at any time.
    """
    with enter(actor, Permission.REFUND_ASK) as session:
        take_turn(session)
        waiting = [
            one
            for one in session.find(Refund, state=[RefundState.ISSUED, RefundState.CLEARED], settled_on=None)
            if one.is_in_transit
        ]
        told = _acknowledgements(session) if waiting else []
        plans = [
            acknowledge(refund, posting, on=on)
            for refund in waiting
            if (posting := _alone(refund, waiting, told)) is not None
        ]
        commit(session, join(plans, on=on), cause=cause(actor, "refund", "acknowledged by the payer"))
        return len(plans)


def _alone(refund: Refund, waiting: Sequence[Refund], told: Sequence[Posting]) -> Posting | None:
    """The one acknowledgement of a refund's payer and amount, where no other refund could be meant."""

    def is_like(payer_id: int, cents: int) -> bool:
        return payer_id == refund.payer_id and cents == refund.cents

    mine = [one for one in told if is_like(one.subject.payer_id, one.cents)]
    rivals = [one for one in waiting if is_like(one.payer_id, one.cents)]
    return mine[0] if len(mine) == len(rivals) == 1 else None


def _acknowledgements(session: Session) -> list[Posting]:
    """The payers' acknowledgements that stand and have settled no refund yet."""
    posted = postings_of(session, reason=Reason.REFUND_ACKNOWLEDGED.value)
    gone = {one.reverses for one in posted}
    keys = [one.key for one in posted]
    used = {one.settled_by for one in session.find(Refund, settled_by=keys)} if keys else set()
    return [
        one
        for one in posted
        if one.credit == "refunds_in_transit" and not one.reverses and one.key not in gone | used
    ]


def _ask(session: Session, actor: Actor, draft: Refund, *, room_cents: int) -> Refund:
    _refuse(ask_faults(draft, room_cents=room_cents))
    plan = ask(draft, ids=session.ids(), on=draft.asked_on)
    commit(session, plan, cause=cause(actor, "refund", draft.reason))
    return next(record for record in plan.records if isinstance(record, Refund))


def _asked(session: Session, **columns: Any) -> int:
    return sum(one.cents for one in session.find(Refund, **columns) if one.is_standing)


def _about(claim: Claim) -> Subject:
    return Subject(claim.patient_id, claim_id=claim.id, payer_id=claim.payer_id, rank=claim.rank)


def case_of(session: Session, refund_id: int) -> Case:
    """Return a refund with its receipt and its open tasks."""
    refund = session.get(Refund, refund_id)
    receipt = session.get(Receipt, refund.receipt_id) if refund.receipt_id else None
    work = session.find(Task, subject_id=refund.id, subject_kind=Refund.kind, state=TaskState.OPEN)
    return Case(refund, receipt, tuple(work))


def _postings(session: Session, refund: Refund) -> list[Posting]:
    keys = [key_of(refund.id, act) for act in ("approved", "issued")]
    return postings_of(session, key=keys)


def _refuse(faults: Sequence[str]) -> None:
    refuse_faults("REF-01", faults, "Load the list again and choose what fits.")
