"""The only writer: a plan becomes records, postings and one sealed audit entry, in the session's transaction.

Whatever a plan's size, a commit takes a fixed number of statements: rows come in by COPY and are laid by set.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError, connections
from psycopg import errors

from almoner.core.plan import Plan, Record
from almoner.store.codec import encode
from almoner.store.projections import PROJECTIONS, Projection
from almoner.store.session import Session

GENESIS = "0" * 64


class StalePlan(RuntimeError):
    """The plan was made from records that have changed since: load them again and plan anew."""


class ClosedDay(RuntimeError):
    """The plan's day is closed: post the correction on an open day."""


class AlreadyDone(RuntimeError):
    """The effect is in the books already and nothing was changed; `guard` names the key that stands."""

    def __init__(self, guard: str) -> None:
        super().__init__(f"already in the books ({guard}); nothing was changed")
        self.guard = guard


class RefusedByStore(RuntimeError):
    """A constraint of the database refused the plan; the text names the constraint and never the values."""


class StoreBusy(RuntimeError):
    """The server was stopped, or two commits waited for each other: nothing was changed, so try again."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Who commits a plan through which flow, and why."""

    flow: str
    actor: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Committed:
    """What the commit left: the audit entry's number and its seal."""

    audit_id: int
    seal: str


@dataclass(frozen=True, slots=True)
class _Link:
    """The end of the practice's chain of seals as the commit found it."""

    last_id: int
    seal: str
    closed_on: date | None
    now: datetime


def commit(
    session: Session, plan: Plan, *, cause: Cause, contents: Mapping[int, bytes] | None = None
) -> Committed | None:
    """Make a plan true; `contents` are the exact bytes of its interchanges by id. An empty plan is no entry.

    Raises StalePlan, ClosedDay, AlreadyDone, RefusedByStore or StoreBusy, and then the transaction has to be
    given up.
    """
    if plan.is_empty:
        return None
    try:
        return _commit(session, plan, cause, contents or {})
    except DatabaseError as error:
        raise _explained(error) from None  # the original's text may hold patient data


def take_turn(session: Session) -> None:
    """Wait for the practice's turn and keep it until the transaction ends.

    A flow that plans from balances, which no record's version shows, calls this before it loads them: then
    nobody else's commit falls between what it read and what it writes.
    """
    _lock_chain(session)


def _explained(error: DatabaseError) -> RuntimeError:
    origin = error.__cause__
    guard = origin.diag.constraint_name or "" if isinstance(origin, errors.Error) else ""
    if isinstance(origin, errors.UniqueViolation):
        return StalePlan("a record was changed meanwhile") if guard == "record_pkey" else AlreadyDone(guard)
    if isinstance(origin, errors.CheckViolation) and not guard:
        return ClosedDay("the day is closed: post the correction on an open day")
    if isinstance(origin, errors.IntegrityError):
        return RefusedByStore(f"the books refuse this: {guard}")
    if isinstance(origin, errors.OperationalError):
        return StoreBusy("the books were busy or their server stopped; nothing was changed: try again")
    return RefusedByStore(f"the books could not take this ({type(origin or error).__name__})")


def _commit(session: Session, plan: Plan, cause: Cause, contents: Mapping[int, bytes]) -> Committed:
    link = _lock_chain(session)
    _refuse_stale(session, plan)
    batch = session.value("SELECT nextval('almoner_batch')")
    records = [*plan.records, *plan.tasks]
    bodies = [(record.id, record.version, record.kind, encode(record)) for record in records]
    postings = [(posting.key, encode(posting)) for posting in plan.postings]
    _stage(session, batch, bodies, postings)
    digest = digest_of(bodies, postings)
    audit_id = link.last_id + 1
    header = (session.practice_id, audit_id, cause.flow, cause.actor, cause.reason, plan.on, link.now)
    seal = seal_of(link.seal, header, digest)
    _lay_records(session, batch, audit_id, plan.on, {kind for _, _, kind, _ in bodies})
    _lay_bytes(session, contents)
    if postings:
        _lay_postings(session, batch, audit_id)
    subjects = encode(_subjects(records)).decode()
    session.rows(_ADD_ENTRY, *header, len(bodies), len(postings), subjects, digest, seal)
    closed = [record for record in records if record.kind == "day_close"]
    session.rows(
        "UPDATE audit_chain SET last_id = %s, seal = %s, closed_on = coalesce(%s, closed_on) "
        "WHERE practice_id = %s",
        *(audit_id, seal, plan.on if closed else None, session.practice_id),
    )
    return Committed(audit_id, seal)


_ADD_ENTRY = """
INSERT INTO audit_entry (practice_id, id, flow, actor, reason, effective_on, recorded_at,
  record_count, posting_count, subjects, digest, seal)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s)
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


def _lock_chain(session: Session) -> _Link:
    """Take the practice's turn. The first commit of a practice makes the row."""
    sql = "SELECT last_id, seal, closed_on, now() FROM audit_chain WHERE practice_id = %s FOR UPDATE"
    found = session.rows(sql, session.practice_id)
    if not found:
        session.rows(
            "INSERT INTO audit_chain (practice_id, last_id, seal) VALUES (%s, 0, %s) ON CONFLICT DO NOTHING",
            *(session.practice_id, GENESIS),
        )
        found = session.rows(sql, session.practice_id)
    return _Link(*found[0])


