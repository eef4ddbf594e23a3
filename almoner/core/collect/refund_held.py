"""Give a payer's cash in suspense back to it: it leaves suspense whole when its refund is approved, and lies
there again, with an owner, when the refund is voided.
"""

from datetime import date

from almoner.core.collect.refund import Refund
from almoner.core.collect.suspense import HeldCash, reopened
from almoner.core.ledger import Posting, reversal_of
from almoner.core.plan import Ids, Plan, Task, reading


def held_draft(held: HeldCash, *, reason: str, by: str, on: date) -> Refund:
    """Return the draft of a refund of all that a task holds in suspense."""
    about = held.posting.subject
    return Refund(
        id=0,
        patient_id=0,
        cents=held.cents,
        reason=reason,
        asked_by=by,
        asked_on=on,
        payer_id=about.payer_id,
        task_id=held.task.id,
        remittance_id=about.remittance_id,
        held_key=f"{held.mark}:out",
    )


def leave_suspense(held: HeldCash, refund: Refund, *, by: str, on: date) -> Plan:
    """Return the plan that takes an approved refund's cash out of suspense, and ends the task about it."""
    out = reversal_of(held.posting, key=refund.held_key, on=on)
    done = held.task.closed(by=by, outcome="it goes back to the payer", on=on)
    return Plan(on=on, postings=(out,), tasks=(done,), reads=reading(held.task))


def back_to_suspense(out: Posting, task: Task, *, ids: Ids, on: date) -> Plan:
    """Return the plan that puts the cash of a voided refund into suspense again, with an owner."""
    again = reopened(task, ids=ids, on=on)
    undone = reversal_of(out, key=f"undo:{out.key}", on=on)
    return Plan(on=on, postings=(undone,), tasks=(again,), reads=reading(task))
