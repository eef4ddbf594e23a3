"""Lays a commit's rows: they are staged by COPY, and each table takes its share by set.

Promises one statement for all records with their projections and one for all postings, whatever their number;
what was staged is gone in the same transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from django.db import connections

from almoner.store.projections import PROJECTIONS, Projection
from almoner.store.session import Session

Body = tuple[int, int, str, bytes]
"""A record's id, version, kind and canonical JSON."""


def stage(session: Session, bodies: Sequence[Body], postings: Iterable[tuple[str, bytes]]) -> int:
    """Copy bodies and postings to the staging tables; return the batch that they lie under. Needs no lock."""
    practice, batch = session.practice_id, next(session.ids())
    rows = (
        (practice, batch, part, record_id, version, kind, body.decode())
        for part, (record_id, version, kind, body) in enumerate(bodies)
    )
    _copy(session, "staged_record (practice_id, batch, part, id, version, kind, body)", rows)
    staged = ((practice, batch, part, body.decode()) for part, (_, body) in enumerate(postings))
    _copy(session, "staged_posting (practice_id, batch, part, body)", staged)
    return batch


def _copy(session: Session, target: str, rows: Iterable[tuple[object, ...]]) -> None:
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return
    with (
        connections[session.alias].cursor() as cursor,
        cursor.copy(f"COPY {target} FROM STDIN") as copy,
    ):
        copy.write_row(first)
        for row in waiting:
            copy.write_row(row)


def lay_records(session: Session, batch: int, bodies: Sequence[Body], *, audit_id: int, on: date) -> None:
    """Add staged records under an audit entry, and show each kind's latest versions in its table."""
    kinds = frozenset(kind for _, _, kind, _ in bodies)
    is_repeated = len({record_id for record_id, *_ in bodies}) < len(bodies)
    sql = _laying(kinds, is_repeated=is_repeated)
    session.rows(sql, session.practice_id, batch, audit_id, on)


@cache
def _laying(kinds: frozenset[str], *, is_repeated: bool) -> str:
    shown = [_projecting(PROJECTIONS[kind], is_repeated=is_repeated) for kind in PROJECTIONS if kind in kinds]
    return f"WITH {', '.join((_TAKE, _KEEP, *shown))} SELECT WHERE false"


_TAKE = (
    "staged AS MATERIALIZED (DELETE FROM staged_record WHERE practice_id = %s AND batch = %s "
    "RETURNING practice_id, id, version, kind, body AS b)"
)
_KEEP = (
    "laid AS (INSERT INTO record (practice_id, id, version, kind, body, audit_id, effective_on, recorded_at) "
    "SELECT practice_id, id, version, kind, b, %s, %s, now() FROM staged)"
)


def _projecting(projection: Projection, *, is_repeated: bool) -> str:
    names = ", ".join(f'"{name}"' for name in projection.columns)
    values = ", ".join(projection.columns.values())
    kind = projection.record.kind
    latest, last = ("DISTINCT ON (id)", "ORDER BY id, version DESC") if is_repeated else ("", "")
    sql = (
        f'INSERT INTO "{projection.table}" (practice_id, id, version, {names}) '
        f"SELECT {latest} practice_id, id, version, {values} FROM staged WHERE kind = '{kind}' {last}"
    )
    if projection.is_superseded:
        renewed = ", ".join(f'"{name}" = excluded."{name}"' for name in ("version", *projection.columns))
        sql += f" ON CONFLICT (practice_id, id) DO UPDATE SET {renewed}"
    return f'"{kind}_rows" AS ({sql})'


def lay_bytes(session: Session, contents: Mapping[int, bytes]) -> None:
    """Keep the exact bytes of interchanges, by id."""
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
WITH staged AS (
  DELETE FROM staged_posting WHERE practice_id = %s AND batch = %s
  RETURNING practice_id, part, body AS b, body->'subject' AS s),
laid AS (
  INSERT INTO posting (practice_id, audit_id, recorded_at, key, debit, credit, cents, reason, effective_on,
    "group", carc, element, reverses, rank, service_on, {", ".join(_SUBJECT_IDS)})
  SELECT practice_id, %s, now(), b->>'key', b->>'debit', b->>'credit', (b->>'cents')::bigint, b->>'reason',
    (b->>'effective_on')::date, b->>'group', b->>'carc', b->>'element', nullif(b->>'reverses', ''),
    (s->>'rank')::int, (s->>'service_on')::date,
    {", ".join(f"nullif((s->>'{name}')::bigint, 0)" for name in _SUBJECT_IDS)}
  FROM staged ORDER BY part
  RETURNING practice_id, debit, credit, cents)
INSERT INTO account_total (practice_id, account, debit_cents, credit_cents)
SELECT practice_id, account, sum(debited), sum(credited) FROM (
  SELECT practice_id, debit AS account, cents AS debited, 0 AS credited FROM laid
  UNION ALL
  SELECT practice_id, credit, 0, cents FROM laid) sides
GROUP BY practice_id, account ORDER BY account
ON CONFLICT (practice_id, account) DO UPDATE SET
  debit_cents = account_total.debit_cents + excluded.debit_cents,
  credit_cents = account_total.credit_cents + excluded.credit_cents
"""


def lay_postings(session: Session, batch: int, *, audit_id: int) -> None:
    """Add staged postings under an audit entry, and what they move to the cached totals of their accounts."""
    session.rows(_LAY_POSTINGS, session.practice_id, batch, audit_id)
