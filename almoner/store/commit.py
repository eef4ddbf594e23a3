"""The only writer: a plan becomes records, postings and one sealed audit entry, in the session's transaction.

Whatever a plan's size, a commit takes a fixed number of statements (`store/lay.py`).
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any, Protocol, TypeVar

from django.db import DatabaseError
from psycopg import errors

from almoner.core.ledger import Posting
from almoner.core.plan import Plan, Record
from almoner.store import lay
from almoner.store.codec import encode, encode_posting
from almoner.store.homes import homes_of
from almoner.store.latest import overtaken
from almoner.store.once import Once, keep_sent
from almoner.store.same_schema import MARK, refuse_newer
from almoner.store.session import Session, StoreBusy, array_of
from almoner.store.tables.projections import PROJECTIONS

GENESIS = "0" * 64


class StalePlan(RuntimeError):
    """The plan was made from records that have changed since: load them again and plan anew.

    `kind` and `record_id` name the first of them, `seen` the version that it was made from; empty and 0 where
    only the books' own guard knows.
    """

    def __init__(self, said: str, *, kind: str = "", record_id: int = 0, seen: int = 0) -> None:
        super().__init__(said)
        self.kind, self.record_id, self.seen = kind, record_id, seen


class ClosedDay(RuntimeError):
    """The plan's day is closed: post the correction on an open day."""


class AlreadyDone(RuntimeError):
    """The effect is in the books already and nothing was changed; `guard` names the key that stands."""

    def __init__(self, guard: str) -> None:
        super().__init__(f"already in the books ({guard}); nothing was changed")
        self.guard = guard


class RefusedByStore(RuntimeError):
    """A constraint of the database refused the plan; the text names the constraint and never the values."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Who commits a plan through which flow, why, and by which form where one was sent: it acts once."""

    flow: str
    actor: str
    reason: str = ""
    once: Once | None = None


@dataclass(frozen=True, slots=True)
class Committed:
    """What the commit left: the audit entry's number and its seal."""

    audit_id: int
    seal: str


@dataclass(frozen=True, slots=True)
class Link:
    """The end of the practice's chain of seals as the commit found it."""

    last_id: int
    seal: str
    closed_on: date | None
    now: datetime

    def entry(self, on: date) -> lay.Entry:
        """Return the entry that comes next in the chain."""
        return lay.Entry(self.last_id + 1, on, self.now)


@dataclass(slots=True)
class Laid:
    """What is being laid already of a plan, under the entry that is still to be written. `lies` waits until
    all of it does, and raises where it can't; `bodies` and `sealed` are its parts as they are written.
    """

    link: Link
    lies: Callable[[], None]
    records: list[Record] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    bodies: list[lay.Body] = field(default_factory=list)
    sealed: list[tuple[str, bytes]] = field(default_factory=list)

    def is_within(self, plan: Plan) -> bool:
        """True where all of it is the plan's own."""
        planned = {id(one) for one in (*plan.records, *plan.tasks, *plan.postings)}
        return all(id(one) in planned for one in (*self.records, *self.postings))


def commit(
    session: Session,
    plan: Plan,
    *,
    cause: Cause,
    contents: Mapping[int, bytes] | None = None,
    laid: Laid | None = None,
) -> Committed | None:
    """Make a plan true; `contents` are the exact bytes of its interchanges by id, `laid` what lies of it
    already. An empty plan is no entry.

    Raises StalePlan, ClosedDay, AlreadyDone, RefusedByStore or StoreBusy, and then the transaction has to be
    given up.
    """
    if plan.is_empty:
        return None
    try:
        return _commit(session, plan, cause, contents or {}, laid)
    except DatabaseError as error:
        raise explained(error) from None  # the original's text may hold patient data


def take_turn(session: Session) -> None:
    """Wait for the practice's turn and keep it until the transaction ends.

    A flow that plans from balances, which no record's version shows, calls this before it loads them: then
    nobody else's commit falls between what it read and what it writes.
    """
    lock_chain(session)


def refuse_closed(session: Session, on: date) -> None:
    """Raise ClosedDay where a day takes no posting any more. What moves money outside of the books asks this
    first.
    """
    closed_on = lock_chain(session).closed_on
    if closed_on is not None and on <= closed_on:
        raise ClosedDay("the day is closed: post the correction on an open day")


def first_open_day(session: Session, on: date) -> date:
    """Return the first day from `on` that takes postings, for money whose coming nobody here can put off."""
    closed_on = lock_chain(session).closed_on
    return on if closed_on is None else max(on, closed_on + timedelta(days=1))


