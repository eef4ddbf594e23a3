"""Visits that wait for their codes, as the coder's list shows them."""

from dataclasses import dataclass
from datetime import date

from almoner.core.coding.autonomy import CodeAutonomy
from almoner.core.coding.decision import CodingDecision
from almoner.core.coding.queue import Facts
from almoner.store.codec import decode
from almoner.store.session import Session

MOST_WAITING = 200
MOST_REFUSED = 50


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
    care: str = ""
    asked: int = 0
    answered: int = 0
    refusals: int = 0

    @property
    def facts(self) -> Facts:
        """Return what it is ranked by."""
        return Facts(
            service_on=self.service_on,
            care=self.care,
            asked=self.asked,
            answered=self.answered,
            refusals=self.refusals,
        )


_WAITING = f"""
SELECT v.id, p.id, p.number, p.last_name, p.first_name, d.listed, l.name, v.service_on, n.signed_on,
  coalesce(nr.body->'care'->>'role', ''), q.asked, q.answered, coalesce(f.refusals, 0)
FROM visit v
JOIN patient p ON p.practice_id = v.practice_id AND p.id = v.patient_id
JOIN provider d ON d.practice_id = v.practice_id AND d.id = v.provider_id
JOIN location l ON l.practice_id = v.practice_id AND l.id = v.location_id
JOIN LATERAL (SELECT min(signed_on) AS signed_on FROM note n
  WHERE n.practice_id = v.practice_id AND n.visit_id = v.id) n ON true
LEFT JOIN LATERAL (SELECT r.body FROM note o
  JOIN record r ON r.practice_id = o.practice_id AND r.id = o.id AND r.version = o.version
  WHERE o.practice_id = v.practice_id AND o.visit_id = v.id AND o.sort = 'visit'
  ORDER BY o.id DESC LIMIT 1) nr ON true
CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE state = 'open') AS asked,
    count(*) FILTER (WHERE state <> 'open') AS answered FROM provider_query
  WHERE practice_id = v.practice_id AND visit_id = v.id) q
LEFT JOIN (
  SELECT w.provider_id, count(*) AS refusals FROM denial d
  JOIN claim c ON c.practice_id = d.practice_id AND c.id = d.claim_id
  JOIN visit w ON w.practice_id = c.practice_id AND w.id = c.visit_id
  WHERE d.practice_id = %s AND d.state = 'open' AND d.owner = 'coder'
  GROUP BY w.provider_id) f ON f.provider_id = v.provider_id
WHERE v.practice_id = %s AND v.state = 'signed' AND NOT EXISTS (
  SELECT 1 FROM no_charge c WHERE c.practice_id = v.practice_id AND c.visit_id = v.id)
ORDER BY v.service_on, v.id LIMIT {MOST_WAITING}
"""


def waiting(session: Session) -> tuple[CodingRow, ...]:
    """Return the signed visits that wait for their codes, the oldest `MOST_WAITING`, oldest first; `refusals`
    are the open ones of the provider that are the coder's.
    """
    here = session.practice_id
    return tuple(CodingRow(*row) for row in session.rows(_WAITING, here, here))


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A refusal that is the coder's: of which service (empty: the whole claim), for which reason."""

    denial_id: int
    carc: str
    due_on: date
    patient_id: int
    last_name: str
    first_name: str
    number: str
    service_on: date
    provider: str
    code: str


_REFUSED = f"""
SELECT n.id, n.carc, n.due_on, p.id, p.last_name, p.first_name, p.number, v.service_on, d.listed,
  coalesce(l.code, '')
FROM denial n
JOIN claim c ON c.practice_id = n.practice_id AND c.id = n.claim_id
JOIN visit v ON v.practice_id = c.practice_id AND v.id = c.visit_id
JOIN patient p ON p.practice_id = n.practice_id AND p.id = n.patient_id
JOIN provider d ON d.practice_id = v.practice_id AND d.id = v.provider_id
LEFT JOIN charge_line l ON l.practice_id = n.practice_id AND l.id = n.line_id
WHERE n.practice_id = %s AND n.state = 'open' AND n.owner = 'coder'
ORDER BY n.due_on, n.id LIMIT {MOST_REFUSED}
"""


def refused(session: Session) -> tuple[RefusedRow, ...]:
    """Return the open refusals that are the coder's, what is due first at the top, at most `MOST_REFUSED`."""
    return tuple(RefusedRow(*row) for row in session.rows(_REFUSED, session.practice_id))


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
