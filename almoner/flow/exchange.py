"""Exchanges files with the clearinghouse: sends the outbox, takes in what waits, and each file once."""

from dataclasses import dataclass, field
from datetime import date

from almoner.flow.access import Actor, Permission, enter
from almoner.flow.outbox import Delivery, deliver
from almoner.flow.receive import Aside, Received, keep_aside, receive
from almoner.flow.refused import Refused
from almoner.links.clearinghouse import Clearinghouse, LinkDown, LinkMissing, LinkRefused
from almoner.store.load import taken_names


@dataclass(slots=True)
class Exchange:
    """What an exchange did: the delivery, the files taken in, and the names of those refused, with why."""

    delivery: Delivery
    received: list[Received] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def exchange_files(actor: Actor, link: Clearinghouse, *, on: date) -> Exchange:
    """Send what waits, then take in every file that was not seen yet; one that is refused changes nothing."""
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
                keep_aside(actor, Aside(name, content, "repeated", taken.words), on=on)
            done.received.append(taken)
        except Refused as refused:
            done.refused.append((name, str(refused)))
            keep_aside(actor, Aside(name, content, "refused", str(refused)), on=on)
    return done


def unseen(actor: Actor, names: list[str]) -> list[str]:
    """Return the names that were not taken in before, in their order."""
    with enter(actor, Permission.FILE_RECEIVE) as session:
        seen = taken_names(session, names)
    return [name for name in names if name not in seen]
