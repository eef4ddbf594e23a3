"""Writes a call to a payer down: who said what under which number; the caller asks again on the day that they
named.

Promises that a claim has at most one open task to call again, which the next call ends.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.claim import Claim
from almoner.core.claim.payer_call import PayerCall
from almoner.core.plan import Plan, Task, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.claim import tasks_of
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn

CALL_AGAIN = "payer_call"
LONGEST_NAME = 80
LONGEST_REFERENCE = 50
LONGEST_SAID = 500


@dataclass(frozen=True, slots=True)
class Call:
    """What the caller wrote; `next_on` None where nothing is left to ask."""

    representative: str
    reference: str
    said: str
    next_on: date | None = None


def write_call(actor: Actor, claim_id: int, call: Call, *, on: date) -> PayerCall:
    """Keep a call of today about a claim, and have the caller ask again on its day.

    Refused without a name, without what was said, and for a day that isn't to come.
    """
    require(actor, Permission.DENIAL_WORK)
    told = _checked(call, on)
    with enter(actor, Permission.DENIAL_WORK) as session:
        take_turn(session)
        claim = session.get(Claim, claim_id)
        ids = session.ids()
        made = PayerCall(
            id=next(ids),
            claim_id=claim.id,
            patient_id=claim.patient_id,
            payer_id=claim.payer_id,
            called_by=actor.name,
            called_on=on,
            representative=told.representative,
            reference=told.reference,
            said=told.said,
            next_on=told.next_on,
        )
        asked = tasks_of(session, claim.id, CALL_AGAIN)
        done = [one.closed(by=actor.name, outcome="The payer was called.", on=on) for one in asked]
        again = [_again(made, claim, next(ids), told.next_on)] if told.next_on else []
        plan = Plan(on=on, records=(made,), tasks=(*done, *again), reads=reading(*asked))
        commit(session, plan, cause=cause(actor, "follow", "the payer was called"))
        return made


def _again(call: PayerCall, claim: Claim, task_id: int, due_on: date) -> Task:
    under = f", call {call.reference}" if call.reference else ""
    return Task(
        id=task_id,
        what=CALL_AGAIN,
        subject_kind=call.kind,
        subject_id=call.id,
        why=f"Call the payer again; {call.representative} answered the last time{under}.",
        owner=call.called_by,
        opened_on=call.called_on,
        due_on=due_on,
        patient_id=claim.patient_id,
        claim_id=claim.id,
        cents=claim.total_cents,
    )


def _checked(call: Call, on: date) -> Call:
    name = _text(call.representative, LONGEST_NAME)
    if not name:
        raise refusal("CALL-01", "Nobody is named who answered.", "Write whom you spoke to.")
    reference = _text(call.reference, LONGEST_REFERENCE)
    if reference is None:
        raise refusal("CALL-02", "The number of the call is too long.", "Copy the number alone.")
    said = _text(call.said, LONGEST_SAID)
    if not said:
        mend = f"Write it in at most {LONGEST_SAID} characters."
        raise refusal("CALL-03", "What was said is missing.", mend)
    if call.next_on is not None and call.next_on <= on:
        raise refusal("CALL-04", "The day to ask again isn't to come.", "Give a later day, or none.")
    return Call(name, reference, said, call.next_on)


def _text(given: str, longest: int) -> str | None:
    """Return a text on one line; None where it can't be kept."""
    text = " ".join(given.split())
    return text if len(text) <= longest and (not text or text.isprintable()) else None
