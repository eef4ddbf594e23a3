"""When each visit took its steps, and what of it was charged after its day was closed: one query."""

from dataclasses import dataclass
from datetime import date

from almoner.store.session import Session

_VISITS = """
SELECT v.id, v.patient_id, p.last_name || ', ' || p.first_name, v.provider_id, v.service_on, n.signed_on,
  l.charged_on, c.claimed_on, coalesce(l.late_lines, 0), coalesce(l.late_cents, 0)
FROM visit v
JOIN patient p ON p.practice_id = v.practice_id AND p.id = v.patient_id
LEFT JOIN LATERAL (SELECT min(signed_on) AS signed_on FROM note n
  WHERE n.practice_id = v.practice_id AND n.visit_id = v.id) n ON true
LEFT JOIN LATERAL (
  SELECT min(r.effective_on) AS charged_on,
    count(*) FILTER (WHERE r.audit_id > k.audit_id AND NOT l.is_taken_back) AS late_lines,
    (sum(l.charge_cents) FILTER (WHERE r.audit_id > k.audit_id AND NOT l.is_taken_back))::bigint AS late_cents
  FROM charge_line l
  JOIN record r ON r.practice_id = l.practice_id AND r.id = l.id AND r.version = 1
  LEFT JOIN day_close d ON d.practice_id = l.practice_id AND d.closed_on = l.service_on
  LEFT JOIN record k ON k.practice_id = d.practice_id AND k.id = d.id AND k.version = 1
  WHERE l.practice_id = v.practice_id AND l.visit_id = v.id) l ON true
LEFT JOIN LATERAL (
  SELECT min(o.effective_on) AS claimed_on FROM claim c
  JOIN record o ON o.practice_id = c.practice_id AND o.id = c.id AND o.version = 1
  WHERE c.practice_id = v.practice_id AND c.visit_id = v.id) c ON true
WHERE v.practice_id = %s AND v.service_on >= %s AND v.service_on < %s
ORDER BY v.service_on, v.id
"""


@dataclass(frozen=True, slots=True)
class VisitLag:
    """A visit with the days of its steps (None where it has not come so far), and its late lines with their
    cents.
    """

    visit_id: int
    patient_id: int
    patient: str
    provider_id: int
    service_on: date
    signed_on: date | None
    charged_on: date | None
    claimed_on: date | None
    late_lines: int
    late_cents: int

    @property
    def to_signature(self) -> int | None:
        """Days from the service to the signature."""
        return (self.signed_on - self.service_on).days if self.signed_on else None

    @property
    def to_charge(self) -> int | None:
        """Days from the service to the charge."""
        return (self.charged_on - self.service_on).days if self.charged_on else None


def visit_lags(session: Session, *, since_on: date, until_on: date) -> tuple[VisitLag, ...]:
    """Return the visits of the days [since_on, until_on), oldest first."""
    return tuple(VisitLag(*row) for row in session.rows(_VISITS, session.practice_id, since_on, until_on))
