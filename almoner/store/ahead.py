"""Lays parts of a large plan while the rest of it is still being made: the server and we work at once.

Promises that all of it is one transaction and one entry, as if laid at its commit, and that nothing of it is
left where the plan is not committed.
"""

import gc
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TypeVar

from django.db import DatabaseError, connections

from almoner.core.ledger import Posting
from almoner.core.plan import Ids, Plan, Record
from almoner.store import lay
from almoner.store.commit import (
    Cause,
    Laid,
    at_home,
    bodies_of,
    commit,
    explained,
    lock_chain,
    refuse_stale,
    sealed,
)
from almoner.store.session import Session
from almoner.store.turns import Turns

AHEAD = 1000
"""Advices of a remittance, or parts of another plan, from which on laying ahead is worth while."""
AT_ONCE = 2500
"""Records that are laid at once."""
IDS_A_PART = 4
MORE_IDS = 100
"""Ids that are drawn where the first didn't suffice."""

T = TypeVar("T")


_BACK = "ROLLBACK TO SAVEPOINT ahead"
_ALONE = "SET LOCAL max_parallel_workers_per_gather = 0"
"""Both processors have work. The server began two processes more at each reading of a thousand claims, whose
start took four times as long as the reading.
"""


TURN_S = 0.0001
"""How long one thread may keep the interpreter while others want it. The usual 5 ms, at each of some hundred
pieces of the server's answers, made it wait for us for a second in five, and half a millisecond for a fifth.
"""


class _Rest:
    """Lets the collector of cyclic garbage rest while large plans are made: hundreds of thousands of objects
    live until the commit, hardly any of them in cycles, and looking through them again and again is a
    sixteenth of our time. The threads that lay and make such a plan take shorter turns meanwhile.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._plans = 0
        self._was_awake = False
        self._usual_turn_s = sys.getswitchinterval()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Rest for the block; the last of several threads wakes what the first put to rest."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, step: int) -> None:
        with self._guard:
            if self._plans == 0:
                self._was_awake = gc.isenabled()
                gc.disable()
                self._usual_turn_s = sys.getswitchinterval()
                sys.setswitchinterval(TURN_S)
            self._plans += step
            if self._plans == 0:
                sys.setswitchinterval(self._usual_turn_s)
                if self._was_awake:
                    _grow_old()
                    gc.enable()


def _grow_old() -> None:
    """Let what was made while the collector rested count as old: looking through all of it at once, where
    most is about to go by itself, took a thirtieth of its plan's time.
    """
    gc.freeze()
    gc.unfreeze()


_REST = _Rest()


class Ahead:
    """One plan that is laid while it is made. Meanwhile the session is asked through `read` alone, or after
    `wait`.
    """

    def __init__(self, session: Session, *, on: date, parts: int) -> None:
        self._session = session
        self._lent = session.lent()
        self._on = on
        self._laid = Laid(lock_chain(session), self.wait)
        self._ids = self._supply(session.draw(IDS_A_PART * parts))
        self._server = Turns()
        self._pending: list[Future[None]] = []
        self.is_committed = False

    def tell(self, records: Sequence[Record], postings: Sequence[Posting]) -> None:
        """Lay these soon: they are all but sure to be in the plan. They are written at once and laid by a
        thread of its own.
        """
        self._laid.records += records
        self._laid.postings += postings
        if self._lent.charts:
            given = list(records), list(postings)
            records, postings = self.read_meanwhile(lambda lent: at_home(lent, *given))()
        for start in range(0, len(records), AT_ONCE):
            some = records[start : start + AT_ONCE]
            bodies = bodies_of(some)
            self._laid.bodies += bodies
            self._lay_soon(partial(self._lay_records, some, lay.record_rows(bodies)))
        if postings:
            self._laid.sealed += sealed(postings)
            self._lay_soon(partial(self._lay_postings, lay.posting_rows(postings)))

    def _lay_soon(self, work: Callable[[], None]) -> None:
        self._pending.append(self._server.later(work))

    def read(self, work: Callable[[Session], T]) -> Callable[[], T]:
        """Ask the session something before any more of what was told is laid, for the planner waits for it;
        what it gives back waits for the answer.
        """
        return self._answer(self._server.next(partial(work, self._lent)))

    def read_meanwhile(self, work: Callable[[Session], T]) -> Callable[[], T]:
        """Ask the session something that nobody waits for yet, in its turn with what is laid."""
        return self._answer(self._server.later(partial(work, self._lent)))

    def _answer(self, asked: "Future[T]") -> Callable[[], T]:
        def result() -> T:
            if asked.exception() is not None:
                self.wait()  # what failed before it is the reason
            with self._explaining():
                return asked.result()

        return result

    def ids(self) -> Ids:
        """Supply fresh ids, most of which were drawn before."""
        return self._ids

    def _supply(self, drawn: list[int]) -> Ids:
        yield from drawn
        while True:
            yield from self.read(lambda lent: lent.draw(MORE_IDS))()

    def wait(self) -> None:
        """Wait until all that was told lies, and nothing more is asked. Raises as `commit` does."""
        pending, self._pending = [*self._pending, self._server.later(_nothing)], []
        with self._explaining():
            for each in pending:
                each.result()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            with connections[self._session.alias].wrap_database_errors:
                yield
        except DatabaseError as error:
            raise explained(error) from None

    def commit(self, plan: Plan, *, cause: Cause) -> None:
        """Make the plan true: lay the rest of it and seal the whole; where something was told that is not in
        it after all, lay it anew. Of an empty plan nothing may be left.
        """
        if not self._laid.is_within(plan):
            self.wait()
            self._session.rows(_BACK)
            self._laid = Laid(self._laid.link, self.wait)
        self.is_committed = commit(self._session, plan, cause=cause, laid=self._laid) is not None

    def close(self) -> None:
        """Let the thread end, whatever came of its work."""
        self._server.close()

    def _lay_records(self, records: Sequence[Record], rows: lay.RecordRows) -> None:
        if any(record.version > 1 for record in records):
            refuse_stale(self._lent, Plan(on=self._on, records=tuple(records)))
        lay.lay_records(self._lent, rows, entry=self._laid.link.entry(self._on))

    def _lay_postings(self, rows: lay.PostingRows) -> None:
        lay.lay_postings(self._lent, rows, entry=self._laid.link.entry(self._on))


def _nothing() -> None:
    """What is done when all before it is."""


@contextmanager
def laying_ahead(session: Session, *, on: date, parts: int) -> Iterator[Ahead | None]:
    """Give what lays a plan of so many parts ahead, None where it is small. The turn is taken already. What
    was laid for a plan that is not committed in the block is taken back.
    """
    if parts < AHEAD:
        yield None
        return
    session.rows(_ALONE)
    session.rows("SAVEPOINT ahead")
    ahead = Ahead(session, on=on, parts=parts)
    try:
        with _REST.taken():
            yield ahead
        if not ahead.is_committed:
            ahead.wait()
            session.rows(_BACK)
    finally:
        ahead.close()
