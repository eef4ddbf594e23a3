"""Give money back to a patient or a payer: one person asks, another approves, and the approver doesn't issue.

Promises that money moves only when a refund is approved (to what is payable) and when it is issued (out of
the bank); that a receipt never gives back more than is free of it; and that a void is exact reversals.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from almoner.core.collect.receipt import Receipt
from almoner.core.ledger import Posting, Reason, Subject, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Ids, Plan, Record, Task, TaskState, reading
from almoner.core.remit.recoupment import Repaid

METHODS = ("check", "ach", "card")
"""How money goes back; a card refund runs through the terminal that charged it."""
LONGEST_REASON = 200
LONGEST_NUMBER = 40
APPROVAL_TASK, ISSUE_TASK = "refund_approval", "refund_issue"
APPROVER, ISSUER = "manager", "front_desk"
DUE = timedelta(days=4)


class RefundState(StrEnum):
    """How far a refund is."""

    ASKED = "asked"
    REFUSED = "refused"
    APPROVED = "approved"
    ISSUED = "issued"
    CLEARED = "cleared"
    """The bank showed that it was paid out."""
    VOIDED = "voided"
    """Taken back before it was paid out: the money is where it was."""


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that goes back: of one receipt to who paid it, or to a payer: for a claim that it paid too much,
    or its cash in suspense, which the task `task_id` owns (`held_key` is the posting that took it out), or
    what it has deferred: the pair `deferred_number` of the remittance `remittance_id`.

    `decided_by` approved or refused it and is never who asked or who issues. `number` is the check's, the
    transfer's trace or the terminal's reference. A refund to a payer is settled when the payer acknowledged
    it (`settled_by` names the posting of its advice) or a person said so.
    """

    kind: ClassVar[str] = "refund"
    id: int
    patient_id: int
    cents: int
    reason: str
    asked_by: str
    asked_on: date
    version: int = 1
    state: RefundState = RefundState.ASKED
    receipt_id: int = 0
    payer_id: int = 0
    claim_id: int = 0
    rank: int = 0
    task_id: int = 0
    remittance_id: int = 0
    held_key: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    decision: str = ""
    method: str = ""
    number: str = ""
    issued_by: str = ""
    issued_on: date | None = None
    cleared_on: date | None = None
    settled_on: date | None = None
    settled_by: str = ""
    voided_by: str = ""
    voided_on: date | None = None
    deferred_number: int = 0
    repaid_cents: int = 0
    """What of a deferral the payer took in money, without an advice that collects it."""

    @property
    def is_to_payer(self) -> bool:
        """True where a payer gets it."""
        return self.payer_id > 0

    @property
    def is_standing(self) -> bool:
        """True where its money has moved or may yet."""
        return self.state not in {RefundState.REFUSED, RefundState.VOIDED}

    @property
    def is_in_transit(self) -> bool:
        """True where a payer has to acknowledge it still."""
        is_out = self.state in {RefundState.ISSUED, RefundState.CLEARED}
        is_told = self.claim_id > 0 or self.deferred_number > 0
        return is_told and is_out and self.settled_on is None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a second person says of a refund that was asked for."""

    is_approved: bool
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """How a refund left: check, transfer or card, its number, and who issued it."""

    method: str
    number: str
    by: str


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A line on which a payer stands in credit: what is owed back (positive cents), with what its posting is
    about.
    """

    subject: Subject
    cents: int


def ask_faults(draft: Refund, *, room_cents: int) -> list[str]:
    """Return what stands against asking for a refund, each as one sentence. `room_cents` is what may go back:
    what is free of the receipt, or the payer's credit on the claim, less what was asked for already.
    """
    found = []
    if not 0 < draft.cents <= room_cents:
        found.append("No more can go back than is there and not asked for already, and more than 0.00.")
    if not draft.reason.strip() or len(draft.reason) > LONGEST_REASON or not draft.reason.isprintable():
        found.append(f"Say why, in at most {LONGEST_REASON} characters.")
    if not draft.asked_by:
        found.append("A refund names who asks for it.")
    return found


def ask(draft: Refund, *, ids: Ids, on: date) -> Plan:
    """Return the plan that asks for a refund (draft of id 0): no money moves, and somebody has to decide."""
    assert draft.id == 0, "a draft has no id yet"
    assert bool(draft.receipt_id) != draft.is_to_payer, "it goes back to who paid, a patient or a payer"
    asked = replace(draft, id=next(ids), version=1, state=RefundState.ASKED, asked_on=on)
    task = _task(asked, APPROVAL_TASK, task_id=next(ids), on=on)
    return Plan(on=on, records=(asked,), tasks=(task,))


