"""Lays TA1, 999 and 277CA on the claims that they speak of (in `receive`); what came back gets an owner."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.state import answered, days_after, waiting_until
from almoner.core.party import Payer
from almoner.core.plan import Ids, Plan, Task, TaskState, reading
from almoner.core.wire.acknowledge import Answer, Laid, lay, read_answers
from almoner.core.wire.interchange import CLAIMS, AcknowledgedClaim, Acknowledgement, Interchange
from almoner.core.x12 import Document
from almoner.store.load import claims_carried, claims_named
from almoner.store.session import Session

DUE = timedelta(days=2)
MOST_UNKNOWN = 20
LONGEST_CONTROL = 9
"""Digits of ISA13, and of the group and batch numbers that we give."""


def plan_acknowledgements(
    session: Session, document: Document, interchange_id: int, on: date
) -> tuple[Plan, str]:
    """Return the plan of a file's acknowledgements, and what they say in words; both empty without any."""
    answers = read_answers(document)
    ids = session.ids()
    claims: dict[int, Claim] = {}
    first: dict[int, Claim] = {}
    records: list[Acknowledgement] = []
    tasks: list[Task] = []
    for answer in answers:
        original = _original(session, answer)
        laid = _lay(session, answer, original)
        records.append(_record(laid, original, interchange_id, next(ids), on))
        tasks += [_unknown(words, interchange_id, ids, on) for words in _few(laid.unknown)]
        _load(session, laid.claims, claims, first)
        for said in laid.claims:
            moved = _moved(claims[said.claim_id], laid, said, original, on)
            if moved.state is ClaimState.REJECTED and claims[said.claim_id].state is not ClaimState.REJECTED:
                tasks.append(_rejected(moved, said, ids, on))
            claims[said.claim_id] = moved
    changed = [claim for claim in claims.values() if claim.version > first[claim.id].version]
    one_step = (replace(claim, version=first[claim.id].version + 1) for claim in changed)
    collapsed = _patient(session, one_step, on)
    answered_for = _no_more_silent(session, [claim.id for claim in changed], on)
    reads = reading(*(first[claim.id] for claim in changed))
    plan = Plan(on=on, records=(*records, *collapsed), tasks=(*tasks, *answered_for), reads=reads)
    return plan, " ".join(f"{answer.form}: {answer.words}" for answer in answers)


def _no_more_silent(session: Session, claim_ids: Sequence[int], on: date) -> Iterator[Task]:
    """Close the tasks of claims that nobody had answered for."""
    asked = (
        session.find(Task, claim_id=claim_ids, what="silent_claim", state=TaskState.OPEN) if claim_ids else []
    )
    for task in asked:
        yield task.closed(by="almoner", outcome="An answer has come.", on=on)


def _original(session: Session, answer: Answer) -> Interchange | None:
    """Find what an acknowledgement answers: our interchange of its number."""
    if not answer.control.isdecimal() or len(answer.control) > LONGEST_CONTROL:
        return None
    found = session.find(Interchange, direction="out", control=f"{int(answer.control):09d}")
    return found[0] if found else None


def _lay(session: Session, answer: Answer, original: Interchange | None) -> Laid:
    if original is not None and original.about not in CLAIMS and answer.form != "277CA":
        return Laid(answer, ())
    known = claims_named(session, answer.controls) if answer.controls else {}
    if original is None or answer.names_every_claim:
        return lay(answer, original=b"", claims=known)
    known |= claims_carried(session, original.id)
    return lay(answer, original=session.content(original.id), claims=known)


def _load(
    session: Session, told: Sequence[AcknowledgedClaim], claims: dict[int, Claim], first: dict[int, Claim]
) -> None:
    missing = [said.claim_id for said in told if said.claim_id not in claims]
    for claim in session.find(Claim, id=missing) if missing else []:
        claims[claim.id] = first[claim.id] = claim


def _moved(
    claim: Claim, laid: Laid, said: AcknowledgedClaim, original: Interchange | None, on: date
) -> Claim:
    answer_to = original.id if original else 0
    return answered(
        claim, laid.event(said), on=on, interchange_id=answer_to, payer_control=said.payer_control
    )


def _patient(session: Session, claims: Iterable[Claim], on: date) -> Iterator[Claim]:
    """Give claims that a payer has just accepted as long as that payer takes to answer."""
    waits = {payer.id: payer.answer_days for payer in session.find(Payer)}
    for claim in claims:
        is_new = claim.state is ClaimState.ACCEPTED and claim.since_on == on
        yield waiting_until(claim, days_after(on, waits[claim.payer_id])) if is_new else claim


def _record(
    laid: Laid, original: Interchange | None, interchange_id: int, record_id: int, on: date
) -> Acknowledgement:
    return Acknowledgement(
        id=record_id,
        interchange_id=interchange_id,
        original_id=original.id if original else 0,
        form=laid.answer.form,
        code=laid.answer.code,
        received_on=on,
        claims=laid.claims,
    )


def _rejected(claim: Claim, said: AcknowledgedClaim, ids: Ids, on: date) -> Task:
    return Task(
        id=next(ids),
        what="rejected_claim",
        subject_kind="claim",
        subject_id=claim.id,
        why=said.words,
        owner="biller",
        opened_on=on,
        due_on=on + DUE,
        patient_id=claim.patient_id,
        claim_id=claim.id,
        cents=claim.total_cents,
    )


def _few(unknown: Sequence[str]) -> list[str]:
    """What a person can look at: a file that speaks of strangers only is one stray file, not thousands."""
    left = len(unknown) - MOST_UNKNOWN
    return [*unknown[:MOST_UNKNOWN], *([f"And {left} more of this file are not ours."] if left > 0 else [])]


def _unknown(words: str, interchange_id: int, ids: Ids, on: date) -> Task:
    return Task(
        id=next(ids),
        what="unknown_acknowledgement",
        subject_kind="interchange",
        subject_id=interchange_id,
        why=words,
        owner="biller",
        opened_on=on,
        due_on=on + DUE,
    )