def explained(error: DatabaseError) -> RuntimeError:
    """Return what an error of the database means for a commit, without any value."""
    origin = error.__cause__
    guard = origin.diag.constraint_name or "" if isinstance(origin, errors.Error) else ""
    if isinstance(origin, errors.UniqueViolation):
        return StalePlan("a record was changed meanwhile") if guard == "record_pkey" else AlreadyDone(guard)
    if isinstance(origin, errors.CheckViolation) and not guard:
        return ClosedDay("the day is closed: post the correction on an open day")
    if isinstance(origin, errors.IntegrityError):
        return RefusedByStore(f"the books refuse this: {guard}")
    if isinstance(origin, errors.OperationalError):
        return StoreBusy()
    return RefusedByStore(f"the books could not take this ({type(origin or error).__name__})")


def _commit(
    session: Session, plan: Plan, cause: Cause, contents: Mapping[int, bytes], laid: Laid | None
) -> Committed:
    """What needs no turn comes first, so that another commit of the practice waits as short as it can; of a
    large plan our own work is done while the server does its.
    """
    records, postings = at_home(session, *_left(plan, laid), laid)
    bodies = bodies_of(records)
    digesting = partial(_digest, bodies, postings, laid)
    with _beside(len(plan.postings)) as beside:
        digest = beside(digesting) if laid else None
        rows = lay.record_rows(bodies) if bodies else None
        if laid:
            laid.lies()
        written = beside(partial(lay.posting_rows, postings)) if postings else None
        digest = digest or beside(digesting)
        link = lock_chain(session) if laid is None else laid.link
        refuse_stale(session, plan, laid)
        if kind := overtaken(session, plan.records):
            raise StalePlan(f"a {kind} on the same was recorded meanwhile: load it again and plan anew")
        entry = link.entry(plan.on)
        if rows:
            lay.lay_records(session, rows, entry=entry)
        lay.lay_bytes(session, contents)
        if written:
            lay.lay_postings(session, written(), entry=entry)
        return _seal(session, plan, cause, link, digest())


def _left(plan: Plan, laid: Laid | None) -> tuple[list[Record], list[Posting]]:
    """The records and postings that aren't being laid yet. What is being laid is in the plan: else it would
    be in the books and in no seal.
    """
    records, postings = [*plan.records, *plan.tasks], list(plan.postings)
    if laid is None:
        return records, postings
    lying = {id(one) for one in (*laid.records, *laid.postings)}
    left = [one for one in records if id(one) not in lying], [one for one in postings if id(one) not in lying]
    assert len(records) - len(left[0]) == len(laid.records), "every record that lies is in the plan"
    assert len(postings) - len(left[1]) == len(laid.postings), "every posting that lies is in the plan"
    return left


def at_home(
    session: Session, records: list[Record], postings: list[Posting], laid: Laid | None = None
) -> tuple[list[Record], list[Posting]]:
    """Return what is to be written under the charts of which it is, where some were merged (`homes.py`)."""
    if not session.charts:
        return records, postings
    if laid:
        laid.lies()
    homes = homes_of(session, records, postings)
    return [homes.record(one) for one in records], [homes.posting(one) for one in postings]


def bodies_of(records: Iterable[Record]) -> list[lay.Body]:
    """Return records as they are written."""
    return [(record.id, record.version, record.kind, encode(record)) for record in records]


def sealed(postings: Iterable[Posting]) -> list[tuple[str, bytes]]:
    """Return postings as their commit seals them."""
    return [(posting.key, encode_posting(posting)) for posting in postings]


def _digest(bodies: list[lay.Body], postings: list[Posting], laid: Laid | None) -> str:
    told, written = (laid.bodies, laid.sealed) if laid else ([], [])
    return digest_of(told + bodies, written + sealed(postings))


BESIDE = 2000
"""Postings from which on a thread of their own is worth while."""

T = TypeVar("T")


class _Beside(Protocol):
    """Does a work of ours, at once or meanwhile; what it gives back gives the result."""

    def __call__(self, work: Callable[[], T], /) -> Callable[[], T]: ...


@contextmanager
def _beside(postings: int) -> Iterator[_Beside]:
    """Do works that ask nothing of the server, in order; while it is waited for, where there is much."""
    if postings < BESIDE:
        yield _at_once
        return
    with ThreadPoolExecutor(max_workers=1) as pool:
        yield lambda work: pool.submit(work).result


def _at_once(work: Callable[[], T]) -> Callable[[], T]:
    done = work()
    return lambda: done


