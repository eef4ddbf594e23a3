"""The versions of a record of the set-up, each with who wrote it, when and why."""

from dataclasses import dataclass
from datetime import datetime
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
