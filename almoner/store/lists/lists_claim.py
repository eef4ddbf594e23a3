"""One claim's whole life: who and what it is about, every version with its audit entry, what came back, every
posting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from almoner.core.claim import Claim
from almoner.core.ledger import Posting
from almoner.core.remit import Advice
from almoner.store.codec import decode
from almoner.store.money.postings import COLUMNS, posting_of
from almoner.store.session import NotFound, Session

MOST = 500
"""Rows of one claim's life that a screen shows; a claim with more is a fault somewhere else."""


@dataclass(frozen=True, slots=True)
class ClaimHead:
    """Whom and what a claim is about, with the two identifiers of its patient."""

    patient_id: int
    number: str
    last_name: str
    first_name: str
    birth_on: date
    sex: str
    payer: str
    plan: str
    member_id: str
    provider: str
    location: str
    reason: str


# Names are looked up one by one: a join of nine tables takes the planner longer than all of the reading.
_HEAD = """
SELECT p.id, p.number, p.last_name, p.first_name, p.birth_on, p.sex, py.name,
  (SELECT name FROM payer_plan WHERE practice_id = v.practice_id AND id = v.plan_id), v.member_id,
  (SELECT listed FROM provider WHERE practice_id = s.practice_id AND id = s.provider_id),
  (SELECT name FROM location WHERE practice_id = s.practice_id AND id = s.location_id),
  (SELECT body->>'reason' FROM record WHERE practice_id = s.practice_id AND id = s.id AND version = s.version)
FROM claim c
JOIN patient p ON p.practice_id = c.practice_id AND p.id = c.patient_id
JOIN payer py ON py.practice_id = c.practice_id AND py.id = c.payer_id
JOIN coverage v ON v.practice_id = c.practice_id AND v.id = c.coverage_id
JOIN visit s ON s.practice_id = c.practice_id AND s.id = c.visit_id
WHERE c.practice_id = %s AND c.id = %s
"""


def claim_head(session: Session, claim_id: int) -> ClaimHead:
    """Return whom and what a claim is about, or raise NotFound."""
    found = session.rows(_HEAD, session.practice_id, claim_id)
    if not found:
        raise NotFound("no such claim in this practice")
    return ClaimHead(*found[0])


@dataclass(frozen=True, slots=True)
class Entry:
    """The audit entry that something came in with."""

    id: int
    at: datetime
    on: date
    actor: str
    flow: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimVersion:
    """One version of a claim, the entry that made it, and the name of the file that carried it."""

    entry: Entry
    claim: Claim
    file: str


_VERSIONS = f"""
SELECT a.id, a.recorded_at, a.effective_on, a.actor, a.flow, a.reason, r.body::text,
  coalesce((SELECT i.name FROM interchange i
    WHERE i.practice_id = r.practice_id AND i.id = (r.body->>'interchange_id')::bigint), '')
FROM record r
JOIN audit_entry a ON a.practice_id = r.practice_id AND a.id = r.audit_id
WHERE r.practice_id = %s AND r.id = %s AND r.kind = 'claim' ORDER BY r.version LIMIT {MOST}
"""


def claim_versions(session: Session, claim_id: int) -> tuple[ClaimVersion, ...]:
    """Return every version of a claim, the first one first."""
    rows = session.rows(_VERSIONS, session.practice_id, claim_id)
    return tuple(ClaimVersion(Entry(*row[:6]), decode(Claim, row[6]), row[7]) for row in rows)


@dataclass(frozen=True, slots=True)
class AckRow:
    """What one acknowledgement said of one claim; `verbatim` are the other side's own codes, `words` ours."""

    entry: Entry
    form: str
    received_on: date
    code: str
    is_accepted: bool
    verbatim: str
    words: str
    payer_control: str
    file: str


_ACKS = f"""
SELECT e.id, e.recorded_at, e.effective_on, e.actor, e.flow, e.reason, a.form, a.received_on,
  said.value->>'code', (said.value->>'is_accepted')::boolean, said.value->>'verbatim', said.value->>'words',
  said.value->>'payer_control', i.name
FROM acknowledgement a
JOIN record r ON r.practice_id = a.practice_id AND r.id = a.id AND r.version = a.version
JOIN audit_entry e ON e.practice_id = r.practice_id AND e.id = r.audit_id
JOIN interchange i ON i.practice_id = a.practice_id AND i.id = a.interchange_id
CROSS JOIN LATERAL jsonb_path_query(r.body, '$.claims[*]') said(value)
WHERE a.practice_id = %s AND (said.value->>'claim_id')::bigint = %s AND a.id IN (
  SELECT o.id FROM acknowledgement o WHERE o.practice_id = %s AND o.original_id = ANY(%s)
  UNION
  SELECT m.id FROM record m WHERE m.practice_id = %s AND m.audit_id = ANY(%s) AND m.kind = 'acknowledgement')
ORDER BY a.id LIMIT {MOST}
"""


