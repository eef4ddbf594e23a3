"""The floor for `bench books`: a plan's rows, text already, are copied to staging tables and laid by set, by
the statements that lay every commit's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from almoner.core.ledger import Posting
from almoner.store.lay import POSTING_COLUMNS, Body, Entry, laying, laying_postings
from almoner.store.session import Session

BLOCK = 1 << 18
"""Bytes of rows that go to the server at once."""
_NULL = "\\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

_STAGING = """
CREATE UNLOGGED TABLE staged_record (practice_id bigint NOT NULL, batch bigint NOT NULL,
  part integer NOT NULL, id bigint NOT NULL, version integer NOT NULL, kind text NOT NULL,
  body jsonb NOT NULL) WITH (toast_tuple_target = 8160);
CREATE UNLOGGED TABLE staged_posting AS
  SELECT practice_id, 0::bigint AS batch, 0 AS part, {columns} FROM posting WHERE false;
CREATE INDEX ON staged_record (practice_id, batch);
CREATE INDEX ON staged_posting (practice_id, batch);
GRANT SELECT, INSERT, DELETE ON staged_record, staged_posting TO almoner_app;
"""
_BATCH = 1
_RECORDS = """
DELETE FROM staged_record WHERE practice_id = %s AND batch = %s
RETURNING practice_id, id, version, kind, body AS b"""
_POSTINGS = (
    "DELETE FROM staged_posting WHERE practice_id = %s AND batch = %s "  # noqa: S608 - names come from our own declarations
    f"RETURNING practice_id, part, {POSTING_COLUMNS}"
)


def make_staging() -> None:
    """Make the staging tables in the open books of a bench, as their owner."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(_STAGING.format(columns=POSTING_COLUMNS))


@dataclass(frozen=True, slots=True)
class Text:
    """A plan's rows as COPY takes them, and the kinds of its records."""

    kinds: frozenset[str]
    records: list[bytes]
    postings: list[bytes]


def text_of(practice_id: int, bodies: Sequence[Body], postings: Sequence[Posting]) -> Text:
    """Write the rows of a plan in which no record stands in several versions."""
    return Text(
        frozenset(kind for _, _, kind, _ in bodies),
        list(_blocks(_record_rows(practice_id, bodies))),
        list(_blocks(_posting_rows(practice_id, postings))),
    )


def lay_copied(session: Session, text: Text, *, entry: Entry) -> None:
    """Copy the rows to staging and lay them from there, and that is all."""
    here = session.practice_id
    _copy(session, "staged_record (practice_id, batch, part, id, version, kind, body)", text.records)
    sql = laying(text.kinds, _RECORDS, is_repeated=False)
    session.rows(sql, here, _BATCH, entry.audit_id, entry.on, entry.at)
    _copy(session, f"staged_posting (practice_id, batch, part, {POSTING_COLUMNS})", text.postings)
    session.rows(laying_postings(_POSTINGS), here, _BATCH, entry.audit_id, entry.at)


def _record_rows(practice: int, bodies: Sequence[Body]) -> Iterator[bytes]:
    """Rows of COPY's text format. JSON holds no line break and no tab; its backslashes are doubled."""
    for part, (record_id, version, kind, body) in enumerate(bodies):
        told = body.replace(b"\\", b"\\\\")
        own = (practice, _BATCH, part, record_id, version, kind.encode(), told)
        yield b"%d\t%d\t%d\t%d\t%d\t%s\t%s\n" % own


def _posting_rows(practice: int, postings: Sequence[Posting]) -> Iterator[bytes]:
    """Rows of COPY's text format; 0 and no text are NULL where they may be."""
    for part, one in enumerate(postings):
        who = one.subject
        texts = (
            one.key,
            one.debit,
            one.credit,
            str(one.cents),
            one.reason.value,
            one.effective_on.isoformat(),
        )
        about = (
            *(who.service_on, who.patient_id, who.visit_id, who.line_id, who.claim_id, who.revision_id),
            *(who.payer_id, who.provider_id, who.location_id, who.remittance_id, who.receipt_id),
            who.other_payer_id,
        )
        row = (
            *(str(practice), str(_BATCH), str(part)),
            *(text.translate(_ESCAPES) for text in (*texts, one.group, one.carc, one.element)),
            *(one.reverses.translate(_ESCAPES) or _NULL, str(who.rank)),
            *(str(value) if value else _NULL for value in about),
        )
        yield ("\t".join(row) + "\n").encode()


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


def _copy(session: Session, target: str, blocks: Iterable[bytes]) -> None:
    with session.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for block in blocks:
            copy.write(block)
