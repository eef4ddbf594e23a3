"""The audit trail as people search it: who did what, when, through which flow, and to which records.

Reads plain rows and never what a record says. A page goes on below the number of its last entry.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from almoner.store.lists.lists import Page, page_of
from almoner.store.session import Session
from almoner.store.tables.projections import PROJECTIONS

_OF_PATIENTS = tuple(p.table for p in PROJECTIONS.values() if "patient_id" in p.columns)
KINDS = tuple(sorted(PROJECTIONS))


LOOKED_AT = 50_000
"""Entries that a page looks at for a kind or an act, which no index finds."""
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; what is empty asks nothing. Both days are in the span; `before` is an entry's
    number, 0 from the newest on.
    """

    person: str = ""
    patient_id: int = 0
    kind: str = ""
    record_id: int = 0
    work: str = ""
    first_on: date | None = None
    last_on: date | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One sealed entry: `subjects` are the ids of the records that it wrote, by kind."""

    id: int
    at: datetime
    on: date
    person: str
    flow: str
    reason: str
    subjects: dict[str, list[int]]
    postings: int
    digest: str
    seal: str


_COLUMNS = (
    "e.id, e.recorded_at, e.effective_on, e.actor, e.flow, e.reason, e.subjects::text, e.posting_count, "
    "e.digest, e.seal"
)


def entries(session: Session, asked: Asked, *, most: int, looked_at: int = LARGEST) -> list[AuditRow]:
    """Return so many entries at most, the newest first, of as many as are looked at for a kind or an act."""
    conditions, values = _conditions(session, asked)
    within, sought = _sought(asked)
    sql = (
        f"SELECT {_COLUMNS} FROM (SELECT * FROM audit_entry e WHERE e.practice_id = %s{conditions} "
        f"ORDER BY e.id DESC LIMIT {int(looked_at)}) e WHERE true{within} "
        f"ORDER BY e.id DESC LIMIT {int(most)}"
    )
    rows = session.rows(sql, session.practice_id, *values, *sought)
    return [_entry(*row) for row in rows]


def _sought(asked: Asked) -> tuple[str, list[object]]:
    """What no index finds: the kind of a record, and the act."""
    parts: list[tuple[str, object]] = []
    if asked.kind:
        parts.append(("jsonb_exists(e.subjects, %s)", asked.kind))
    if asked.work:
        parts.append(("e.flow = %s", asked.work))
    return "".join(f" AND {sql}" for sql, _ in parts), [value for _, value in parts]


def _entry(*cells: Any) -> AuditRow:
    head, subjects, tail = cells[:6], json.loads(cells[6]), cells[7:]
    return AuditRow(*(*head, subjects, *tail))


def page(session: Session, asked: Asked, *, size: int) -> Page[AuditRow]:
    """Return a page of entries, the newest first. Of a long trail so many are looked at for a kind or an
    act; a page that holds less then goes on with those before.
    """
    found = entries(session, asked, most=size + 1, looked_at=LOOKED_AT)
    whole = page_of(found, [row.id for row in found])
    if whole.after or not (asked.kind or asked.work):
        return whole
    return replace(whole, after=_looked_to(session, asked))


def _looked_to(session: Session, asked: Asked) -> int:
    """The last entry that a page looked at, 0 where none is left before it."""
    conditions, values = _conditions(session, asked)
    sql = (
        f"SELECT e.id FROM audit_entry e WHERE e.practice_id = %s{conditions} "
        f"ORDER BY e.id DESC OFFSET {LOOKED_AT - 1} LIMIT 2"
    )
    rows = session.rows(sql, session.practice_id, *values)
    return int(rows[0][0]) if len(rows) > 1 else 0


def _conditions(session: Session, asked: Asked) -> tuple[str, list[object]]:
    parts: list[tuple[str, list[object]]] = []
    if asked.person:
        parts.append(("e.actor = %s", [asked.person]))
    if asked.record_id:
        sql = "e.id IN (SELECT audit_id FROM record WHERE practice_id = %s AND id = %s)"
        parts.append((sql, [session.practice_id, asked.record_id]))
    if asked.first_on:
        parts.append(("e.recorded_at >= %s", [_midnight(asked.first_on)]))
    if asked.last_on:
        parts.append(("e.recorded_at < %s", [_midnight(asked.last_on) + timedelta(days=1)]))
    if asked.before:
        parts.append(("e.id < %s", [asked.before]))
    if asked.patient_id:
        parts.append(_about(session.practice_id, session.charts.whole(asked.patient_id)))
    return "".join(f" AND {sql}" for sql, _ in parts), [one for _, values in parts for one in values]


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)


def _about(practice_id: int, patient_ids: list[int]) -> tuple[str, list[object]]:
    """The entries that wrote a record of the patient, or moved their money."""
    theirs = " UNION ALL ".join(
        f'SELECT id FROM "{table}" WHERE practice_id = %s AND patient_id = ANY(%s)' for table in _OF_PATIENTS
    )
    sql = (
        f"e.id IN (SELECT r.audit_id FROM (SELECT unnest(%s::bigint[]) AS id UNION ALL {theirs}) t "
        "JOIN record r ON r.practice_id = %s AND r.id = t.id "
        "UNION SELECT audit_id FROM posting WHERE practice_id = %s AND patient_id = ANY(%s))"
    )
    theirs_values = [practice_id, patient_ids] * len(_OF_PATIENTS)
    return sql, [patient_ids, *theirs_values, practice_id, practice_id, patient_ids]


def people_and_works(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return everybody who wrote anything, by name (one step of an index for each of them), and the acts
    of the last entries: they are few, and all of them are soon among so many.
    """
    sql = """
    WITH RECURSIVE known AS (
      (SELECT actor FROM audit_entry WHERE practice_id = %s ORDER BY actor LIMIT 1)
      UNION ALL
      SELECT (SELECT actor FROM audit_entry WHERE practice_id = %s AND actor > k.actor ORDER BY actor LIMIT 1)
      FROM known k WHERE k.actor IS NOT NULL),
    late AS (SELECT flow FROM audit_entry WHERE practice_id = %s ORDER BY id DESC LIMIT 5000)
    (SELECT true, actor FROM known WHERE actor IS NOT NULL LIMIT 500)
    UNION ALL (SELECT DISTINCT false, flow FROM late) ORDER BY 2
    """
    rows = session.rows(sql, *[session.practice_id] * 3)
    return tuple(name for is_who, name in rows if is_who), tuple(name for is_who, name in rows if not is_who)


def chain_end(session: Session) -> tuple[int, str]:
    """Return the number of the last entry and its seal; (0, "") where nothing was ever written."""
    found = session.rows("SELECT last_id, seal FROM audit_chain WHERE practice_id = %s", session.practice_id)
    return found[0] if found else (0, "")


def patient_of(session: Session, number: str) -> int:
    """Return the id of the patient with a chart number, or 0."""
    sql = "SELECT id FROM patient WHERE practice_id = %s AND number = %s"
    found = session.rows(sql, session.practice_id, number)
    return int(found[0][0]) if found else 0
