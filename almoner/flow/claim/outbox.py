"""The outbox: a file is stored with its numbers before it is sent, and sent until the other side has it."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from almoner.core.party import Practice
from almoner.core.plan import Plan, Task, TaskState, reading
from almoner.core.wire.interchange import Interchange, Transmission
from almoner.core.x12 import Envelope
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.links.clearinghouse import Clearinghouse, LinkConflict, LinkDown, LinkRefused
from almoner.store.commit import AlreadyDone, commit
from almoner.store.load import undelivered
from almoner.store.queue import defer_exchange
from almoner.store.session import Session

AT_ONCE = 200
UNDELIVERED = "undelivered_file"
DUE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a functional group is for: its id (GS01) and its implementation guide (GS08)."""

    functional_id: str
    guide: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that is to go out: its name, what it carries, and its exact bytes.

    `control` is ISA13, or the name of a file that is no X12; `sets` counts its transaction sets; `claims` and
    `cents` are what it asks for.
    """

    name: str
    about: str
    content: bytes
    control: str
    sets: int = 0
    claims: int = 0
    cents: int = 0


def numbered(about: str, number: int, content: bytes, *, sets: int = 0) -> Draft:
    """Return the draft of an X12 file under an interchange control number of ours."""
    control = f"{number:09d}"
    return Draft(f"{about}-{control}.x12", about, content, control, sets)


def envelope(practice: Practice, number: int, *, purpose: Purpose, when: datetime) -> Envelope:
    """Return the envelope of a file to the clearinghouse; interchange and group share the number."""
    return Envelope(
        sender_qualifier="ZZ",
        sender=practice.submitter_id,
        receiver_qualifier="ZZ",
        receiver=practice.clearinghouse_id,
        control=number,
        usage=practice.usage,
        on=when.date(),
        at=when.time(),
        application_sender=practice.submitter_id,
        application_receiver=practice.clearinghouse_id,
        functional_id=purpose.functional_id,
        guide=purpose.guide,
        group_control=number,
        acknowledge=False,
    )


def store_out(session: Session, plan: Plan, draft: Draft) -> tuple[Plan, Mapping[int, bytes]]:
    """Add a file to a plan: its record, and its exact bytes for the commit (inside a flow's session).

    The job that sends it is enqueued in the same transaction.
    """
    practice = session.get(Practice, session.practice_id)
    file = _outgoing(practice, draft, interchange_id=next(session.ids()), on=plan.on)
    defer_exchange(session)
    return replace(plan, records=(*plan.records, file)), {file.id: draft.content}


def _outgoing(practice: Practice, draft: Draft, *, interchange_id: int, on: date) -> Interchange:
    """Return the record of an out-going file."""
    return Interchange(
        id=interchange_id,
        direction="out",
        name=draft.name,
        about=draft.about,
        sha256=hashlib.sha256(draft.content).hexdigest(),
        size=len(draft.content),
        control=draft.control,
        sender=practice.submitter_id,
        receiver=practice.clearinghouse_id,
        exchanged_on=on,
        usage=practice.usage,
        sets=draft.sets,
        claims=draft.claims,
        cents=draft.cents,
    )


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the outbox: files that reached the other side, files that still wait, and why."""

    sent: int
    waiting: int
    why: str = ""


def deliver(actor: Actor, link: Clearinghouse, *, on: date) -> Delivery:
    """Send what waits, oldest first. A file that the other side won't take gets an owner, the rest goes on.

    Sending is idempotent by name: a file that was sent before a crash is sent again unharmed.
    """
    sent, refused = 0, 0
    with enter(actor, Permission.CLAIM_SEND) as session:
        waiting = undelivered(session, limit=AT_ONCE)
    for file in waiting:
        with enter(actor, Permission.CLAIM_SEND) as session:
            content = session.content(file.id)
        try:
            link.send(file.name, content)
        except LinkDown as error:
            return Delivery(sent, len(waiting) - sent, str(error))
        except (LinkConflict, LinkRefused) as error:
            _give_to_owner(actor, file, str(error), on=on)
            refused += 1
            continue
        _note_sent(actor, file, on=on)
        sent += 1
    if len(waiting) == AT_ONCE and sent:
        rest = deliver(actor, link, on=on)
        return Delivery(sent + rest.sent, rest.waiting, rest.why)
    return Delivery(sent, refused, "refused by the other side" if refused else "")


def _note_sent(actor: Actor, file: Interchange, *, on: date) -> None:
    # Where another process has sent the same file at the same moment, it has noted so.
    with suppress(AlreadyDone), enter(actor, Permission.CLAIM_SEND) as session:
        arrived = Transmission(id=next(session.ids()), interchange_id=file.id, sent_on=on)
        asked = session.find(Task, subject_id=file.id, what=UNDELIVERED, state=TaskState.OPEN)
        done = tuple(task.closed(by="almoner", outcome="The file was taken.", on=on) for task in asked)
        plan = Plan(on=on, records=(arrived,), tasks=done, reads=reading(*asked))
        commit(session, plan, cause=cause(actor, "submit", "delivered"))


def _give_to_owner(actor: Actor, file: Interchange, why: str, *, on: date) -> None:
    """Open one task for a file that cannot be handed over; it is tried again each time all the same."""
    with enter(actor, Permission.CLAIM_SEND) as session:
        if session.find(Task, subject_id=file.id, what=UNDELIVERED, state=TaskState.OPEN):
            return
        task = Task(
            id=next(session.ids()),
            what=UNDELIVERED,
            subject_kind=file.kind,
            subject_id=file.id,
            why=f"A file for the clearinghouse was not taken: {why}.",
            owner="biller",
            opened_on=on,
            due_on=on + DUE,
        )
        commit(session, Plan(on=on, tasks=(task,)), cause=cause(actor, "submit", "not taken"))
