"""Lays a commit's rows: the server is given them as arrays, and each table takes its share by set.

Promises one statement for all records with their projections and one for all postings, whatever their number.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from almoner.core.ledger import Posting
from almoner.store.session import Session
from almoner.store.tables.projection import Projection
from almoner.store.tables.projections import PROJECTIONS

Body = tuple[int, int, str, bytes]
"""A record's id, version, kind and canonical JSON."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The audit entry that rows are laid under: its number, the books' day, and the instant of its turn."""

    audit_id: int
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordRows:
    """Records as the server is given them. `is_repeated`: one stands among them in several versions."""

    columns: tuple[str, ...]
    kinds: frozenset[str]
    is_repeated: bool


def record_rows(bodies: Sequence[Body]) -> RecordRows:
    """Write records for `lay_records`; asks nothing of the server, so that it may be working meanwhile."""
    ids, versions, kinds, contents = zip(*bodies, strict=True)
    bodies_by_line = b"\n".join(contents).decode()  # JSON holds no line break
    columns = (_values(ids), _values(versions), _texts(kinds), bodies_by_line)
    return RecordRows(columns, frozenset(kinds), is_repeated=len(set(ids)) < len(ids))


PostingRows = tuple[str, ...]
"""Postings as the server is given them, an array a column."""


def posting_rows(postings: Sequence[Posting]) -> PostingRows:
    """Write postings for `lay_postings`; asks nothing of the server either."""
    own = zip(*map(_OWN, postings), strict=True)
    about = zip(*map(_ABOUT, [one.subject for one in postings]), strict=True)
    columns = zip(_POSTING_COLUMNS, (*own, *about), strict=True)
    return tuple([column.write(values) for column, values in columns])


def _texts(texts: Sequence[str]) -> str:
    """Return texts as the text of an array."""
    joined = '","'.join(texts)
    if "\\" in joined or joined.count('"') > 2 * len(texts) - 2:
        return f"{{{','.join(map(_quoted, texts))}}}"
    return f'{{"{joined}"}}'


def _texts_if_said(texts: Sequence[str]) -> str:
    """The same with NULL for no text."""
    return f"{{{','.join([_quoted(text) if text else _NULL for text in texts])}}}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _values(values: Sequence[int | date]) -> str:
    """Return numbers or days as the text of an array. Most come again, and each is written once."""
    written = {value: str(value) for value in set(values)}
    return f"{{{','.join(map(written.__getitem__, values))}}}"


def _values_if_said(values: Sequence[int | date | None]) -> str:
    """The same with NULL for 0 and nothing."""
    written = {value: str(value) if value else _NULL for value in set(values)}
    return f"{{{','.join(map(written.__getitem__, values))}}}"


_NULL = "NULL"


class _Column(NamedTuple):
    """A column of postings: what it is called here and on the server, its type there, and how its values are
    written; 0 and no text are NULL where they may be.
    """

    name: str
    type: str
    write: Callable[[Sequence[Any]], str]

    @property
    def quoted(self) -> str:
        return f'"{self.name}"'


_OF_POSTING = (
    *(_Column(name, "text", _texts) for name in ("key", "debit", "credit")),
    _Column("cents", "bigint", _values),
    _Column("reason", "text", _texts),
    _Column("effective_on", "date", _values),
    *(_Column(name, "text", _texts) for name in ("group", "carc", "element")),
    _Column("reverses", "text", _texts_if_said),
)
_OF_SUBJECT = (
    _Column("rank", "integer", _values),
    _Column("service_on", "date", _values_if_said),
    *(
        _Column(f"{what}_id", "bigint", _values_if_said)
        for what in (
            *("patient", "visit", "line", "claim", "revision", "payer", "provider", "location"),
            *("remittance", "receipt", "other_payer"),
        )
    ),
)
_POSTING_COLUMNS = (*_OF_POSTING, *_OF_SUBJECT)
_OWN = attrgetter(*[column.name for column in _OF_POSTING])
_ABOUT = attrgetter(*[column.name for column in _OF_SUBJECT])


def lay_records(session: Session, rows: RecordRows, *, entry: Entry) -> None:
    """Add records under an audit entry, and show each kind's latest versions in its table."""
    sql = laying(rows.kinds, _GIVEN_RECORDS, is_repeated=rows.is_repeated)
    session.rows(sql, session.practice_id, *rows.columns, entry.audit_id, entry.on, entry.at)


