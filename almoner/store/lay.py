"""Lays a commit's rows: they are staged by COPY, and each table takes its share by set.

Promises one statement for all records with their projections and one for all postings, whatever their number;
what was staged is gone in the same transaction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from almoner.core.ledger import Posting, Subject
from almoner.store.projection import Projection
from almoner.store.projections import PROJECTIONS
from almoner.store.session import Session

Body = tuple[int, int, str, bytes]
"""A record's id, version, kind and canonical JSON."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The audit entry that rows are laid under: its number, the books' day, and the instant of its turn."""

    audit_id: int
    on: date
    at: datetime


BLOCK = 1 << 18
"""Bytes of rows that go to the server at once."""


def stage_records(session: Session, blocks: Iterable[bytes]) -> None:
    """Copy what `record_blocks` made to the staging table of records. Needs no lock."""
    _copy(session, _STAGED_RECORD, iter(blocks))


def stage_postings(session: Session, blocks: Iterable[bytes]) -> None:
    """Copy what `posting_blocks` made to the staging table of postings."""
    _copy(session, _STAGED_POSTING, iter(blocks))


def record_blocks(practice_id: int, batch: int, bodies: Sequence[Body]) -> list[bytes]:
    """Return records as COPY takes them; asks nothing of the server, so that it may be working meanwhile."""
    return list(_blocks(_record_rows(practice_id, batch, bodies)))


def posting_blocks(practice_id: int, batch: int, postings: Sequence[Posting]) -> list[bytes]:
    """Return postings as COPY takes them; asks nothing of the server either."""
    return list(_blocks(_posting_rows(practice_id, batch, postings)))


_STAGED_RECORD = "staged_record (practice_id, batch, part, id, version, kind, body)"


def _record_rows(practice: int, batch: int, bodies: Sequence[Body]) -> Iterator[bytes]:
    """Rows of COPY's text format. JSON holds no line break and no tab; its backslashes are doubled."""
    for part, (record_id, version, kind, body) in enumerate(bodies):
        yield b"%d\t%d\t%d\t%d\t%d\t%s\t%s\n" % (
            *(practice, batch, part, record_id, version, kind.encode()),
            body.replace(b"\\", b"\\\\") if b"\\" in body else body,
        )


def _posting_rows(practice: int, batch: int, postings: Sequence[Posting]) -> Iterator[bytes]:
    """Rows of COPY's text format, in the order of `_POSTING_COLUMNS`; 0 and no text are NULL where they may
    be.
    """
    who, about = None, ""
    for part, one in enumerate(postings):
        if one.subject is not who:  # the postings of a line share their subject
            who, about = one.subject, _about(one.subject)
        row = (
            f"{practice}\t{batch}\t{part}\t{_text(one.key)}\t{one.debit}\t{one.credit}\t{one.cents}"
            f"\t{one.reason.value}\t{one.effective_on}\t{_text(one.group)}\t{_text(one.carc)}"
            f"\t{_text(one.element)}\t{_text(one.reverses) or _NULL}\t{about}\n"
        )
        yield row.encode()


def _about(who: Subject) -> str:
    return (
        f"{who.rank}\t{who.service_on or _NULL}\t{who.patient_id or _NULL}\t{who.visit_id or _NULL}"
        f"\t{who.line_id or _NULL}\t{who.claim_id or _NULL}\t{who.revision_id or _NULL}"
        f"\t{who.payer_id or _NULL}\t{who.provider_id or _NULL}\t{who.location_id or _NULL}"
        f"\t{who.remittance_id or _NULL}\t{who.receipt_id or _NULL}\t{who.other_payer_id or _NULL}"
    )


_NULL = "\\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _text(value: str) -> str:
    """A text as COPY reads it; what breaks lines and columns isn't printable."""
    return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)


def _blocks(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Join rows to what goes to the server at once."""
    block: list[bytes] = []
    size = 0
    for row in rows:
        block.append(row)
        size += len(row)
        if size >= BLOCK:
            yield b"".join(block)
            block, size = [], 0
    if block:
        yield b"".join(block)


def _copy(session: Session, target: str, blocks: Iterator[bytes]) -> None:
    """Copy blocks of rows; none are no statement."""
    first = next(blocks, None)
    if first is None:
        return
    with (
        session.cursor() as cursor,
        cursor.copy(f"COPY {target} FROM STDIN") as copy,
    ):
        copy.write(first)
        for block in blocks:
            copy.write(block)


def lay_records(session: Session, batch: int, bodies: Sequence[Body], *, entry: Entry) -> None:
    """Add staged records under an audit entry, and show each kind's latest versions in its table."""
    kinds = frozenset(kind for _, _, kind, _ in bodies)
    is_repeated = len({record_id for record_id, *_ in bodies}) < len(bodies)
    sql = _laying(kinds, is_repeated=is_repeated)
    session.rows(sql, session.practice_id, batch, entry.audit_id, entry.on, entry.at)


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
    "SELECT practice_id, id, version, kind, b, %s, %s, %s FROM staged)"
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


_POSTING_COLUMNS = (
    'key, debit, credit, cents, reason, effective_on, "group", carc, element, reverses, rank, service_on, '
    "patient_id, visit_id, line_id, claim_id, revision_id, payer_id, provider_id, location_id, "
    "remittance_id, receipt_id, other_payer_id"
)
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
_STAGED_POSTING = f"staged_posting (practice_id, batch, part, {_POSTING_COLUMNS})"
_LAY_POSTINGS = f"""
WITH staged AS (
  DELETE FROM staged_posting WHERE practice_id = %s AND batch = %s
  RETURNING practice_id, part, {_POSTING_COLUMNS}),
laid AS (
  INSERT INTO posting (practice_id, audit_id, recorded_at, {_POSTING_COLUMNS})
  SELECT practice_id, %s, %s, {_POSTING_COLUMNS} FROM staged ORDER BY part
  RETURNING {LAID}),
{KEEP_TOTALS}"""


def lay_postings(session: Session, batch: int, *, entry: Entry) -> None:
    """Add staged postings under an audit entry, and what they move to every cached total: of accounts, also
    by day and reason, of receivables, also by their age, and of what patients owe.
    """
    session.rows(_LAY_POSTINGS, session.practice_id, batch, entry.audit_id, entry.at)
