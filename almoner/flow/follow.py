"""Step 6b, follow: what an answer or silence calls for: correct, bill the next payer, look, close tasks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.chart import Accident, Visit
from almoner.core.claim import Claim, ClaimState, PriorPayer
from almoner.core.claim.build import NotReplaceable, next_payer, rebuild
from almoner.core.claim.state import NotAllowed
from almoner.core.denial import Denial, DenialState
from almoner.core.ledger import Account, Posting, Reason, ranked
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Ids, Plan, Record, Task, TaskState, reading
from almoner.core.remit import Remittance
from almoner.core.remit.desk import Book
from almoner.core.remit.prior import prior_payer
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.claim import folder_of, judge, tasks_of
from almoner.flow.desks import load_books
from almoner.flow.folders import load_surroundings
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.load import late_claims
from almoner.store.session import Session

LOOK_AGAIN = timedelta(days=14)
CORRECTABLE = frozenset({ClaimState.DENIED, ClaimState.PAID, ClaimState.REJECTED, ClaimState.HELD})


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person found to be wrong about a visit, beside its codes; empty fields stay as they are."""

    authorization: str = ""
    referral_number: str = ""
    accident: Accident | None = None


def correct(actor: Actor, claim_id: int, correction: Correction, *, on: date, reason: str) -> Claim:
    """Correct the visit's facts and build the claim anew; denied amounts go back to the payer's receivable.

    It is a replacement (7) with the payer's number once it was adjudicated, an original where it never got
    that far.
    """
    with enter(actor, Permission.DENIAL_WORK) as session:
        take_turn(session)
        claim = session.get(Claim, claim_id)
        if claim.state not in CORRECTABLE:
            raise refusal(
                "FOL-01", "This claim cannot be corrected now.", "Wait for the payer's answer to it."
            )
        plan = _corrected(session, claim, correction, on=on, by=actor.name)
        commit(session, plan, cause=cause(actor, "follow", reason))
        return next(record for record in plan.records if isinstance(record, Claim))


def _corrected(session: Session, claim: Claim, correction: Correction, *, on: date, by: str) -> Plan:
    ids = session.ids()
    visit = session.get(Visit, claim.visit_ids[0])
    mended = _mended(visit, correction)
    folder = replace(folder_of(session, claim), visits=(mended,))
    if claim.rank > 1:
        folder = replace(folder, prior=_prior(session, claim))
    is_decided = claim.state in (ClaimState.DENIED, ClaimState.PAID)
    try:
        pair = rebuild(claim, folder, frequency="7" if is_decided else "1", ids=ids, on=on)
    except (NotReplaceable, NotAllowed) as error:
        raise refusal("FOL-02", f"{str(error).capitalize()}.", "See the claim's history.") from None
    plan = judge([pair], load_surroundings(session, folder.house, [pair]), ids=ids, on=on)
    denials = session.find(Denial, claim_id=claim.id, state=DenialState.OPEN)
    resent = [
        replace(one, version=one.version + 1, state=DenialState.RESENT, outcome="corrected")
        for one in denials
    ]
    asked = tasks_of(session, claim.id)
    done = [task.closed(by=by, outcome="corrected and sent again", on=on) for task in asked]
    records: list[Record] = [*plan.records, *resent]
    if mended is not visit:
        records.append(mended)
    return replace(
        plan,
        records=tuple(records),
        postings=reopened(load_books(session, [claim])[0], number=pair[1].number, on=on),
        tasks=(*done, *plan.tasks),
        reads=reading(claim, visit),
    )


def _mended(visit: Visit, correction: Correction) -> Visit:
    referral = replace(
        visit.referral,
        authorization_number=correction.authorization or visit.referral.authorization_number,
        referral_number=correction.referral_number or visit.referral.referral_number,
    )
    accident = correction.accident or visit.accident
    if referral == visit.referral and accident == visit.accident:
        return visit
    return replace(visit, version=visit.version + 1, referral=referral, accident=accident)


