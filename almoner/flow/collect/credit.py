"""Credits: what patients and payers paid beyond what was owed, its clocks, and what tends it by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from almoner.core.claim import Claim
from almoner.core.collect.credit import (
    Clocks,
    Ending,
    Fate,
    Overpayment,
    end,
    identify,
    investigate,
    investigate_faults,
    read_clocks,
)
from almoner.core.collect.refund import Refund, RefundState
from almoner.core.party import Patient, Payer
from almoner.core.plan import Plan, Task, TaskState, join
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.collect.collect import free_overpaid
from almoner.flow.collect.refund import acknowledge_refunds
from almoner.flow.refused import refusal, refuse_faults, refuse_without_reason
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.credits import (
    MOST,
    PatientCredit,
    PayerCredit,
    overpayments,
    patient_credits,
    payer_credit_of,
    payer_credits,
    refunds,
)
from almoner.store.lists.lists import Frame
from almoner.store.lists.order import USUAL, Order
from almoner.store.money.owed import patients_in_credit
from almoner.store.session import Ask, Session

REVIEW = "refund_review"
"""The task that a patient's credit has; opened where a payer's decision made one."""
STALE = "stale_refund"
BY_ITSELF = "almoner"


@cache
def clocks() -> Clocks:
    """Return the clocks that ship."""
    return read_clocks(
        files("almoner").joinpath("policy", "credits", "clocks.toml").read_text(encoding="utf-8")
    )


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A patient's credit; `may_escheat` where it is so old that the state may have a claim to it."""

    credit: PatientCredit
    may_escheat: bool


@dataclass(frozen=True, slots=True)
class PayerRow:
    """A payer's credit, and its overpayment with the last day to return it, where one was identified."""

    credit: PayerCredit
    overpayment: Overpayment | None


@dataclass(frozen=True, slots=True)
class RefundRow:
    """A refund that is not at its end and whom it goes to; `is_stale` where it was issued long ago and nobody
    cashed it.
    """

    refund: Refund
    to: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Credits:
    """Everything that goes back or may have to: the refunds under way, and the credits of both sides."""

    frame: Frame
    refunds: tuple[RefundRow, ...]
    patients: tuple[PatientRow, ...]
    payers: tuple[PayerRow, ...]
    gone: tuple[Overpayment, ...]
    """Overpayments that are open although the claim shows no credit any more: somebody closes them."""
    is_more_of_patients: bool
    is_more_of_payers: bool
    """More credits wait behind the oldest, which alone are shown."""

    @property
    def patient_cents(self) -> int:
        """What patients have in credit, of those shown."""
        return sum(one.credit.cents for one in self.patients)

    @property
    def payer_cents(self) -> int:
        """What payers have in credit, of those shown."""
        return sum(one.credit.cents for one in self.payers)


def credits(  # noqa: A001 - the field's word; the builtin is a shell's
    actor: Actor, *, on: date, order: Order = USUAL
) -> Credits:
    """Return the refunds that are not at their end and all credits, the oldest first; payers' in an order."""
    with enter(actor, Permission.REFUND_READ) as session:
        found = {one.id: one for one in overpayments(session)}
        of_payers, of_patients = payer_credits(session, order), patient_credits(session)
        payers = tuple(PayerRow(one, found.pop(one.overpayment_id, None)) for one in of_payers)
        unclaimed_on = on - timedelta(days=clocks().escheat_days)
        waiting = [
            one
            for one in refunds(session, "asked", "approved", "issued", "cleared")
            if one.state is not RefundState.CLEARED or one.is_in_transit
        ]
        return Credits(
            frame=lists.frame(session, on=on),
            refunds=tuple(_refund_rows(session, waiting, on=on)),
            patients=tuple(PatientRow(one, one.since_on <= unclaimed_on) for one in of_patients[:MOST]),
            payers=payers[:MOST],
            gone=tuple(found.values()),
            is_more_of_patients=len(of_patients) > MOST,
            is_more_of_payers=len(of_payers) > MOST,
        )


def _refund_rows(session: Session, waiting: Sequence[Refund], *, on: date) -> Iterator[RefundRow]:
    patients = Ask(Patient, {"id": [one.patient_id for one in waiting]})
    payers = Ask(Payer, {"id": [one.payer_id for one in waiting]})
    found = session.gather(patients, payers)
    names = {("patient", one.id): one.name.listed for one in found.of(patients)}
    names |= {("payer", one.id): one.name for one in found.of(payers)}
    for one in waiting:
        whom = ("payer", one.payer_id) if one.is_to_payer else ("patient", one.patient_id)
        yield RefundRow(one, names[whom], is_stale(one, on=on))


def is_stale(refund: Refund, *, on: date) -> bool:
    """True where a refund was issued so long ago that a bank need not pay it out any more."""
    issued_on = refund.issued_on
    is_out = refund.state is RefundState.ISSUED and issued_on is not None
    return is_out and issued_on is not None and on > issued_on + timedelta(days=clocks().stale_days)


