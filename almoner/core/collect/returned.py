"""Take a receipt back: voided while it lies in the drawer, or returned by the bank after it was deposited.

Promises that a void is the exact reversal of the taking; that what the bank takes back is taken from free
money first and then from lines, the newest allocation first; that the patient owes again what was paid with
it; and that money which was given back already is never taken a second time: it becomes somebody's task.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.collect.receipt import FROM_PAYER, RETURNABLE, Receipt
from almoner.core.collect.unlay import Freed, Laid, freed, newest_first
from almoner.core.ledger import Posting, Reason, Subject, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Ids, Plan, Task, reading

TASK = "returned_payment"
"""What a task about a returned payment is; its subject is the receipt."""
GIVEN_BACK_TASK = "returned_after_refund"
"""A payment that came back from the bank after it had been refunded."""
WHY = {
    TASK: "A payment came back from the bank: ask for another.",
    GIVEN_BACK_TASK: "The bank took back what was refunded: dispute it, or recover the refund.",
}
OWNER = "biller"
DUE = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Taken:
    """A receipt as it stands: the posting that took it, and what of it is laid."""

    receipt: Receipt
    posting: Posting
    laid: tuple[Laid, ...] = ()


@dataclass(frozen=True, slots=True)
class Return:
    """What the bank took back of a deposited receipt, and its word for why (`NSF`, `chargeback`)."""

    cents: int
    why: str


def void_faults(receipt: Receipt) -> list[str]:
    """Return what stands against voiding a receipt, each as one sentence."""
    found = []
    if receipt.method == FROM_PAYER:
        found.append("It came with a payer's payment and never lay in the drawer: refund it.")
    if receipt.deposit_id:
        found.append("It went to the bank already: refund it, or record that the bank returned it.")
    if receipt.returned_cents:
        found.append("It was taken back already.")
    if receipt.refunded_cents:
        found.append("A refund of it was approved: void the refund first.")
    return found


def void(taken: Taken, *, why: str, on: date) -> Plan:
    """Return the plan that voids a receipt in the drawer: off every line, and the taking reversed exactly."""
    receipt = taken.receipt
    assert not void_faults(receipt), "the flow shows the faults first"
    given = freed(((one, one.allocation.cents) for one in taken.laid), ids=iter(()), on=on)
    undone = reversal_of(taken.posting, key=f"undo:{taken.posting.key}", on=on)
    gone = replace(
        receipt,
        version=receipt.version + 1,
        allocated_cents=receipt.allocated_cents - given.cents.get(receipt.id, 0),
        returned_cents=receipt.cents,
        returned_on=on,
        returned_why=why,
    )
    return _plan(receipt, gone, given, undone, on=on)


def return_faults(receipt: Receipt, returned: Return) -> list[str]:
    """Return what stands against recording that the bank returned a receipt, each as one sentence."""
    found = []
    if not receipt.deposit_id:
        found.append("It has not been to the bank: void it.")
    if receipt.method not in RETURNABLE:
        found.append("A bank returns checks, cards and transfers, never cash.")
    if receipt.returned_cents:
        found.append("A return of it is in the books already.")
    if not 0 < returned.cents <= receipt.cents:
        found.append("No more than was taken can come back, and more than 0.00.")
    if not returned.why:
        found.append("Say why the bank returned it.")
    return found


def take_back(taken: Taken, returned: Return, *, ids: Ids, on: date) -> Plan:
    """Return the plan of a payment that the bank took back: off the lines as far as free money falls short,
    and out of the bank, with a task to ask the patient.

    What was refunded already cannot be taken again: then nothing is posted, and the task says so.
    """
    receipt = taken.receipt
    assert not return_faults(receipt, returned), "the flow shows the faults first"
    if returned.cents > receipt.cents - receipt.refunded_cents:
        return Plan(
            on=on,
            tasks=(_task(receipt, GIVEN_BACK_TASK, returned, task_id=next(ids), on=on),),
            reads=reading(receipt),
        )
    parts = newest_first(taken.laid, returned.cents - receipt.free_cents)
    given = freed(parts, ids=ids, on=on)
    subject = Subject(patient_id=receipt.patient_id, visit_id=receipt.visit_id, receipt_id=receipt.id)
    key = f"return:{receipt.id}:{receipt.version}"
    posting = post(Effect(Reason.RETURNED_PAYMENT, returned.cents, subject, key=key), on=on)
    less = replace(
        receipt,
        version=receipt.version + 1,
        allocated_cents=receipt.allocated_cents - given.cents.get(receipt.id, 0),
        returned_cents=returned.cents,
        returned_on=on,
        returned_why=returned.why,
    )
    task = _task(receipt, TASK, returned, task_id=next(ids), on=on)
    return replace(_plan(receipt, less, given, posting, on=on), tasks=(task,))


def win_back(receipt: Receipt, posting: Posting, *, on: date) -> Plan:
    """Return the plan of a return that the bank undid, such as a chargeback that was won: the return is
    reversed exactly, and the money is free to be laid again.
    """
    assert receipt.returned_cents, "only what the bank took back comes again"
    assert not receipt.is_voided, "what never reached the bank never came back from it"
    again = replace(receipt, version=receipt.version + 1, returned_cents=0, returned_on=None, returned_why="")
    undone = reversal_of(posting, key=f"undo:{posting.key}", on=on)
    return Plan(on=on, records=(again,), postings=(undone,), reads=reading(receipt))


def _plan(before: Receipt, after: Receipt, given: Freed, posting: Posting, *, on: date) -> Plan:
    return Plan(
        on=on,
        records=(after, *given.records),
        postings=(*given.postings, posting),
        reads={**given.reads, **reading(before)},
    )


def _task(receipt: Receipt, what: str, returned: Return, *, task_id: int, on: date) -> Task:
    return Task(
        id=task_id,
        what=what,
        subject_kind=Receipt.kind,
        subject_id=receipt.id,
        why=WHY[what],
        owner=OWNER,
        opened_on=on,
        due_on=on + DUE,
        patient_id=receipt.patient_id,
        cents=returned.cents,
    )
