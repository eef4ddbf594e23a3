"""The versions of a record of the set-up, each with who wrote it, when and why."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from almoner.core.plan import Record
from almoner.store.codec import decode
from almoner.store.session import Session

R = TypeVar("R", bound=Record)
MOST_VERSIONS = 200
_VERSIONS = """
SELECT r.body::text, e.actor, e.recorded_at, e.reason FROM record r
JOIN audit_entry e ON e.practice_id = r.practice_id AND e.id = r.audit_id
WHERE r.practice_id = %s AND r.id = %s AND r.kind = %s ORDER BY r.version DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Written(Generic[R]):
    """One version of a record."""

    record: R
    by: str
    at: datetime
    why: str


def versions(session: Session, record: type[R], record_id: int) -> list[Written[R]]:
    """Return the versions of a record, the newest first; at most `MOST_VERSIONS`."""
    rows = session.rows(_VERSIONS, session.practice_id, record_id, record.kind, MOST_VERSIONS)
    return [Written(decode(record, body), by, at, why) for body, by, at, why in rows]


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A file that went or came; its name holds no patient's data."""

    direction: str
    name: str
    about: str
    on: date
    sent_on: date | None


_LAST = """
(SELECT i.id, i.direction, i.name, i.about, i.exchanged_on, t.sent_on FROM interchange i
 LEFT JOIN transmission t ON t.practice_id = i.practice_id AND t.interchange_id = i.id
 WHERE i.practice_id = %s AND i.direction = '{direction}' AND i.about NOT IN ('slip', 'scan', 'bank')
 ORDER BY i.id DESC LIMIT %s)
"""


def last_exchanged(session: Session, *, most: int) -> tuple[Exchanged, ...]:
    """Return what went to the clearinghouse and came from it last, so many of each, the newest first."""
    sql = " UNION ALL ".join(_LAST.format(direction=direction) for direction in ("out", "in"))
    here = session.practice_id
    rows = session.rows(f"SELECT * FROM ({sql}) f ORDER BY id DESC", here, most, here, most)
    return tuple(Exchanged(*row[1:]) for row in rows)


def waiting_to_go(session: Session) -> frozenset[int]:
    """Return the files that the other side has not got; at most a thousand."""
    sql = """
    SELECT i.id FROM interchange i
    WHERE i.practice_id = %s AND i.direction = 'out' AND NOT EXISTS (
      SELECT 1 FROM transmission t WHERE t.practice_id = i.practice_id AND t.interchange_id = i.id) LIMIT 1000
    """
    return frozenset(row[0] for row in session.rows(sql, session.practice_id))