def _refuse_stale(session: Session, plan: Plan) -> None:
    """Lock the rows that the plan read or supersedes, in key order, and compare their versions."""
    expected: dict[str, dict[int, int]] = defaultdict(dict)
    for (kind, record_id), version in plan.reads.items():
        expected[kind][record_id] = version
    for record in (*plan.records, *plan.tasks):
        if record.version > 1 and record.id not in expected[record.kind]:
            expected[record.kind][record.id] = record.version - 1
    for kind in sorted(expected):
        if not PROJECTIONS[kind].is_superseded or not expected[kind]:
            continue
        sql = (
            f'SELECT id, version FROM "{kind}" WHERE practice_id = %s AND id = ANY(%s) ORDER BY id FOR UPDATE'
        )
        rows = session.rows(sql, session.practice_id, sorted(expected[kind]))
        if dict(rows) != expected[kind]:
            raise StalePlan(f"a {kind} was changed since the plan was made: load it again and plan anew")


def _stage(
    session: Session, batch: int, bodies: list[tuple[int, int, str, bytes]], postings: list[tuple[str, bytes]]
) -> None:
    practice = session.practice_id
    with connections[session.alias].cursor() as cursor:
        with cursor.copy(
            "COPY staged_record (practice_id, batch, part, id, version, kind, body) FROM STDIN"
        ) as copy:
            for part, (record_id, version, kind, body) in enumerate(bodies):
                copy.write_row((practice, batch, part, record_id, version, kind, body.decode()))
        if not postings:
            return
        with cursor.copy("COPY staged_posting (practice_id, batch, part, body) FROM STDIN") as copy:
            for part, (_, body) in enumerate(postings):
                copy.write_row((practice, batch, part, body.decode()))


def _lay_records(session: Session, batch: int, audit_id: int, on: date, kinds: set[str]) -> None:
    session.rows(
        "INSERT INTO record (practice_id, id, version, kind, body, audit_id, effective_on, recorded_at) "
        "SELECT practice_id, id, version, kind, body, %s, %s, now() FROM staged_record "
        "WHERE practice_id = %s AND batch = %s ORDER BY part",
        *(audit_id, on, session.practice_id, batch),
    )
    for kind in PROJECTIONS:
        if kind in kinds:
            session.rows(_projecting(PROJECTIONS[kind]), session.practice_id, batch, kind)
    session.rows(
        "DELETE FROM staged_record WHERE practice_id = %s AND batch = %s", session.practice_id, batch
    )


def _projecting(projection: Projection) -> str:
    names = ", ".join(f'"{name}"' for name in projection.columns)
    values = ", ".join(projection.columns.values())
    sql = (
        f'INSERT INTO "{projection.table}" (practice_id, id, version, {names}) '
        f"SELECT DISTINCT ON (id) practice_id, id, version, {values} "
        "FROM (SELECT practice_id, id, version, body AS b FROM staged_record "
        "WHERE practice_id = %s AND batch = %s AND kind = %s) staged ORDER BY id, version DESC"
    )
    if not projection.is_superseded:
        return sql
    renewed = ", ".join(f'"{name}" = excluded."{name}"' for name in ("version", *projection.columns))
    return f"{sql} ON CONFLICT (practice_id, id) DO UPDATE SET {renewed}"


def _lay_bytes(session: Session, contents: Mapping[int, bytes]) -> None:
    for interchange_id, content in contents.items():
        session.rows(
            "INSERT INTO interchange_bytes (practice_id, interchange_id, content) VALUES (%s, %s, %s)",
            *(session.practice_id, interchange_id, content),
        )


_SUBJECT_IDS = (
    "patient_id",
    "visit_id",
    "line_id",
    "claim_id",
    "revision_id",
    "payer_id",
    "provider_id",
    "location_id",
    "remittance_id",
    "receipt_id",
)
_LAY_POSTINGS = f"""
INSERT INTO posting (practice_id, audit_id, recorded_at, key, debit, credit, cents, reason, effective_on,
  "group", carc, element, reverses, rank, service_on, {", ".join(_SUBJECT_IDS)})
SELECT practice_id, %s, now(), b->>'key', b->>'debit', b->>'credit', (b->>'cents')::bigint, b->>'reason',
  (b->>'effective_on')::date, b->>'group', b->>'carc', b->>'element', nullif(b->>'reverses', ''),
  (s->>'rank')::int, (s->>'service_on')::date,
  {", ".join(f"nullif((s->>'{name}')::bigint, 0)" for name in _SUBJECT_IDS)}
FROM (SELECT practice_id, part, body AS b, body->'subject' AS s FROM staged_posting
  WHERE practice_id = %s AND batch = %s) staged
ORDER BY part
"""
_ADD_TOTALS = """
INSERT INTO account_total (practice_id, account, debit_cents, credit_cents)
SELECT practice_id, account, sum(debit), sum(credit) FROM (
  SELECT practice_id, body->>'debit' AS account, (body->>'cents')::bigint AS debit, 0 AS credit
  FROM staged_posting WHERE practice_id = %s AND batch = %s
  UNION ALL
  SELECT practice_id, body->>'credit', 0, (body->>'cents')::bigint
  FROM staged_posting WHERE practice_id = %s AND batch = %s) sides
GROUP BY practice_id, account ORDER BY account
ON CONFLICT (practice_id, account) DO UPDATE SET
  debit_cents = account_total.debit_cents + excluded.debit_cents,
  credit_cents = account_total.credit_cents + excluded.credit_cents
"""


def _lay_postings(session: Session, batch: int, audit_id: int) -> None:
    session.rows(_LAY_POSTINGS, audit_id, session.practice_id, batch)
    session.rows(_ADD_TOTALS, session.practice_id, batch, session.practice_id, batch)
    session.rows(
        "DELETE FROM staged_posting WHERE practice_id = %s AND batch = %s", session.practice_id, batch
    )


def _subjects(records: Iterable[Record]) -> dict[str, list[int]]:
    subjects: dict[str, list[int]] = defaultdict(list)
    for record in records:
        subjects[record.kind].append(record.id)
    return subjects
