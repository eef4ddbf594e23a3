"""Visits that wait for their codes, as the coder's list shows them."""

from dataclasses import dataclass
from datetime import date

from almoner.core.coding.autonomy import CodeAutonomy
from almoner.core.coding.decision import CodingDecision
from almoner.store.codec import decode
from almoner.store.session import Session

MOST_WAITING = 200


@dataclass(frozen=True, slots=True)
class CodingRow:
    """A signed visit that is not coded yet."""

    visit_id: int
    patient_id: int
    number: str
    last_name: str
    first_name: str
    provider: str
    location: str
    service_on: date
    signed_on: date


_WAITING = f"""
SELECT v.id, p.id, p.number, p.last_name, p.first_name, d.listed, l.name, v.service_on, n.signed_on
FROM visit v
JOIN patient p ON p.practice_id = v.practice_id AND p.id = v.patient_id
JOIN provider d ON d.practice_id = v.practice_id AND d.id = v.provider_id
JOIN location l ON l.practice_id = v.practice_id AND l.id = v.location_id
JOIN LATERAL (SELECT min(signed_on) AS signed_on FROM note n
  WHERE n.practice_id = v.practice_id AND n.visit_id = v.id) n ON true
WHERE v.practice_id = %s AND v.state = 'signed' AND NOT EXISTS (
  SELECT 1 FROM no_charge c WHERE c.practice_id = v.practice_id AND c.visit_id = v.id)
ORDER BY v.service_on, v.id LIMIT {MOST_WAITING}
"""


def waiting(session: Session) -> tuple[CodingRow, ...]:
    """Return the signed visits that wait for their codes, oldest first, at most `MOST_WAITING`."""
    return tuple(CodingRow(*row) for row in session.rows(_WAITING, session.practice_id))


_NEXT = """
SELECT id FROM visit WHERE practice_id = %s AND state = 'signed' AND id <> %s ORDER BY service_on, id LIMIT 1
"""


def next_waiting(session: Session, visit_id: int) -> int:
    """Return the oldest other visit that waits for its codes, 0 where none does."""
    found = session.rows(_NEXT, session.practice_id, visit_id)
    return int(found[0][0]) if found else 0


_DECIDED = """
SELECT r.body::text FROM coding_decision d
JOIN record r ON r.practice_id = d.practice_id AND r.id = d.id AND r.version = d.version
WHERE d.practice_id = %s AND d.decided_on >= %s AND d.visit_id IN (
  SELECT s.visit_id FROM coding_decision s
  WHERE s.practice_id = %s AND s.decided_on >= %s AND s.suggested_code <> '')
ORDER BY d.id
"""


def decided(session: Session, *, since_on: date) -> list[CodingDecision]:
    """Return the decisions since a day on visits whose codes were suggested; typed ones say nothing of it."""
    here = session.practice_id
    rows = session.rows(_DECIDED, here, since_on, here, since_on)
    return [decode(CodingDecision, body) for (body,) in rows]


_LEVELS = """
SELECT r.body::text FROM code_autonomy a
JOIN record r ON r.practice_id = a.practice_id AND r.id = a.id
WHERE a.practice_id = %s ORDER BY r.audit_id DESC, r.id LIMIT 200
"""


def levels_ever(session: Session) -> tuple[CodeAutonomy, ...]:
    """Return every level that was set for a kind of code, the last first, at most 200."""
    rows = session.rows(_LEVELS, session.practice_id)
    return tuple(decode(CodeAutonomy, body) for (body,) in rows)