def identify_overpayment(actor: Actor, claim_id: int, *, on: date, note: str = "") -> Overpayment:
    """Record today as the day on which a payer's overpayment of a claim was identified: its clock runs."""
    with enter(actor, Permission.CREDIT_WORK) as session:
        take_turn(session)
        claim = session.get(Claim, claim_id)
        cents = payer_credit_of(session, claim.id)
        if cents <= 0:
            raise refusal("CRE-01", "The claim shows no credit of its payer.", "Look at its history.")
        if session.find(Overpayment, claim_id=claim.id, fate=Fate.OPEN):
            raise refusal("CRE-01", "Its overpayment is identified already.", "Look at the list of credits.")
        clock = clocks().of(session.get(Payer, claim.payer_id).payer_kind.value)
        draft = Overpayment(
            id=0,
            claim_id=claim.id,
            patient_id=claim.patient_id,
            payer_id=claim.payer_id,
            rank=claim.rank,
            cents=cents,
            identified_on=on,
            identified_by=actor.name,
            days=clock.days,
            suspends_days=clock.suspends_days,
            source=clock.source,
            note=note,
        )
        plan = identify(draft, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "credit", note))
        return next(record for record in plan.records if isinstance(record, Overpayment))


def investigate_overpayment(actor: Actor, overpayment_id: int, *, on: date) -> Overpayment:
    """Record that an investigation of an overpayment begins today, or that the one that goes on is over."""
    with enter(actor, Permission.CREDIT_WORK) as session:
        one = session.get(Overpayment, overpayment_id)
        refuse_faults("CRE-02", investigate_faults(one, on=on), "Return the money, or close the overpayment.")
        plan = investigate(one, _work(session, one), on=on)
        commit(session, plan, cause=cause(actor, "credit"))
        return next(record for record in plan.records if isinstance(record, Overpayment))


def end_overpayment(actor: Actor, overpayment_id: int, *, fate: Fate, on: date, reason: str) -> None:
    """Close an overpayment that is no more: the claim shows no credit of its payer, or a refund is out."""
    with enter(actor, Permission.CREDIT_WORK) as session:
        take_turn(session)
        refuse_without_reason(reason)
        one = session.get(Overpayment, overpayment_id)
        if one.fate is not Fate.OPEN or fate is Fate.OPEN:
            raise refusal("CRE-03", "It is closed, or this closes nothing.", "Load the list again.")
        out = sum(
            refund.cents for refund in session.find(Refund, claim_id=one.claim_id) if refund.is_in_transit
        )
        if payer_credit_of(session, one.claim_id) > out:
            why = "The payer still stands in credit on the claim."
            raise refusal("CRE-03", why, "Return it, or put the account right first.")
        plan = end(one, Ending(fate, actor.name, reason), _work(session, one), on=on)
        commit(session, plan, cause=cause(actor, "credit", reason))


def tend_credits(actor: Actor, *, on: date) -> None:
    """Do what needs nobody: money beyond what is owed comes off its lines, payers' acknowledgements settle
    refunds, reviews without a credit close, and refunds that nobody cashed become somebody's.
    """
    with enter(actor, Permission.CREDIT_WORK) as session:
        reviewed = [one.patient_id for one in _open(session, REVIEW)]
    if reviewed:
        free_overpaid(actor, reviewed, on=on)
    acknowledge_refunds(actor, on=on)
    with enter(actor, Permission.CREDIT_WORK) as session:
        take_turn(session)
        plan = join([_reviews_done(session, on=on), _stale(session, on=on)], on=on)
        commit(session, plan, cause=cause(actor, "credit"))


def _reviews_done(session: Session, *, on: date) -> Plan:
    reviews = _open(session, REVIEW)
    still = patients_in_credit(session, [one.patient_id for one in reviews]) if reviews else set()
    told = "It was applied or given back."
    done = [one.closed(by=BY_ITSELF, outcome=told, on=on) for one in reviews if one.patient_id not in still]
    return Plan(on=on, tasks=tuple(done))


def _stale(session: Session, *, on: date) -> Plan:
    old = [one for one in session.find(Refund, state=RefundState.ISSUED) if is_stale(one, on=on)]
    known = {one.subject_id for one in session.find(Task, what=STALE)} if old else set()
    ids = session.ids()
    tasks = (
        Task(
            id=next(ids),
            what=STALE,
            subject_kind=Refund.kind,
            subject_id=one.id,
            why="Nobody cashed a refund of long ago: reach its owner before the state claims it.",
            owner="manager",
            opened_on=on,
            due_on=on + timedelta(days=30),
            patient_id=one.patient_id,
            cents=one.cents,
        )
        for one in old
        if one.id not in known
    )
    return Plan(on=on, tasks=tuple(tasks))


def _open(session: Session, what: str) -> list[Task]:
    return session.find(Task, what=what, state=TaskState.OPEN)


def _work(session: Session, one: Overpayment) -> tuple[Task, ...]:
    found = session.find(Task, subject_id=one.id, subject_kind=Overpayment.kind, state=TaskState.OPEN)
    return tuple(found)
