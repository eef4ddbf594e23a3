"""The outbox: a file is stored with its numbers before it is sent, and sent until the other side has it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.party import Practice
from almoner.core.plan import Plan
from almoner.core.wire.interchange import Interchange, Transmission
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.links.clearinghouse import Clearinghouse, LinkDown
from almoner.store.commit import commit
from almoner.store.session import Session

AT_ONCE = 200


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
    """Send what waits, oldest first. Sending is idempotent by name: a file sent before a crash is sent again unharmed."""
    sent = 0
    while True:
        with enter(actor, Permission.CLAIM_SEND) as session:
            waiting = _waiting(session)
            if not waiting:
                return Delivery(sent, 0)
            name, content = waiting[0].name, session.content(waiting[0].id)
        try:
            link.send(name, content)
        except LinkDown as error:
            return Delivery(sent, len(waiting), str(error))
        with enter(actor, Permission.CLAIM_SEND) as session:
            arrived = Transmission(id=next(session.ids()), interchange_id=waiting[0].id, sent_on=on)
            commit(session, Plan(on=on, records=(arrived,)), cause=cause(actor, "submit", "delivered"))
        sent += 1


def _waiting(session: Session) -> list[Interchange]:
    rows = session.rows(
        "SELECT i.id FROM interchange i LEFT JOIN transmission t ON t.practice_id = i.practice_id "
        "AND t.interchange_id = i.id WHERE i.practice_id = %s AND i.direction = 'out' AND t.id IS NULL "
        "ORDER BY i.id LIMIT %s",
        *(session.practice_id, AT_ONCE),
    )
    return session.find(Interchange, id=[row[0] for row in rows]) if rows else []
