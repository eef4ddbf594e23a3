"""A call to a payer: somebody is to ask by a day; the call is written down, with who said what under which
number; and the caller asks again on the day that they named.

Promises that a claim has at most one open task to call, which the next call ends.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.claim import Claim
from almoner.core.claim.payer_call import PayerCall
from almoner.core.plan import Plan, Task, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.claim.claim import tasks_of
from almoner.flow.claim.hand_over import workers
from almoner.flow.refused import refusal, refuse_all
from almoner.store.commit import commit, take_turn

CALL_AGAIN = "payer_call"
LONGEST_NAME = 80
LONGEST_REFERENCE = 50
LONGEST_SAID = 500
LONGEST_QUESTION = 200


@dataclass(frozen=True, slots=True)
class Call:
    """What the caller wrote; `next_on` None where nothing is left to ask."""

    representative: str
    reference: str
    said: str
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """What a payer is to be asked about a claim, who asks, and by when (None where no day can be read)."""

    question: str
    owner: str
    due_on: date | None


def ask(actor: Actor, claim_id: int, asking: Asking, *, on: date) -> Task:
    """Have somebody ask a payer about a claim by a day. The claim stays as it is, and so does what holds it.

    Refused without a question, for who works no tasks here, for a day gone by, and where somebody is to call
    already.
    """
    require(actor, Permission.DENIAL_WORK)
    question = _asked(actor, asking, on)
    with enter(actor, Permission.DENIAL_WORK) as session:
        take_turn(session)
        claim = session.get(Claim, claim_id)
        if tasks_of(session, claim.id, CALL_AGAIN):
            mend = "Write that call down first; it says when to ask again."
            raise refusal("CALL-08", "Somebody is to call about this claim already.", mend)
        assert asking.due_on is not None, "it was looked at"
        task = Task(
            id=next(session.ids()),
            what=CALL_AGAIN,
            subject_kind=claim.kind,
            subject_id=claim.id,
            why=f"Ask the payer: {question}",
            owner=asking.owner,
            opened_on=on,
            due_on=asking.due_on,
            patient_id=claim.patient_id,
            claim_id=claim.id,
            cents=claim.total_cents,
        )
        commit(session, Plan(on=on, tasks=(task,)), cause=cause(actor, "follow", "the payer is to be asked"))
        return task


def _asked(actor: Actor, asking: Asking, on: date) -> str:
    """The question as it is kept; Refused with all that is wrong with it."""
    question = _text(asking.question, LONGEST_QUESTION)
    stops = []
    if not question:
        mend = f"Write it in at most {LONGEST_QUESTION} characters."
        stops += [refusal("CALL-05", "What to ask is missing.", mend, "question")]
    if asking.owner not in workers(actor):
        stops += [refusal("CALL-06", "Who is to ask works no tasks here.", "Choose from the list.", "owner")]
    if asking.due_on is None or asking.due_on < on:
        why = "The day by which to ask is gone, or missing."
        stops += [refusal("CALL-07", why, "Give today or later.", "due")]
    refuse_all(stops)
    return question or ""


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
    """The call as it is kept; Refused with all that is wrong with it."""
    name, said = _text(call.representative, LONGEST_NAME), _text(call.said, LONGEST_SAID)
    reference = _text(call.reference, LONGEST_REFERENCE)
    stops = []
    if not name:
        stops += [
            refusal("CALL-01", "Nobody is named who answered.", "Write whom you spoke to.", "representative")
        ]
    if reference is None:
        why = "The number of the call is too long."
        stops += [refusal("CALL-02", why, "Copy the number alone.", "reference")]
    if not said:
        mend = f"Write it in at most {LONGEST_SAID} characters."
        stops += [refusal("CALL-03", "What was said is missing.", mend, "said")]
    if call.next_on is not None and call.next_on <= on:
        why = "The day to ask again isn't to come."
        stops += [refusal("CALL-04", why, "Give a later day, or none.", "next")]
    refuse_all(stops)
    return Call(name or "", reference or "", said or "", call.next_on)


def _text(given: str, longest: int) -> str | None:
    """Return a text on one line; None where it can't be kept."""
    text = " ".join(given.split())
    return text if len(text) <= longest and (not text or text.isprintable()) else None
