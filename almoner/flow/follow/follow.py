"""Step 6b, follow: what an answer or silence calls for: correct, bill the next payer, look, close tasks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.build import is_withdrawable, next_payer, resend_frequency
from almoner.core.claim.folder import Folder
from almoner.core.claim.state import Event, after, noted
from almoner.core.denial import Denial
from almoner.core.denial.again import send_again
from almoner.core.denial.open import LIVE
from almoner.core.ledger import Account, ranked
from almoner.core.plan import Ids, Plan, Task, TaskState, join, reading
from almoner.core.remit.pass_on import pass_on
from almoner.flow.access import Actor, Permission, cause, enter, may_close, require
from almoner.flow.charge.charge import with_reviews
from almoner.flow.charge.my_day import left_over
from almoner.flow.claim.claim import folder_of, rebuilt, tasks_of
from almoner.flow.code.agreement import drift_work
from almoner.flow.follow.appeal import closing_windows
from almoner.flow.follow.correction import Correction, mended
from almoner.flow.follow.crossed import awaited_until, lapsed
from almoner.flow.follow.late import late_work
from almoner.flow.price.claim_books import load_books
from almoner.flow.refused import refusal
from almoner.flow.scrub.folders import load_surroundings
from almoner.flow.scrub.gate import judge
from almoner.flow.scrub.priors import Decided, decided, later_claims
from almoner.store.commit import commit, take_turn
from almoner.store.load import late_claims
from almoner.store.proof.silent import silent_about
from almoner.store.session import Session

LOOK_AGAIN = timedelta(days=14)
LONGEST_REASON = 500
CORRECTABLE = frozenset({ClaimState.DENIED, ClaimState.PAID, ClaimState.REJECTED, ClaimState.HELD})
PASSING_ON = ("bill_next_payer", "replace_secondary", "crossover_watch")


def correct(actor: Actor, claim_id: int, correction: Correction, *, on: date, reason: str) -> Claim:
    """Correct the visit's facts and build the claim anew.

    It is a replacement (7) with the payer's number once it was adjudicated, an original where it never got
    that far.
    """
    with enter(actor, Permission.DENIAL_WORK) as session:
        if not reason.strip() or len(reason) > LONGEST_REASON:
            mend = f"Say why in {LONGEST_REASON} characters."
            raise refusal("FOL-13", "A claim is corrected for a reason.", mend)
        take_turn(session)
        plan = corrected(session, session.get(Claim, claim_id), correction, on=on, by=actor.name)
        commit(session, plan, cause=cause(actor, "follow", reason))
        return next(record for record in plan.records if isinstance(record, Claim))


def corrected(session: Session, claim: Claim, correction: Correction, *, on: date, by: str) -> Plan:
    """Return the plan of a correction (inside another flow's session); refused where the claim can't be
    corrected now.
    """
    if claim.state not in CORRECTABLE:
        raise refusal("FOL-01", "This claim cannot be corrected now.", "Wait for the payer's answer to it.")
    before = folder_of(session, claim)
    folder, changed = mended(session, claim, before, correction)
    plan = _sent_again(session, claim, folder, on=on, by=by)
    reads = {**plan.reads, **reading(before.visits[0])}
    return replace(plan, records=(*plan.records, *changed), reads=reads)


def _sent_again(session: Session, claim: Claim, folder: Folder, *, on: date, by: str) -> Plan:
    """Build a claim anew from a folder; it answers its denials and the work about what it asks for."""
    frequency = resend_frequency(claim, session.get(ClaimRevision, claim.revision_id))
    return answering(session, rebuilt(session, claim, folder, frequency=frequency, on=on), claim, by=by)


def answering(session: Session, plan: Plan, claim: Claim, *, by: str) -> Plan:
    """Return the plan of a claim that goes again, with the denials and the work that it answers (inside
    another flow's session).
    """
    denials = session.find(Denial, claim_id=claim.id, state=[*LIVE])
    answered = send_again(denials, tasks_of(session, claim.id), by=by, on=plan.on)
    return join([answered, plan], on=plan.on)


def bill_next(actor: Actor, claim_id: int, *, on: date, is_awaited: bool = True) -> list[Claim]:
    """Build the claim to the next payer from what was decided before it, or anew where that has changed.

    Asked twice, nothing is built twice. A claim that the next payer has got stays as it is until that payer
    answers, and so does the task. The share moves with it, from or to the patient where the policies have
    changed. Refused while a payer may still answer what the one before has sent on itself, unless a person
    says that it will not (`is_awaited` false).
    """
    with enter(actor, Permission.CLAIM_BUILD) as session:
        take_turn(session)
        claim = session.get(Claim, claim_id)
        before = decided(session, claim)
        if before is None:
            raise refusal("FOL-04", "No decision of this payer stands.", "Wait for its answer.")
        until = awaited_until(tasks_of(session, claim.id), on=on)
        if is_awaited and until is not None:
            raise refusal(
                "FOL-09",
                "The payer has sent the claim on itself, and a second one would be a duplicate.",
                f"Wait for the answer until {until}, or say that none will come.",
            )
        plan = _passed_on(session, claim, before, on=on, by=actor.name)
        commit(session, plan, cause=cause(actor, "follow"))
        return [record for record in plan.records if isinstance(record, Claim)]


def _passed_on(session: Session, claim: Claim, before: Decided, *, on: date, by: str) -> Plan:
    outcome, plan = "the next payer's claim says so", Plan(on=on)
    later = later_claims(session, [claim])
    if not later:
        plan = _built_next(session, claim, before, on=on)
        outcome = "the next payer's claim was built" if plan.records else "what is left is the patient's"
    elif not _rests_on(session, later[0], before):
        if later[0].state not in CORRECTABLE:
            return plan
        folder = folder_of(session, later[0])
        plan, outcome = _sent_again(session, later[0], folder, on=on, by=by), "its claim was built anew"
    asked = tasks_of(session, claim.id, *PASSING_ON)
    done = [task.closed(by=by, outcome=outcome, on=on) for task in asked]
    return replace(plan, tasks=(*done, *plan.tasks), reads={**plan.reads, **reading(claim)})


def _built_next(session: Session, claim: Claim, before: Decided, *, on: date) -> Plan:
    """Build the claim to who pays next, and bring the share there; to the patient where nobody does."""
    folder = folder_of(session, claim)
    told = {one.payer_id: one for one in before.told}
    folder = replace(folder, prior={**folder.prior, **told})
    ids = session.ids()
    built = next_payer(folder, before.last.claim, ids=ids, on=on)
    plan = judge(built, load_surroundings(session, [folder], built), ids=ids, on=on)
    return join([plan, with_reviews(session, pass_on(before.last, on=on), on=on)], on=on)


def _rests_on(session: Session, later: Claim, before: Decided) -> bool:
    """True where a later payer's claim tells the same amounts and reasons."""
    revision = session.get(ClaimRevision, later.revision_id)
    told = {other.payer.payer_id: other.prior for other in revision.others if other.prior is not None}
    return all(one.payer_id in told and told[one.payer_id].amounts == one.amounts for one in before.told)


def withdraw(actor: Actor, claim_id: int, *, on: date, reason: str) -> Claim:
    """Withdraw a later payer's claim that its payer has not got; what it asked for is work again."""
    require(actor, Permission.DENIAL_WORK)
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise refusal(
            "FOL-06", "A claim is withdrawn for a reason.", f"Say why in {LONGEST_REASON} characters."
        )
    with enter(actor, Permission.DENIAL_WORK) as session:
        take_turn(session)
        claim = session.get(Claim, claim_id)
        revision = session.get(ClaimRevision, claim.revision_id)
        if not is_withdrawable(claim, revision):
            raise refusal(
                "FOL-05",
                "Only a later payer's claim that its payer has not got is withdrawn.",
                "Correct it, or wait for the payer's answer.",
            )
        plan = _withdrawn(session, claim, on=on, by=actor.name)
        commit(session, plan, cause=cause(actor, "follow", reason))
        return next(record for record in plan.records if isinstance(record, Claim))


def _withdrawn(session: Session, claim: Claim, *, on: date, by: str) -> Plan:
    asked = tasks_of(session, claim.id)
    done = [task.closed(by=by, outcome="the claim was withdrawn", on=on) for task in asked]
    (book,) = load_books(session, [claim])
    account = ranked(Account.PAYER_AR, claim.rank)
    left = sum(book.balances.get((line.id, account), 0) for line in book.lines)
    again = [_bill_again(claim, left, next(session.ids()), on)] if left else []
    gone = after(claim, Event.VOIDED, on=on)
    return Plan(on=on, records=(gone,), tasks=(*done, *again), reads=reading(claim))


def _bill_again(claim: Claim, cents: int, task_id: int, on: date) -> Task:
    return Task(
        id=task_id,
        what="bill_next_payer",
        subject_kind="claim",
        subject_id=claim.prior_claim_id,
        why="The next payer's claim was withdrawn: build it anew, or see who owes its part.",
        owner="biller",
        opened_on=on,
        due_on=on + timedelta(days=3),
        patient_id=claim.patient_id,
        claim_id=claim.prior_claim_id,
        cents=cents,
    )


def watch(actor: Actor, *, on: date, limit: int = 500) -> list[Task]:
    """Give every claim that has waited beyond its day to an owner, with a task, and set its next day.

    Visits, payments and files that wait too long become somebody's task as well, and so do claims that a
    payer sent on and nobody answered. Return the new tasks.
    """
    with enter(actor, Permission.CLAIM_BUILD) as session:
        claims = late_claims(session, on=on, limit=limit)
        ids = session.ids()
        late = [claim.id for claim in claims]
        asked = session.find(Task, claim_id=late, state=TaskState.OPEN, what="silent_claim")
        owned = {task.claim_id for task in asked}
        tasks = [_late(claim, ids, on) for claim in claims if claim.id not in owned]
        seen = [_watched(claim, on + LOOK_AGAIN) for claim in claims]
        silent = Plan(on=on, records=tuple(seen), tasks=tuple(tasks), reads=reading(*claims))
        over = lapsed(session, on=on, limit=limit)
        closing = closing_windows(session, on=on, limit=limit)
        drift = drift_work(session, on=on)
        late_plans = (late_work(session, on=on, limit=limit), left_over(session, on=on))
        plan = join([silent, *late_plans, over, closing, drift], on=on)
        commit(session, plan, cause=cause(actor, "follow", "nobody answered in time"))
        return [task for task in plan.tasks if task.state is TaskState.OPEN]


def _watched(claim: Claim, wait_until: date) -> Claim:
    return replace(noted(claim, "nobody answered in time"), wait_until=wait_until)


def _late(claim: Claim, ids: Ids, on: date) -> Task:
    why = {
        ClaimState.READY: "The claim is ready and was not sent.",
        ClaimState.SENT: "Nobody has acknowledged the file that carries the claim.",
        ClaimState.RECEIVED: "The clearinghouse has the claim and the payer has not taken it.",
        ClaimState.REVERSED: "The payer took its decision back and no correction came.",
        ClaimState.FORWARDED: "The claim went on to another payer and nothing came of it.",
    }.get(claim.state, "The payer took the claim and has not decided.")
    return Task(
        id=next(ids),
        what="silent_claim",
        subject_kind="claim",
        subject_id=claim.id,
        why=why,
        owner="biller",
        opened_on=on,
        due_on=on + timedelta(days=3),
        patient_id=claim.patient_id,
        claim_id=claim.id,
        cents=claim.total_cents,
    )


def open_tasks(actor: Actor, *, what: Sequence[str] = (), limit: int = 200) -> list[Task]:
    """Return open tasks, the most urgent first."""
    with enter(actor, Permission.TASK_READ) as session:
        kinds = {"what": list(what)} if what else {}
        return session.find(Task, state=TaskState.OPEN, order="due_on, t.id", limit=limit, **kinds)


def close_task(actor: Actor, task_id: int, *, on: date, outcome: str) -> Task:
    """Close a task with what came of it. Refused to other roles than its owner's and the manager's, and where
    a claim, a denial, a payment or money would be left without anybody.
    """
    require(actor, Permission.TASK_WORK)
    if not outcome.strip():
        raise refusal("FOL-03", "A task closes with an outcome.", "Say what came of it.")
    with enter(actor, Permission.TASK_WORK) as session:
        task = session.get(Task, task_id)
        if not may_close(task.owner, actor):
            raise refusal("FOL-08", "This task is another role's.", "Leave it to its owner.")
        if task.state is TaskState.DONE:
            return task
        done = task.closed(by=actor.name, outcome=outcome, on=on)
        plan = Plan(on=on, tasks=(done,), reads=reading(task))
        commit(session, plan, cause=cause(actor, "follow", outcome))
        left = silent_about(session, on, patient_ids={task.patient_id} - {0}, subject_id=task.subject_id)
        if left:
            raise refusal(
                "FOL-07",
                f"Nobody would follow this any more ({', '.join(left)}).",
                "Do what the task asks for; it closes by itself.",
            )
        return done
