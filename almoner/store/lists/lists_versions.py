"""Two versions of one record, as the books keep them: the one that a person saw, and the one that stands."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class Kept:
    """A version with its fields, who wrote it and the day that it was written for."""

    version: int
    body: dict[str, Any]
    actor: str
    on: date


_KEPT = """
SELECT r.version, r.body::text, e.actor, e.effective_on
FROM record r JOIN audit_entry e ON e.practice_id = r.practice_id AND e.id = r.audit_id
WHERE r.practice_id = %s AND r.kind = %s AND r.id = %s
  AND r.version IN (%s, (SELECT max(m.version) FROM record m WHERE m.practice_id = %s AND m.id = %s))
ORDER BY r.version
"""


def seen_and_standing(session: Session, kind: str, record_id: int, seen: int) -> tuple[Kept, ...]:
    """Return the version that was seen and the one that stands, in this order; one where they are the same,
    none where there is no such record.
    """
    own = session.practice_id
    rows = session.rows(_KEPT, own, kind, record_id, seen, own, record_id)
    return tuple(Kept(version, json.loads(body), actor, on) for version, body, actor, on in rows)


def made_with(session: Session, kind: str, record_id: int) -> tuple[int, ...]:
    """Return the records of a kind that one act made together with a record, in the order of their ids."""
    sql = """
    SELECT r.id FROM record r
    WHERE r.practice_id = %s AND r.kind = %s AND r.version = 1 AND r.audit_id =
      (SELECT f.audit_id FROM record f WHERE f.practice_id = %s AND f.id = %s AND f.version = 1)
    ORDER BY r.id
    """
    own = session.practice_id
    return tuple(row[0] for row in session.rows(sql, own, kind, own, record_id))
