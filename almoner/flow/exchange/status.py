"""Claim status: asks payers about claims that wait (276), and lays what they answer (277) on the claims."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from almoner.core.claim import Claim, ClaimRevision
from almoner.core.party import Payer, Practice
from almoner.core.plan import Plan, Task, TaskState, join, reading
from almoner.core.wire.status_277 import GUIDE_STATUS, StatusAnswer, StatusInquiry, write_status_inquiries
from almoner.core.wire.writable import Form, Written, write_most
from almoner.core.x12 import Envelope
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.claim.outbox import Purpose, envelope, numbered, store_out
from almoner.flow.clock import written_at
from almoner.flow.scrub.unwritten import file_goes, file_waits, unaskable
from almoner.store.commit import commit
from almoner.store.session import Session

STATUS = Purpose("HR", GUIDE_STATUS)
AGAIN = timedelta(days=14)
NO_ROUTE = "No status is exchanged with this payer: call it, or open the route."
LONGEST = 400
"""Characters that are kept of what a payer answers."""


def ask_status(actor: Actor, claim_ids: Sequence[int], *, on: date) -> int:
    """Ask the payers about claims; return how many were asked about. The file waits in the outbox.

    Of a claim that can't be asked about, the task of its silence says why; the others are asked about.
    """
    with enter(actor, Permission.CLAIM_SEND) as session:
        claims, silent = _by_route(session, session.find(Claim, id=list(claim_ids)))
        if not claims:
            plan = unaskable(session, [(one, NO_ROUTE) for one in silent], on=on)
            commit(session, plan, cause=cause(actor, "follow"))
            return 0
        practice = session.get(Practice, session.practice_id)
        number = session.next_control(practice.clearinghouse_id)
        around = envelope(practice, number, purpose=STATUS, when=written_at(actor, on, hour=9))
        written = _write(_inquiries(session, claims, practice), around)
        if written.why:
            plan = file_waits(session, practice, written.why, on=on)
        else:
            refused = {inquiry.trace: why for inquiry, why in written.refused}
            refused |= {one.control: NO_ROUTE for one in silent}
            pairs = [(one, refused[one.control]) for one in (*claims, *silent) if one.control in refused]
            plan = unaskable(session, pairs, on=on)
        contents: Mapping[int, bytes] = {}
        if written.content is not None:
            plan = join([plan, file_goes(session, on=on)], on=on)
            plan, contents = store_out(session, plan, numbered("276", number, written.content))
        commit(session, plan, cause=cause(actor, "follow", "claim status asked"), contents=contents)
        return len(written.kept)


def _by_route(session: Session, claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """The claims whose payers take questions about them, and the others."""
    payers = {one.id: one for one in session.find(Payer, id=[claim.payer_id for claim in claims])}
    asked = [one for one in claims if payers[one.payer_id].routes.status == "open"]
    return asked, [one for one in claims if one not in asked]


def _write(wanted: Sequence[StatusInquiry], around: Envelope) -> Written[StatusInquiry, bytes]:
    def write(inquiries: Sequence[StatusInquiry]) -> bytes:
        return write_status_inquiries(inquiries, envelope=around, batch_number=around.control)

    return write_most(wanted, write, form=Form("276", around, lambda inquiry: inquiry.trace))


def _inquiries(session: Session, claims: Sequence[Claim], practice: Practice) -> list[StatusInquiry]:
    found = session.find(ClaimRevision, id=[claim.revision_id for claim in claims])
    revisions = {revision.id: revision for revision in found}
    payers = {one.id: one for one in session.find(Payer, id=[claim.payer_id for claim in claims])}
    asked = []
    for claim in claims:
        revision = revisions[claim.revision_id]
        asked.append(
            StatusInquiry(
                trace=claim.control,
                payer_name=revision.payer.name,
                payer_id=_payer_id(revision, payers[claim.payer_id]),
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
                bill_type=f"{revision.bill.bill_type}{revision.frequency}" if revision.bill else "",
            )
        )
    return asked


def _payer_id(revision: ClaimRevision, payer: Payer) -> str:
    """The payer's number as it stands now; for institutional claims it may have another, which was sent."""
    return revision.payer.claim_payer_id if revision.bill is not None else payer.claim_payer_id


def plan_statuses(session: Session, answers: Sequence[StatusAnswer], *, on: date) -> Plan:
    """Return the plan of status answers (in `receive`): a claim's wait is renewed and its silence is over.

    Where the payer has no such claim nothing is over: the words are kept, and who owns the silence goes on.
    """
    said = {answer.trace: answer for answer in answers}
    claims = session.find(Claim, control=list(said)) if said else []
    answered = [_answered(claim, said[claim.control], on) for claim in claims]
    words = {
        claim.id: f"The payer answers: {said[claim.control].words}"[:LONGEST]
        for claim in claims
        if not said[claim.control].is_unknown
    }
    silent = session.find(Task, claim_id=list(words), state=TaskState.OPEN, what="silent_claim")
    closed = [task.closed(by="almoner", outcome=words[task.claim_id], on=on) for task in silent]
    return Plan(on=on, records=tuple(answered), tasks=tuple(closed), reads=reading(*claims))


def _answered(claim: Claim, answer: StatusAnswer, on: date) -> Claim:
    return replace(
        claim,
        version=claim.version + 1,
        cause=f"noted: {answer.words}"[:LONGEST],
        wait_until=on + AGAIN if claim.wait_until and not answer.is_unknown else claim.wait_until,
        payer_control=claim.payer_control or answer.payer_control,
    )