def reopened(book: Book, *, number: int, on: date) -> tuple[Posting, ...]:
    """Return the postings that move a claim's denied amounts back to the payer's receivable."""
    account = ranked(Account.DENIED, book.claim.rank)
    by_line: dict[int, Posting] = {
        one.subject.line_id: one for one in book.posted if account in (one.debit, one.credit)
    }
    effects = [
        Effect(
            Reason.DENIAL_REOPENED,
            book.balances.get((line_id, account), 0),
            replace(posting.subject, remittance_id=0),
            key=f"reopen:{book.claim.id}:{number}:{line_id}",
        )
        for line_id, posting in by_line.items()
    ]
    return tuple(post(effect, on=on) for effect in effects if effect.cents > 0)


def bill_next(actor: Actor, claim_id: int, *, on: date) -> list[Claim]:
    """Build the claim to the next payer from what this one decided; asked twice, nothing is built twice."""
    with enter(actor, Permission.CLAIM_BUILD) as session:
        take_turn(session)
        claim = session.get(Claim, claim_id)
        if _has_next(session, claim):
            return []
        ids = session.ids()
        folder = replace(
            folder_of(session, claim), prior={**_prior(session, claim), **_decided(session, claim)}
        )
        built = next_payer(folder, claim, ids=ids, on=on)
        plan = judge(built, load_surroundings(session, folder.house, built), ids=ids, on=on)
        asked = tasks_of(session, claim.id, "bill_next_payer")
        outcome = "the next payer's claim was built"
        done = [task.closed(by=actor.name, outcome=outcome, on=on) for task in asked]
        plan = replace(plan, tasks=(*done, *plan.tasks), reads=reading(claim))
        commit(session, plan, cause=cause(actor, "follow"))
        return [record for record in plan.records if isinstance(record, Claim)]


def _has_next(session: Session, claim: Claim) -> bool:
    later = session.find(Claim, visit_id=claim.visit_ids[0])
    return any(one.prior_claim_id == claim.id and one.state is not ClaimState.VOIDED for one in later)


def _decided(session: Session, claim: Claim) -> dict[int, PriorPayer]:
    book = load_books(session, [claim])[0]
    remittances = session.find(Remittance, id=list({advice.remittance_id for advice in book.advices}))
    decided = prior_payer(claim, book.lines, book.advices, {one.id: one.paid_on for one in remittances})
    return {} if decided is None else {claim.payer_id: decided}


def _prior(session: Session, claim: Claim) -> dict[int, PriorPayer]:
    """The decisions of the payers before a claim's own, the chain back to the first."""
    found: dict[int, PriorPayer] = {}
    while claim.prior_claim_id:
        claim = session.get(Claim, claim.prior_claim_id)
        found |= _decided(session, claim)
    return found


def watch(actor: Actor, *, on: date, limit: int = 500) -> list[Task]:
    """Give every claim that has waited beyond its day to an owner, with a task, and set its next day."""
    with enter(actor, Permission.CLAIM_BUILD) as session:
        claims = late_claims(session, on=on, limit=limit)
        ids = session.ids()
        late = [claim.id for claim in claims]
        asked = session.find(Task, claim_id=late, state=TaskState.OPEN, what="silent_claim")
        owned = {task.claim_id for task in asked}
        tasks = [_late(claim, ids, on) for claim in claims if claim.id not in owned]
        seen = [_watched(claim, on + LOOK_AGAIN) for claim in claims]
        plan = Plan(on=on, records=tuple(seen), tasks=tuple(tasks), reads=reading(*claims))
        commit(session, plan, cause=cause(actor, "follow", "nobody answered in time"))
        return tasks


def _watched(claim: Claim, wait_until: date) -> Claim:
    words = "noted: nobody answered in time"
    return replace(claim, version=claim.version + 1, cause=words, wait_until=wait_until)


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
    """Close a task with what came of it."""
    if not outcome.strip():
        raise refusal("FOL-03", "A task closes with an outcome.", "Say what came of it.")
    with enter(actor, Permission.TASK_WORK) as session:
        task = session.get(Task, task_id)
        if task.state is TaskState.DONE:
            return task
        done = task.closed(by=actor.name, outcome=outcome, on=on)
        plan = Plan(on=on, tasks=(done,), reads=reading(task))
        commit(session, plan, cause=cause(actor, "follow", outcome))
        return done
