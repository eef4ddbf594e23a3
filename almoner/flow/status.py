"""Claim status: asks payers about claims that wait (276), and lays what they answer (277) on the claims."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from almoner.core.claim import Claim, ClaimRevision
from almoner.core.party import Payer, Practice
from almoner.core.plan import Plan, Task, TaskState, reading
from almoner.core.wire.status_277 import GUIDE_STATUS, StatusAnswer, StatusInquiry, write_status_inquiries
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.outbox import outgoing
from almoner.flow.submit import envelope
from almoner.store.commit import commit
from almoner.store.session import Session

AGAIN = timedelta(days=14)


def ask_status(actor: Actor, claim_ids: Sequence[int], *, on: date, at: time = time(9, 0)) -> int:
    """Ask the payers about claims; return how many were asked about. The file waits in the outbox."""
    with enter(actor, Permission.CLAIM_SEND) as session:
        claims = session.find(Claim, id=list(claim_ids))
        if not claims:
            return 0
        practice = session.get(Practice, session.practice_id)
        number = session.next_control(practice.clearinghouse_id)
        content = write_status_inquiries(
            _inquiries(session, claims, practice),
            envelope=envelope(practice, number, on=on, at=at, functional_id="HR", guide=GUIDE_STATUS),
            batch_number=number,
        )
        file = outgoing(
            practice,
            interchange_id=next(session.ids()),
            name=f"276-{number:09d}.x12",
            about="276",
            content=content,
            on=on,
        )
        plan = Plan(on=on, records=(replace(file, control=f"{number:09d}"),))
        commit(session, plan, cause=cause(actor, "follow", "claim status asked"), contents={file.id: content})
        return len(claims)


def _inquiries(session: Session, claims: Sequence[Claim], practice: Practice) -> list[StatusInquiry]:
    revisions = {
        one.id: one for one in session.find(ClaimRevision, id=[claim.revision_id for claim in claims])
    }
    payers = {one.id: one for one in session.find(Payer, id=[claim.payer_id for claim in claims])}
    asked = []
    for claim in claims:
        revision = revisions[claim.revision_id]
        asked.append(
            StatusInquiry(
                trace=claim.control,
                payer_name=revision.payer.name,
                payer_id=payers[claim.payer_id].claim_payer_id,
                receiver_name=practice.name,
                receiver_id=practice.submitter_id,
                provider=revision.billing,
                subscriber=revision.subscriber,
                member_id=revision.payer.member_id,
                patient=revision.patient,
                relation=revision.payer.relation,
                control=claim.control,
                charge_cents=claim.total_cents,
                service_on=claim.service_on,
                payer_control=claim.payer_control,
            )
        )
    return asked


def plan_statuses(session: Session, answers: Sequence[StatusAnswer], *, on: date) -> Plan:
    """Return the plan of status answers: the claim's wait is renewed and its silence is over (inside `receive`)."""
    said = {answer.trace: answer for answer in answers}
    claims = session.find(Claim, control=list(said)) if said else []
    tasks = (
        session.find(Task, claim_id=[claim.id for claim in claims], state=TaskState.OPEN, what="silent_claim")
        if claims
        else []
    )
    answered = [_answered(claim, said[claim.control], on) for claim in claims]
    words = {claim.id: said[claim.control].words for claim in claims}
    closed = [
        replace(
            task,
            version=task.version + 1,
            state=TaskState.DONE,
            closed_on=on,
            closed_by="almoner",
            outcome=f"The payer answers: {words[task.claim_id]}"[:400],
        )
        for task in tasks
    ]
    return Plan(on=on, records=tuple(answered), tasks=tuple(closed), reads=reading(*claims))


def _answered(claim: Claim, answer: StatusAnswer, on: date) -> Claim:
    return replace(
        claim,
        version=claim.version + 1,
        cause=f"noted: {answer.words}"[:400],
        wait_until=on + AGAIN if claim.wait_until else None,
        payer_control=claim.payer_control or answer.payer_control,
    )