def _seal(session: Session, plan: Plan, cause: Cause, link: Link, digest: str) -> Committed:
    """Write the audit entry, which ends the practice's chain from now on."""
    audit_id = link.last_id + 1
    header = (session.practice_id, audit_id, cause.flow, cause.actor, cause.reason, plan.on, link.now)
    seal = seal_of(link.seal, header, digest)
    counts = (len(plan.records) + len(plan.tasks), len(plan.postings))
    subjects = encode(_subjects((*plan.records, *plan.tasks))).decode()
    closed_on = plan.on if any(record.kind == "day_close" for record in plan.records) else None
    session.rows(
        _SEAL, *header, *counts, subjects, digest, seal, audit_id, seal, closed_on, session.practice_id
    )
    if cause.once is not None:
        keep_sent(session, cause.once, audit_id)
    return Committed(audit_id, seal)


_SEAL = """
WITH entry AS (
  INSERT INTO audit_entry (practice_id, id, flow, actor, reason, effective_on, recorded_at,
    record_count, posting_count, subjects, digest, seal)
  VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s))
UPDATE audit_chain SET last_id = %s, seal = %s, closed_on = coalesce(%s, closed_on) WHERE practice_id = %s
"""


def digest_of(bodies: Iterable[tuple[int, int, str, bytes]], postings: Iterable[tuple[str, bytes]]) -> str:
    """Return the SHA-256, in hexadecimal, over a commit's records by id and version and postings by key."""
    sha = hashlib.sha256()
    for record_id, version, kind, body in sorted(bodies):
        sha.update(b"%d %d %s %s\n" % (record_id, version, kind.encode(), body))
    for key, body in sorted(postings):
        sha.update(b"%s %s\n" % (key.encode(), body))
    return sha.hexdigest()


def seal_of(previous: str, header: Sequence[Any], digest: str) -> str:
    """Return an entry's seal: SHA-256 over the seal before it, who did what when, and what was written."""
    parts = [part.isoformat() if isinstance(part, date) else str(part) for part in header]
    return hashlib.sha256("\x1f".join([previous, *parts, digest]).encode()).hexdigest()


def lock_chain(session: Session) -> Link:
    """Take the practice's turn. The first commit of a practice makes the row.

    The instant is that of the turn, not of the transaction's start: entries stand in the order of instants.
    Raises NewerBooks where a newer Almoner has brought the books on: whoever writes or acts asks here first.
    """
    sql = f"""
    SELECT {MARK}, last_id, seal, closed_on, clock_timestamp() FROM audit_chain
    WHERE practice_id = %s FOR UPDATE
    """
    found = session.rows(sql, session.practice_id)
    if not found:
        session.rows(
            "INSERT INTO audit_chain (practice_id, last_id, seal) VALUES (%s, 0, %s) ON CONFLICT DO NOTHING",
            *(session.practice_id, GENESIS),
        )
        found = session.rows(sql, session.practice_id)
    mark, *end = found[0]
    refuse_newer(mark)
    return Link(*end)


def refuse_stale(session: Session, plan: Plan, laid: Laid | None = None) -> None:
    """Compare the versions of the rows that the plan read or supersedes with those that stand. The practice's
    turn keeps every other commit out, so that the rows need no locks of their own. What `laid` supersedes was
    compared before it was laid.
    """
    expected: dict[str, dict[int, int]] = defaultdict(dict)
    for (kind, record_id), version in plan.reads.items():
        expected[kind][record_id] = version
    for record in (*plan.records, *plan.tasks):
        if record.version > 1 and record.id not in expected[record.kind]:
            expected[record.kind][record.id] = record.version - 1
    for record in laid.records if laid else ():
        seen = expected[record.kind].pop(record.id, record.version - 1)
        assert seen == record.version - 1, "a record that lies supersedes the version that the plan read"
    kinds = tuple(kind for kind in sorted(expected) if PROJECTIONS[kind].is_superseded and expected[kind])
    if not kinds:
        return
    arguments: list[object] = []
    for kind in kinds:
        arguments += [session.practice_id, array_of(expected[kind])]
    standing: dict[str, dict[int, int]] = {kind: {} for kind in kinds}
    for kind, record_id, version in session.rows(_standing(kinds), *arguments):
        standing[kind][record_id] = version
    for kind in kinds:
        if standing[kind] != expected[kind]:
            now = standing[kind]
            changed = next((key for key, version in expected[kind].items() if now.get(key) != version), 0)
            said = f"a {kind} was changed since the plan was made: load it again and plan anew"
            raise StalePlan(said, kind=kind, record_id=changed, seen=expected[kind].get(changed, 0))


@cache
def _standing(kinds: tuple[str, ...]) -> str:
    return " UNION ALL ".join(
        f"SELECT '{kind}', id, version FROM \"{kind}\" WHERE practice_id = %s AND id = ANY(%s)"
        for kind in kinds
    )


def _subjects(records: Iterable[Record]) -> dict[str, list[int]]:
    subjects: dict[str, list[int]] = defaultdict(list)
    for record in records:
        subjects[record.kind].append(record.id)
    return subjects