def acknowledgements(session: Session, claim_id: int, versions: Sequence[ClaimVersion]) -> tuple[AckRow, ...]:
    """Return what was answered about a claim: of the interchanges that carried it, and with a change of the
    claim, where a payer names the claim and none of our interchanges.
    """
    sent_in = sorted({one.claim.interchange_id for one in versions if one.claim.interchange_id})
    entries = [one.entry.id for one in versions]
    own = session.practice_id
    rows = session.rows(_ACKS, own, claim_id, own, sent_in, own, entries)
    return tuple(AckRow(Entry(*row[:6]), *row[6:]) for row in rows)


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """One decision of the payer with the remittance that brought it."""

    entry: Entry
    advice: Advice
    remittance_id: int
    trace: str
    paid_on: date
    state: str
    payer: str


_ADVICES = f"""
SELECT e.id, e.recorded_at, e.effective_on, e.actor, e.flow, e.reason, r.body::text, m.id, m.trace, m.paid_on,
  m.state, mr.body->>'payer_name'
FROM advice a
JOIN record r ON r.practice_id = a.practice_id AND r.id = a.id AND r.version = a.version
JOIN audit_entry e ON e.practice_id = r.practice_id AND e.id = r.audit_id
JOIN remittance m ON m.practice_id = a.practice_id AND m.id = a.remittance_id
JOIN record mr ON mr.practice_id = m.practice_id AND mr.id = m.id AND mr.version = m.version
WHERE a.practice_id = %s AND a.claim_id = %s ORDER BY a.id LIMIT {MOST}
"""


def advices(session: Session, claim_id: int) -> tuple[AdviceRow, ...]:
    """Return every decision about a claim, the first one first."""
    rows = session.rows(_ADVICES, session.practice_id, claim_id)
    return tuple(AdviceRow(Entry(*row[:6]), decode(Advice, row[6]), *row[7:]) for row in rows)


@dataclass(frozen=True, slots=True)
class Booked:
    """A posting with the audit entry that it came in with."""

    entry: Entry
    posting: Posting


_POSTINGS = f"""
SELECT a.id, a.recorded_at, a.effective_on, a.actor, a.flow, a.reason, p.*
FROM (SELECT audit_id, {COLUMNS} FROM posting
  WHERE practice_id = %s AND (line_id = ANY(%s) OR claim_id = %s) ORDER BY id LIMIT 5000) p
JOIN audit_entry a ON a.practice_id = %s AND a.id = p.audit_id ORDER BY a.id
"""


def claim_postings(session: Session, claim_id: int, line_ids: list[int]) -> tuple[Booked, ...]:
    """Return every posting of a claim and of its lines, in the order of recording."""
    rows: list[tuple[Any, ...]] = session.rows(
        _POSTINGS, session.practice_id, line_ids, claim_id, session.practice_id
    )
    return tuple(Booked(Entry(*row[:6]), posting_of(row[7:])) for row in rows)


@dataclass(frozen=True, slots=True)
class FileRow:
    """An exchanged file with its exact bytes."""

    about: str
    name: str
    exchanged_on: date
    content: bytes


_FILES = """
WITH its AS MATERIALIZED (
  SELECT unnest(%s::bigint[]) AS id UNION
  SELECT m.interchange_id FROM advice a
  JOIN remittance m ON m.practice_id = a.practice_id AND m.id = a.remittance_id
  WHERE a.practice_id = %s AND a.claim_id = %s)
SELECT i.about, i.name, i.exchanged_on, b.content FROM (
  SELECT i.* FROM its JOIN interchange i ON i.practice_id = %s AND i.id = its.id
  ORDER BY i.exchanged_on DESC, i.id DESC LIMIT %s) i
JOIN interchange_bytes b ON b.practice_id = i.practice_id AND b.interchange_id = i.id
ORDER BY i.exchanged_on DESC, i.id DESC
"""


def files(session: Session, claim_id: int, sent_in: list[int], *, limit: int) -> tuple[FileRow, ...]:
    """Return the latest files that carried a claim or decided it."""
    here = session.practice_id
    rows = session.rows(_FILES, sent_in, here, claim_id, here, limit)
    return tuple(FileRow(about, name, on, bytes(content)) for about, name, on, content in rows)
