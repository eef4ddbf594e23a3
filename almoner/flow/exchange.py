"""Exchanges files with the clearinghouse: sends the outbox, takes in what waits, and remembers what it has taken."""

from dataclasses import dataclass, field
from datetime import date

from almoner.flow.access import Actor, Permission, enter
from almoner.flow.outbox import Delivery, deliver
from almoner.flow.receive import Received, keep_aside, receive
from almoner.flow.refused import Refused
from almoner.links.clearinghouse import Clearinghouse, LinkDown, LinkMissing, LinkRefused


@dataclass(slots=True)
class Exchange:
    """What an exchange did: the delivery, the files taken in, and the names of those that were refused, with why."""

    delivery: Delivery
    received: list[Received] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def exchange_files(actor: Actor, link: Clearinghouse, *, on: date) -> Exchange:
    """Send what waits, then take in every file that was not seen yet. A file that is refused changes nothing and is named."""
    done = Exchange(deliver(actor, link, on=on))
    try:
        names = link.names()
    except LinkDown:
        return done
    for name in unseen(actor, names):
        try:
            content = link.fetch(name)
        except LinkDown:
            return done
        except (LinkMissing, LinkRefused) as error:
            done.refused.append((name, str(error)))
            continue
        try:
            taken = receive(actor, name, content, on=on)
            if taken.is_repeated:
                keep_aside(actor, name, content, on=on, about="repeated", why=taken.words)
            done.received.append(taken)
        except Refused as refused:
            done.refused.append((name, str(refused)))
            keep_aside(actor, name, content, on=on, about="refused", why=str(refused))
    return done


def unseen(actor: Actor, names: list[str]) -> list[str]:
    """Return the names that were not taken in before, in their order."""
    with enter(actor, Permission.FILE_RECEIVE) as session:
        known = session.rows(
            "SELECT name FROM interchange WHERE practice_id = %s AND direction = 'in' AND name = ANY(%s)",
            *(session.practice_id, names),
        )
    seen = {row[0] for row in known}
    return [name for name in names if name not in seen]
