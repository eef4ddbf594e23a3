"""The outbox: a file is stored with its numbers before it is sent, and sent until the other side has it."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.party import Practice
from almoner.core.plan import Plan, Task, TaskState, reading
from almoner.core.wire.interchange import Interchange, Transmission
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.links.clearinghouse import Clearinghouse, LinkConflict, LinkDown, LinkRefused
from almoner.store.commit import AlreadyDone, commit
from almoner.store.session import Session

AT_ONCE = 200
UNDELIVERED = "undelivered_file"
DUE = timedelta(days=1)


def store_out(
    session: Session, plan: Plan, *, name: str, about: str, content: bytes, control: str = "", sets: int = 0
) -> tuple[Plan, Mapping[int, bytes]]:
    """Add an out-going file to a plan: its record, and its exact bytes for the commit (inside a flow's session)."""
    practice = session.get(Practice, session.practice_id)
    stored = outgoing(
        practice, interchange_id=next(session.ids()), name=name, about=about, content=content, on=plan.on
    )
    stored = replace(stored, control=control or name, sets=sets)
    return replace(plan, records=(*plan.records, stored)), {stored.id: content}


def outgoing(
    practice: Practice, *, interchange_id: int, name: str, about: str, content: bytes, on: date
) -> Interchange:
    """Return the record of an out-going file."""
    return Interchange(
        id=interchange_id,
        direction="out",
        name=name,
        about=about,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        control=name,
        sender=practice.submitter_id,
        receiver=practice.clearinghouse_id,
        exchanged_on=on,
        usage=practice.usage,
    )


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the outbox: files that reached the other side, files that still wait, and why."""

    sent: int
    waiting: int
    why: str = ""


def deliver(actor: Actor, link: Clearinghouse, *, on: date) -> Delivery:
    """Send what waits, oldest first. A file that the other side will not take gets an owner, and the rest goes on.

    Sending is idempotent by name: a file that was sent before a crash is sent again unharmed.
    """
    sent, refused = 0, 0
    with enter(actor, Permission.CLAIM_SEND) as session:
        waiting = _waiting(session)
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


def _waiting(session: Session) -> list[Interchange]:
    rows = session.rows(
        "SELECT i.id FROM interchange i LEFT JOIN transmission t ON t.practice_id = i.practice_id "
        "AND t.interchange_id = i.id WHERE i.practice_id = %s AND i.direction = 'out' AND t.id IS NULL "
        "ORDER BY i.id LIMIT %s",
        *(session.practice_id, AT_ONCE),
    )
    return session.find(Interchange, id=[row[0] for row in rows]) if rows else []