@dataclass(frozen=True, slots=True)
class Case:
    """A refund with the receipt that it comes from (None for a payer's) and its open tasks."""

    refund: Refund
    receipt: Receipt | None = None
    work: tuple[Task, ...] = ()


def decide_faults(case: Case, decision: Decision) -> list[str]:
    """Return what stands against a decision, each as one sentence."""
    found = []
    refund, receipt = case.refund, case.receipt
    if refund.state is not RefundState.ASKED:
        found.append("It is decided already.")
    if decision.by == refund.asked_by:
        found.append("Who asked for a refund doesn't approve it: another person decides.")
    if not decision.is_approved and not decision.why.strip():
        found.append("Say why it is refused.")
    if decision.is_approved and receipt is not None and receipt.free_cents < refund.cents:
        found.append("The receipt has less free by now: take it off its lines first, or refuse this.")
    return found


def decide(case: Case, decision: Decision, *, ids: Ids, on: date) -> Plan:
    """Return the plan of a decision: what is approved is payable now, and somebody has to issue it."""
    assert not decide_faults(case, decision), "the flow shows the faults first"
    state = RefundState.APPROVED if decision.is_approved else RefundState.REFUSED
    decided = replace(
        _next(case.refund), state=state, decided_by=decision.by, decided_on=on, decision=decision.why
    )
    if not decision.is_approved:
        return _plan(case, decided, by=decision.by, on=on)
    is_told = decided.claim_id or decided.deferred_number
    reason = Reason.PAYER_REFUND if is_told else Reason.PATIENT_REFUND
    if decided.task_id:
        reason = Reason.SUSPENSE_REFUNDED
    plan = _plan(case, decided, _given(case.receipt, decided.cents), by=decision.by, on=on)
    return replace(
        plan,
        postings=(_posting(decided, reason, "approved", on=on),),
        tasks=(*plan.tasks, _task(decided, ISSUE_TASK, task_id=next(ids), on=on)),
    )


def issue_faults(case: Case, issued: Issue) -> list[str]:
    """Return what stands against issuing a refund, each as one sentence."""
    found = []
    refund, receipt = case.refund, case.receipt
    if refund.state is not RefundState.APPROVED:
        found.append("Only an approved refund is issued, and once.")
    if issued.by == refund.decided_by:
        found.append("Who approved a refund doesn't issue it: another person does.")
    if issued.method not in METHODS:
        found.append(f"It goes back by one of: {', '.join(METHODS)}.")
    if not 0 < len(issued.number) <= LONGEST_NUMBER or not issued.number.isprintable():
        found.append("Give the number of the check or transfer, or the terminal's reference.")
    if issued.method == "card" and (receipt is None or receipt.method != "card"):
        found.append("Only what was paid by card goes back to a card.")
    return found


def issue(case: Case, issued: Issue, *, on: date) -> Plan:
    """Return the plan of a refund that leaves the bank."""
    assert not issue_faults(case, issued), "the flow shows the faults first"
    gone = replace(
        _next(case.refund),
        state=RefundState.ISSUED,
        method=issued.method,
        number=issued.number,
        issued_by=issued.by,
        issued_on=on,
    )
    posting = _posting(gone, Reason.REFUND_ISSUED, "issued", on=on)
    return replace(_plan(case, gone, by=issued.by, on=on), postings=(posting,))


def clear(refund: Refund, *, on: date) -> Plan:
    """Return the plan of an issued refund that the bank paid out."""
    assert refund.state is RefundState.ISSUED, "what was issued clears, and once"
    cleared = replace(_next(refund), state=RefundState.CLEARED, cleared_on=on)
    return Plan(on=on, records=(cleared,), reads=reading(refund))


def void_faults(refund: Refund) -> list[str]:
    """Return what stands against taking a refund back, each as one sentence."""
    found = []
    if refund.state not in {RefundState.APPROVED, RefundState.ISSUED}:
        found.append("Only what was approved or issued, and not paid out yet, is taken back.")
    if refund.settled_on is not None:
        found.append("The payer has acknowledged it.")
    return found


def void(case: Case, postings: Iterable[Posting], *, by: str, on: date) -> Plan:
    """Return the plan that takes a refund back: its standing postings reversed, the receipt's money free
    again.
    """
    refund = case.refund
    assert not void_faults(refund), "the flow shows the faults first"
    gone = replace(_next(refund), state=RefundState.VOIDED, voided_by=by, voided_on=on)
    plan = _plan(case, gone, _given(case.receipt, -refund.cents), by=by, on=on)
    undone = (reversal_of(one, key=f"undo:{one.key}", on=on) for one in postings)
    return replace(plan, postings=tuple(undone))