@cache
def laying(kinds: frozenset[str], source: str, *, is_repeated: bool) -> str:
    """Return the statement that lays the records of a source (practice_id, id, version, kind, b) of these
    kinds; after the source's own arguments it takes an entry's number, day and instant.
    """
    shown = [_projecting(PROJECTIONS[kind], is_repeated=is_repeated) for kind in PROJECTIONS if kind in kinds]
    return f"WITH {', '.join((f'given AS MATERIALIZED ({source})', _KEEP, *shown))} SELECT WHERE false"


_GIVEN_RECORDS = """
SELECT %s::bigint AS practice_id, id, version, kind, body::jsonb AS b
FROM ROWS FROM (
  unnest(%s::bigint[]), unnest(%s::integer[]), unnest(%s::text[]), string_to_table(%s::text, E'\\n')
) AS given (id, version, kind, body)"""
_KEEP = (
    "laid AS (INSERT INTO record (practice_id, id, version, kind, body, audit_id, effective_on, recorded_at) "
    "SELECT practice_id, id, version, kind, b, %s, %s, %s FROM given)"
)


def _projecting(projection: Projection, *, is_repeated: bool) -> str:
    names = ", ".join(f'"{name}"' for name in projection.columns)
    values = ", ".join(projection.columns.values())
    kind = projection.record.kind
    latest, last = ("DISTINCT ON (id)", "ORDER BY id, version DESC") if is_repeated else ("", "")
    sql = (
        f'INSERT INTO "{projection.table}" (practice_id, id, version, {names}) '
        f"SELECT {latest} practice_id, id, version, {values} FROM given WHERE kind = '{kind}' {last}"
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


POSTING_COLUMNS = ", ".join(column.quoted for column in _POSTING_COLUMNS)
"""The columns of a posting that its commit does not add, as SQL."""
_RECEIVABLE = (
    "account LIKE 'payer_ar:%%' OR account LIKE 'denied:%%' OR account IN ('patient_ar', 'collections')"
)


def receivable_sides(source: str) -> str:
    """Return the SQL of both sides of postings that are receivables: practice_id, account, payer_id,
    provider_id, service_on, cents (a credit negative). A patient's part is no payer's, 0; what no provider
    did is nobody's, 0.
    """
    sides = " UNION ALL ".join(
        f"SELECT practice_id, {side} AS account, {sign}cents AS cents, rank, payer_id, other_payer_id, "
        f"provider_id, service_on FROM {source}"
        for side, sign in (("debit", ""), ("credit", "-"))
    )
    return f"""
  SELECT practice_id, account, cents, coalesce(provider_id, 0) AS provider_id,
    coalesce(service_on, '0001-01-01') AS service_on, CASE
      WHEN account NOT LIKE '%%:%%' THEN 0
      WHEN other_payer_id IS NOT NULL AND account NOT LIKE '%%:' || rank THEN other_payer_id
      ELSE coalesce(payer_id, 0) END AS payer_id
  FROM ({sides}) sides WHERE {_RECEIVABLE}"""


_MOVED = f"""
  SELECT practice_id, account, payer_id, provider_id, service_on, sum(cents) AS cents
  FROM ({receivable_sides("laid")}) sides GROUP BY 1, 2, 3, 4, 5"""
_AGED = """
  INSERT INTO aged_total (practice_id, account, payer_id, provider_id, service_on, cents)
  SELECT * FROM moved ORDER BY account, payer_id, provider_id, service_on
  ON CONFLICT (practice_id, account, payer_id, provider_id, service_on) DO UPDATE
    SET cents = aged_total.cents + excluded.cents"""
_DUE = """
  INSERT INTO due_total (practice_id, account, payer_id, provider_id, cents)
  SELECT practice_id, account, payer_id, provider_id, sum(cents) FROM moved
  GROUP BY 1, 2, 3, 4 ORDER BY 2, 3, 4
  ON CONFLICT (practice_id, account, payer_id, provider_id) DO UPDATE
    SET cents = due_total.cents + excluded.cents"""
_OWED = """
  INSERT INTO patient_total (practice_id, patient_id, line_id, cents, moved_on)
  SELECT practice_id, patient_id, coalesce(line_id, 0),
    sum(CASE debit WHEN 'patient_ar' THEN cents ELSE -cents END), max(effective_on)
  FROM laid WHERE (debit = 'patient_ar' OR credit = 'patient_ar') AND patient_id IS NOT NULL
  GROUP BY 1, 2, 3 ORDER BY 2, 3
  ON CONFLICT (practice_id, patient_id, line_id) DO UPDATE SET cents = patient_total.cents + excluded.cents,
    moved_on = greatest(patient_total.moved_on, excluded.moved_on)"""
_DAYS = """
  INSERT INTO day_total (practice_id, effective_on, account, reason, debit_cents, credit_cents, last_entry_id)
  SELECT practice_id, effective_on, account, reason, sum(debited), sum(credited), max(audit_id)
  FROM sides GROUP BY 1, 2, 3, 4 ORDER BY 2, 3, 4
  ON CONFLICT (practice_id, effective_on, account, reason) DO UPDATE SET
    debit_cents = day_total.debit_cents + excluded.debit_cents,
    credit_cents = day_total.credit_cents + excluded.credit_cents,
    last_entry_id = greatest(day_total.last_entry_id, excluded.last_entry_id)"""
LAID = """practice_id, audit_id, effective_on, reason, debit, credit, cents, rank, patient_id, line_id,
    payer_id, other_payer_id, provider_id, service_on"""
KEEP_TOTALS = f"""
moved AS MATERIALIZED ({_MOVED}),
aged AS ({_AGED}),
due AS ({_DUE}),
owed AS ({_OWED}),
sides AS MATERIALIZED (
  SELECT practice_id, audit_id, effective_on, reason, debit AS account, cents AS debited, 0 AS credited
  FROM laid
  UNION ALL SELECT practice_id, audit_id, effective_on, reason, credit, 0, cents FROM laid),
days AS ({_DAYS})
INSERT INTO account_total (practice_id, account, debit_cents, credit_cents)
SELECT practice_id, account, sum(debited), sum(credited) FROM sides
GROUP BY practice_id, account ORDER BY account
ON CONFLICT (practice_id, account) DO UPDATE SET
  debit_cents = account_total.debit_cents + excluded.debit_cents,
  credit_cents = account_total.credit_cents + excluded.credit_cents
"""
"""What postings that were `laid`, of which it reads the columns `LAID`, move to every cached total."""


def laying_postings(source: str) -> str:
    """Return the statement that lays the postings of a source (practice_id, part, and `POSTING_COLUMNS`) in
    the order of their parts; after the source's own arguments it takes an entry's number and instant.
    """
    return f"""
WITH given AS ({source}),
laid AS (
  INSERT INTO posting (practice_id, audit_id, recorded_at, {POSTING_COLUMNS})
  SELECT practice_id, %s, %s, {POSTING_COLUMNS} FROM given ORDER BY part
  RETURNING {LAID}),
{KEEP_TOTALS}"""


_GIVEN_POSTINGS = f"""
  SELECT %s::bigint AS practice_id, part, {POSTING_COLUMNS}
  FROM ROWS FROM ({", ".join(f"unnest(%s::{column.type}[])" for column in _POSTING_COLUMNS)})
    WITH ORDINALITY AS given ({POSTING_COLUMNS}, part)"""
_LAY_POSTINGS = laying_postings(_GIVEN_POSTINGS)


def lay_postings(session: Session, rows: PostingRows, *, entry: Entry) -> None:
    """Add postings under an audit entry, and what they move to every cached total: of accounts, also by day
    and reason, of receivables, also by their age, and of what patients owe.
    """
    session.rows(_LAY_POSTINGS, session.practice_id, *rows, entry.audit_id, entry.at)
