"""Exchanges files with the clearinghouse: sends the outbox, takes in what waits, and each file once."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta

from almoner.flow.access import Actor, Permission, enter
from almoner.flow.close import relay_bank_lists
from almoner.flow.outbox import Delivery, deliver
from almoner.flow.receive import Aside, Received, keep_aside, receive
from almoner.flow.refused import Refused
from almoner.links.clearinghouse import Clearinghouse, LinkDown, LinkMissing, LinkRefused
from almoner.store.commit import StalePlan, StoreBusy
from almoner.store.load import refused_under, taken_names

TRIED_FOR = timedelta(days=7)
"""How long a refused name is looked at again: a file may be read while its sender is still writing it."""


@dataclass(slots=True)
class Exchange:
    """What an exchange did: the delivery, the files taken in, and the names of those refused, with why."""

    delivery: Delivery
    received: list[Received] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def exchange_files(actor: Actor, link: Clearinghouse, *, on: date) -> Exchange:
    """Send what waits, then take in every file that was not seen yet; one that is refused changes nothing.

    At the end the bank's lists are laid again, because what has just come may explain their rows.
    """
    done = Exchange(deliver(actor, link, on=on))
    try:
        for name in unseen(actor, link.names(), on=on):
            _take_in(actor, link, name, done, on=on)
    except (LinkDown, StoreBusy):
        return done  # what is left waits for the next exchange
    relay_bank_lists(actor, on=on)
    return done


def _take_in(actor: Actor, link: Clearinghouse, name: str, done: Exchange, *, on: date) -> None:
    try:
        content = link.fetch(name)
    except LinkMissing:
        return
    except LinkRefused as error:
        _set_aside(actor, Aside(name, b"", "refused", f"{error}. Its bytes are not kept."), done, on=on)
        return
    try:
        taken = receive(actor, name, content, on=on, is_mailed=True)
    except Refused as refused:
        _set_aside(actor, Aside(name, content, "refused", str(refused)), done, on=on)
        return
    except StalePlan:
        return  # somebody else moved what it speaks of; the next exchange takes it in
    if taken.is_repeated:
        keep_aside(actor, Aside(name, content, "repeated", taken.words), on=on)
    done.received.append(taken)


def _set_aside(actor: Actor, aside: Aside, done: Exchange, *, on: date) -> None:
    """Keep a refused file, once for the same bytes under the same name."""
    with enter(actor, Permission.FILE_RECEIVE) as session:
        known = {file.sha256 for file in refused_under(session, aside.name)}
    if hashlib.sha256(aside.content).hexdigest() not in known:
        done.refused.append((aside.name, aside.why))
        keep_aside(actor, aside, on=on)


def unseen(actor: Actor, names: list[str], *, on: date) -> list[str]:
    """Return the names that were not taken in before, in their order."""
    with enter(actor, Permission.FILE_RECEIVE) as session:
        seen = taken_names(session, names, refused_since=on - TRIED_FOR)
    return [name for name in names if name not in seen]
