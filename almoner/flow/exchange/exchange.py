"""Exchanges files with the clearinghouse: sends the outbox, takes in what waits, and each file once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from almoner.flow.access import Actor, Permission, enter
from almoner.flow.books.close import relay_bank_lists
from almoner.flow.claim.outbox import Delivery, deliver
from almoner.flow.claim.release import send_due
from almoner.flow.clock import moment
from almoner.flow.exchange.receive import Aside, Received, keep_aside, receive
from almoner.flow.refused import Refused
from almoner.flow.remit.post import post_clean
from almoner.links.clearinghouse import Clearinghouse, LinkDown, LinkMissing, LinkRefused
from almoner.store.commit import StalePlan
from almoner.store.load import refused_digests, taken_names
from almoner.store.session import StoreBusy

TRIED_FOR = timedelta(days=7)
"""How long a refused name is looked at again: a file may be read while its sender is still writing it."""


@dataclass(slots=True)
class Exchange:
    """What an exchange did: the delivery, the files taken in, and the names of those refused, with why."""

    delivery: Delivery
    received: list[Received] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def exchange_files(actor: Actor, link: Clearinghouse, *, on: date) -> Exchange:
    """Send what waits, also the claims whose time in the outbox is over, then take in every file that was not
    seen yet; one that is refused changes nothing.

    At the end what is certain is posted where the practice wants that unattended, and the bank's lists are
    laid again, because what has just come may explain their rows; also where the mailbox is away. A file at
    which our own code fails keeps no other from being taken in; the failure is raised when all is done.
    """
    send_due(actor, on=on, now=moment())
    done = Exchange(deliver(actor, link, on=on))
    failed = _take_all(actor, link, done, on=on)
    post_clean(actor, on=on)
    relay_bank_lists(actor, on=on)
    if failed:
        raise failed[0]
    return done


def _take_all(actor: Actor, link: Clearinghouse, done: Exchange, *, on: date) -> list[Exception]:
    """Take in every file that was not seen yet; return what our own code failed at."""
    failed: list[Exception] = []
    try:
        names = unseen(actor, link.names(), on=on)
        visit = _Visit(actor, link, on, _refused_before(actor, names), done)
        for name in names:
            failed += visit.failures(name)
    except (LinkDown, StoreBusy):
        pass  # what is left waits for the next exchange
    return failed


def unseen(actor: Actor, names: Sequence[str], *, on: date) -> list[str]:
    """Return the names that were not taken in before, in their order."""
    with enter(actor, Permission.FILE_RECEIVE) as session:
        done = taken_names(session, names, refused_since=on - TRIED_FOR)
    return [name for name in names if name not in done]


def _refused_before(actor: Actor, names: Sequence[str]) -> set[tuple[str, str]]:
    with enter(actor, Permission.FILE_RECEIVE) as session:
        return refused_digests(session, names)


@dataclass(frozen=True, slots=True)
class _Visit:
    """One look into the mailbox; `refused` is (name, SHA-256) of what was refused there before."""

    actor: Actor
    link: Clearinghouse
    on: date
    refused: set[tuple[str, str]]
    done: Exchange

    def failures(self, name: str) -> list[Exception]:
        """Fetch a file as `fetch`; return what failed at it."""
        try:
            self.fetch(name)
        except (LinkDown, StoreBusy):
            raise
        except Exception as error:  # noqa: BLE001 - raised when the others are taken in
            return [error]
        return []

    def fetch(self, name: str) -> None:
        """Fetch a file and take it in, or set it aside; the same bytes under the same name once."""
        try:
            content = self.link.fetch(name)
        except LinkMissing:
            return
        except LinkRefused as error:
            if not any(name == known for known, _ in self.refused):
                self._set_aside(name, b"", f"{error}. Its bytes are not kept.")
            return
        if (name, hashlib.sha256(content).hexdigest()) in self.refused:
            return
        try:
            self._take_in(name, content)
        except Refused as refused:
            self._set_aside(name, content, str(refused))

    def _take_in(self, name: str, content: bytes) -> None:
        try:
            taken = receive(self.actor, name, content, on=self.on, is_mailed=True)
        except StalePlan:
            return  # somebody else moved what it speaks of; the next exchange takes it in
        if taken.is_repeated:
            keep_aside(self.actor, Aside(name, content, "repeated", taken.words), on=self.on)
        self.done.received.append(taken)

    def _set_aside(self, name: str, content: bytes, why: str) -> None:
        self.done.refused.append((name, why))
        keep_aside(self.actor, Aside(name, content, "refused", why), on=self.on)
