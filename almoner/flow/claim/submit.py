"""Step 5b, submit: ready claims leave in a batch; its numbers and bytes are stored before it is sent.

Promises that a claim which the edits stop, or which can't be written, is held with an owner and keeps no
other from going, that nothing goes twice, and that professional and institutional claims go in files apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.release import Release, ReleaseState
from almoner.core.claim.state import sent
from almoner.core.party import Practice
from almoner.core.plan import Plan, join, reading
from almoner.core.wire.claim_837 import GUIDE, GUIDE_INSTITUTIONAL, Sent, write_claims
from almoner.core.wire.writable import Form, Written, write_most
from almoner.core.x12 import Envelope
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.claim.outbox import Draft, Purpose, envelope, numbered, store_out
from almoner.flow.clock import written_at
from almoner.flow.scrub.gate import Passed, leaving
from almoner.flow.scrub.unwritten import file_goes, file_waits, held
from almoner.store.commit import commit, take_turn
from almoner.store.session import Session

FORMS = {"837P": Purpose("HC", GUIDE), "837I": Purpose("HC", GUIDE_INSTITUTIONAL)}
"""The files that claims go in, by what they carry."""
BATCH = 5000
PER_SET = 100

File = tuple[bytes, Sent]


@dataclass(frozen=True, slots=True)
class Batch:
    """What was made ready to send: the file's record and the claims that go; `held_ids` are those that were
    to go, and that an edit stops or that can't be written. `more` are the records and names of further files,
    where claims of both forms go.
    """

    interchange_id: int
    name: str
    claim_ids: tuple[int, ...]
    held_ids: tuple[int, ...] = ()
    more: tuple[tuple[int, str], ...] = ()


def submit_ready(actor: Actor, *, on: date, limit: int = BATCH) -> Batch | None:
    """Put the ready claims into a file of each form for the outbox; None when no claim is ready that can go.

    One that the edits stop now, or that can't be written, is held with a task that says why; the others go.
    Where the envelope can't be written all wait, with one task.
    """
    while True:
        with enter(actor, Permission.CLAIM_SEND) as session:
            claims = session.find(Claim, state=ClaimState.READY, limit=limit)
            batch = _submit(session, actor, claims, when=written_at(actor, on, hour=8)) if claims else None
        if batch is None or batch.claim_ids:
            return batch


def submit_claims(actor: Actor, claim_ids: Sequence[int], *, on: date) -> Batch | None:
    """Put the named claims, those of them that are ready, into a file of each form for the outbox, as
    `submit_ready` does.
    """
    with enter(actor, Permission.CLAIM_SEND) as session:
        claims = session.find(Claim, id=list(claim_ids), state=ClaimState.READY)
        batch = _submit(session, actor, claims, when=written_at(actor, on, hour=8)) if claims else None
    return batch if batch is not None and batch.claim_ids else None


def submit_release(actor: Actor, release_id: int, *, when: datetime) -> Batch | None:
    """Put the claims of a release, those of them that are ready, into a file of each form for the outbox; the
    release is over with it. None where nothing went, or where the release no longer waits.
    """
    with enter(actor, Permission.CLAIM_SEND) as session:
        take_turn(session)
        due = session.get(Release, release_id)
        if due.state is not ReleaseState.WAITING:
            return None
        gone = Plan(on=when.date(), records=(due.moved(ReleaseState.GONE),), reads=reading(due))
        by = replace(actor, once=None)  # the form that let them go has acted already
        claims = session.find(Claim, id=list(due.claim_ids), state=ClaimState.READY)
        if claims:
            batch = _submit(session, by, claims, when=when, also=gone)
            return batch if batch is not None and batch.claim_ids else None
        commit(session, gone, cause=cause(by, "submit"))
        return None


def _submit(
    session: Session, actor: Actor, claims: list[Claim], *, when: datetime, also: Plan | None = None
) -> Batch | None:
    """Send what may leave and can be written and hold the rest, as one plan with `also`; None where the
    envelope lets nothing go. A number under which nothing went is not used again.
    """
    on = when.date()
    also = also or Plan(on=on)
    gate = leaving(session, claims, on=on)
    if not gate.passed:
        commit(session, join([gate.plan, also], on=on), cause=cause(actor, "submit", "held by the edits"))
        return Batch(0, "", (), gate.held_ids)
    practice = session.get(Practice, session.practice_id)
    files = [_file(session, practice, part, when=when) for part in _by_form(gate.passed)]
    refused = [pair for file in files for pair in file.written.refused]
    unwritable = held([(one.claim, why) for one, why in refused], session.ids(), on=on)
    plan = join([gate.plan, unwritable, also], on=on)
    held_ids = (*gate.held_ids, *(one.claim.id for one, _ in refused))
    going = [file for file in files if file.written.content is not None]
    if not going:
        why = next((file.written.why for file in files if file.written.why), "")
        waits = [file_waits(session, practice, why, on=on)] if why else []
        commit(session, join([plan, *waits], on=on), cause=cause(actor, "submit", "not written"))
        return None if waits else Batch(0, "", (), held_ids)
    gone = [one.claim for file in going for one in file.written.kept]
    plan = join([plan, Plan(on=on, reads=reading(*gone)), file_goes(session, on=on)], on=on)
    contents: dict[int, bytes] = {}
    for file in going:
        plan, content = _stored(session, plan, file)
        contents |= content
    commit(session, plan, cause=cause(actor, "submit"), contents=contents)
    (first, *more) = zip(contents, (file.draft.name for file in going), strict=True)
    return Batch(*first, tuple(claim.id for claim in gone), held_ids, tuple(more))


@dataclass(frozen=True, slots=True)
class _File:
    """One file of claims of one form as it was written, under its number."""

    about: str
    number: int
    written: Written[Passed, File]

    @property
    def draft(self) -> Draft:
        """The file as it goes out."""
        assert self.written.content is not None, "what can't be written does not go"
        content, sets = self.written.content
        draft = numbered(self.about, self.number, content, sets=len(sets))
        claims = [one.claim for one in self.written.kept]
        return replace(draft, claims=len(claims), cents=sum(claim.total_cents for claim in claims))


def _by_form(passed: Sequence[Passed]) -> list[list[Passed]]:
    """The claims of each form that there is, the professional ones first."""
    parts = [[one for one in passed if (one.revision.bill is not None) is form] for form in (False, True)]
    return [part for part in parts if part]


def _file(session: Session, practice: Practice, passed: Sequence[Passed], *, when: datetime) -> _File:
    """Write claims of one form under the next number."""
    about = "837P" if passed[0].revision.bill is None else "837I"
    number = session.next_control(practice.clearinghouse_id)
    around = envelope(practice, number, purpose=FORMS[about], when=when)
    return _File(about, number, _write(passed, around, about))


def _stored(session: Session, plan: Plan, file: _File) -> tuple[Plan, Mapping[int, bytes]]:
    """The plan with a file and with its claims gone in it, and the file's bytes by its record."""
    plan, contents = store_out(session, plan, file.draft)
    (interchange_id,) = contents
    moved = [sent(one.claim, on=plan.on, interchange_id=interchange_id) for one in file.written.kept]
    return replace(plan, records=(*plan.records, *moved)), contents


def _write(passed: Sequence[Passed], around: Envelope, about: str) -> Written[Passed, File]:
    def write(part: Sequence[Passed]) -> File:
        return write_claims(
            [one.revision for one in part], envelope=around, batch_number=around.control, per_set=PER_SET
        )

    return write_most(passed, write, form=Form(about, around, lambda one: one.claim.control))