def settle(refund: Refund, credit: Iterable[CreditLine], *, by: str, on: date) -> Plan:
    """Return the plan of a payer that took a refund without an advice of its own: the claim's credit is
    settled line by line, as far as the refund goes.
    """
    assert refund.is_in_transit, "only what a payer has to acknowledge is settled"
    left, postings = refund.cents, []
    for place, line in enumerate(credit, 1):
        part = min(left, line.cents)
        if part > 0:
            left -= part
            key = f"refund:{refund.id}:settled:{place}"
            postings.append(post(Effect(Reason.REFUND_SETTLED, part, line.subject, key=key), on=on))
    assert left == 0, "the claim's credit covers its refund; the flow refuses what it doesn't"
    settled = replace(_next(refund), settled_on=on, settled_by=by)
    return Plan(on=on, records=(settled,), postings=tuple(postings), reads=reading(refund))


def settle_deferral(refund: Refund, *, by: str, on: date) -> Plan:
    """Return the plan of a payer that took in money what it had deferred: the deferral is closed by it."""
    assert refund.is_in_transit, "only what a payer has to acknowledge is settled"
    assert refund.deferred_number, "a deferral is named by its place"
    settled = replace(_next(refund), settled_on=on, settled_by=by, repaid_cents=refund.cents)
    posting = _posting(refund, Reason.DEFERRAL_REPAID, "settled", on=on)
    return Plan(on=on, records=(settled,), postings=(posting,), reads=reading(refund))


def repaid(refunds: Iterable[Refund]) -> list[Repaid]:
    """Return what of payers' deferrals was paid in money, by refunds that they took."""
    return [
        Repaid(one.remittance_id, one.deferred_number, one.repaid_cents)
        for one in refunds
        if one.repaid_cents
    ]


def acknowledge(refund: Refund, posting: Posting, *, on: date) -> Plan:
    """Return the plan of a refund that a payer's advice acknowledged (PLB 72): its posting stands already."""
    assert refund.is_in_transit, "only what a payer has to acknowledge is acknowledged"
    told = replace(_next(refund), settled_on=on, settled_by=posting.key)
    return Plan(on=on, records=(told,), reads=reading(refund))


def unacknowledge(refunds: Sequence[Refund], *, on: date) -> Plan:
    """Return the plan of refunds whose acknowledgement was undone with its advice: they wait for another."""
    waiting = tuple(replace(_next(one), settled_on=None, settled_by="") for one in refunds)
    return Plan(on=on, records=waiting, reads=reading(*refunds))


def key_of(refund_id: int, act: str) -> str:
    """Return the key of the posting of a refund's act: `approved` or `issued`."""
    return f"refund:{refund_id}:{act}"


def _next(refund: Refund) -> Refund:
    return replace(refund, version=refund.version + 1)


def _given(receipt: Receipt | None, cents: int) -> Receipt | None:
    """The receipt's next version with so much more of it refunded."""
    if receipt is None:
        return None
    return replace(receipt, version=receipt.version + 1, refunded_cents=receipt.refunded_cents + cents)


def _posting(refund: Refund, reason: Reason, act: str, *, on: date) -> Posting:
    subject = Subject(
        patient_id=refund.patient_id,
        receipt_id=refund.receipt_id,
        claim_id=refund.claim_id,
        payer_id=refund.payer_id,
        rank=refund.rank,
        remittance_id=refund.remittance_id,
    )
    return post(Effect(reason, refund.cents, subject, key=key_of(refund.id, act)), on=on)


def _plan(case: Case, after: Refund, receipt: Receipt | None = None, *, by: str, on: date) -> Plan:
    """The refund's next version, its receipt's where that changed, and its work done."""
    records: tuple[Record, ...] = (after,) if receipt is None else (after, receipt)
    done = (
        task.closed(by=by, outcome=after.state.value, on=on)
        for task in case.work
        if task.state is TaskState.OPEN
    )
    seen = (case.refund,) if case.receipt is None else (case.refund, case.receipt)
    return Plan(on=on, records=records, tasks=tuple(done), reads=reading(*seen, *case.work))


def _task(refund: Refund, what: str, *, task_id: int, on: date) -> Task:
    why = {
        APPROVAL_TASK: "A refund was asked for: approve or refuse it.",
        ISSUE_TASK: "A refund was approved: issue it.",
    }
    return Task(
        id=task_id,
        what=what,
        subject_kind=Refund.kind,
        subject_id=refund.id,
        why=why[what],
        owner=APPROVER if what == APPROVAL_TASK else ISSUER,
        opened_on=on,
        due_on=on + DUE,
        patient_id=refund.patient_id,
        claim_id=refund.claim_id,
        cents=refund.cents,
    )
