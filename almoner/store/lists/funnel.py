"""What the funnel counts: every booking and visit of some days with how far it has come, by one query."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.charge.funnel import Case
from almoner.store.session import Session

USUAL_OF = 25
"""A visit without a charge is worth what is in the middle of so many of its provider's last ones."""
_CASES = f"""
WITH seen AS (
  SELECT a.id AS appointment_id, a.state AS booking, v.id AS visit_id, v.state AS visit,
    coalesce(v.service_on, (a.starts_at AT TIME ZONE 'UTC')::date) AS on_day,
    a.patient_id, coalesce(v.provider_id, a.provider_id) AS provider_id,
    coalesce(v.location_id, a.location_id) AS location_id
  FROM appointment a LEFT JOIN visit v ON v.practice_id = a.practice_id AND v.appointment_id = a.id
  WHERE a.practice_id = %(here)s AND a.starts_at >= %(since)s::date::timestamp AT TIME ZONE 'UTC'
    AND a.starts_at < %(until)s::date::timestamp AT TIME ZONE 'UTC'
  UNION ALL
  SELECT NULL, '', v.id, v.state, v.service_on, v.patient_id, v.provider_id, v.location_id
  FROM visit v WHERE v.practice_id = %(here)s AND v.appointment_id IS NULL
    AND v.service_on >= %(since)s AND v.service_on < %(until)s),
usual AS MATERIALIZED (
  SELECT s.provider_id, u.cents FROM (SELECT DISTINCT provider_id FROM seen) s CROSS JOIN LATERAL (
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY cents) AS cents FROM (
      SELECT sum(charge_cents)::bigint AS cents FROM charge_line
      WHERE practice_id = %(here)s AND provider_id = s.provider_id AND NOT is_taken_back
        AND service_on >= %(until)s::date - 181 AND service_on < %(until)s
      GROUP BY service_on, visit_id ORDER BY service_on DESC, visit_id DESC LIMIT {USUAL_OF}) v) u)
SELECT s.on_day, s.patient_id, s.provider_id, s.location_id, coalesce(s.appointment_id, 0), s.booking,
  coalesce(s.visit_id, 0), coalesce(s.visit, ''), coalesce(l.lines, 0), c.has_claim,
  coalesce(l.is_self_pay, false), n.is_cleared, coalesce(t.owner, ''),
  coalesce(l.cents, b.cents, u.cents, 0), l.cents IS NULL AND b.cents IS NULL,
  coalesce(l.is_taken_back, false)
FROM seen s
LEFT JOIN LATERAL (
  SELECT count(*) AS lines, bool_and(l.is_taken_back) AS is_taken_back,
    coalesce(sum(l.charge_cents) FILTER (WHERE NOT l.is_taken_back), 0)::bigint AS cents,
    bool_and(NOT EXISTS (
      SELECT 1 FROM posting p WHERE p.practice_id = l.practice_id AND p.line_id = l.id AND p.reason = 'charge'
        AND p.reverses IS NULL)) FILTER (WHERE NOT l.is_taken_back) AS is_self_pay
  FROM charge_line l WHERE l.practice_id = %(here)s AND l.visit_id = s.visit_id HAVING count(*) > 0) l ON true
LEFT JOIN LATERAL (
  SELECT sum((one->>'charge_cents')::bigint)::bigint AS cents FROM superbill b
  JOIN record r ON r.practice_id = b.practice_id AND r.id = b.id AND r.version = b.version
  CROSS JOIN LATERAL jsonb_array_elements(r.body->'lines') one
  WHERE l.lines IS NULL AND b.practice_id = %(here)s AND b.visit_id = s.visit_id) b ON true
CROSS JOIN LATERAL (
  SELECT EXISTS (SELECT 1 FROM claim c WHERE c.practice_id = %(here)s AND c.visit_id = s.visit_id) OR (
    s.visit = 'billed' AND EXISTS (
      SELECT 1 FROM claim c
      JOIN record r ON r.practice_id = c.practice_id AND r.id = c.id AND r.version = c.version
      WHERE c.practice_id = %(here)s AND c.patient_id = s.patient_id
        AND r.body->'visit_ids' @> to_jsonb(s.visit_id))) AS has_claim) c
CROSS JOIN LATERAL (
  SELECT EXISTS (SELECT 1 FROM no_charge n WHERE n.practice_id = %(here)s
    AND (n.visit_id = s.visit_id OR n.appointment_id = s.appointment_id)) AS is_cleared) n
LEFT JOIN LATERAL (
  SELECT min(t.owner) AS owner FROM task t WHERE t.practice_id = %(here)s AND t.state = 'open'
    AND t.subject_id IN (s.visit_id, s.appointment_id)) t ON true
LEFT JOIN usual u ON u.provider_id = s.provider_id
ORDER BY s.on_day, s.appointment_id, s.visit_id
"""


def cases(session: Session, *, since_on: date, until_on: date) -> tuple[Case, ...]:
    """Return every booking and visit of the days [since_on, until_on), in the order of the days."""
    named = {"here": session.practice_id, "since": since_on, "until": until_on}
    with session.cursor() as cursor:
        cursor.execute(_CASES, named)
        return tuple(case_of(row) for row in cursor.fetchall())


def is_many(session: Session, *, since_on: date, until_on: date, most: int) -> bool:
    """True where the days [since_on, until_on) have more bookings than `most`."""
    sql = """
    SELECT count(*) > %s FROM (SELECT 1 FROM appointment WHERE practice_id = %s
      AND starts_at >= %s::date::timestamp AT TIME ZONE 'UTC'
      AND starts_at < %s::date::timestamp AT TIME ZONE 'UTC' LIMIT %s) counted
    """
    return bool(session.value(sql, most, session.practice_id, since_on, until_on, most + 1))


_COLUMNS = (
    "on patient_id provider_id location_id appointment_id booking visit_id visit lines has_claim "
    "is_self_pay is_cleared task_owner cents is_estimate is_taken_back"
).split()


def case_of(row: tuple[Any, ...]) -> Case:
    """Return the case of a row, in the order of the fields."""
    return Case(**dict(zip(_COLUMNS, row, strict=True)))


_LAGS = """
SELECT v.service_on, n.signed_on, l.charged_on, l.claimed_on FROM visit v
LEFT JOIN LATERAL (SELECT min(signed_on) AS signed_on FROM note n
  WHERE n.practice_id = v.practice_id AND n.visit_id = v.id) n ON true
LEFT JOIN LATERAL (
  SELECT min(r.effective_on) AS charged_on, (
      SELECT min(o.effective_on) FROM claim c JOIN record o ON o.practice_id = c.practice_id AND o.id = c.id
        AND o.version = 1 WHERE c.practice_id = v.practice_id AND c.visit_id = v.id) AS claimed_on
  FROM charge_line l JOIN record r ON r.practice_id = l.practice_id AND r.id = l.id AND r.version = 1
  WHERE l.practice_id = v.practice_id AND l.visit_id = v.id) l ON true
WHERE v.practice_id = %s AND v.service_on >= %s AND v.service_on < %s
"""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one visit: seen, signed, charged, claimed; None where it has not come so far."""

    service_on: date
    signed_on: date | None
    charged_on: date | None
    claimed_on: date | None


def days_of(session: Session, *, since_on: date, until_on: date) -> tuple[Days, ...]:
    """Return when each visit of the days [since_on, until_on) took its steps."""
    return tuple(Days(*row) for row in session.rows(_LAGS, session.practice_id, since_on, until_on))


_LATE = """
SELECT count(*), coalesce(sum(l.charge_cents), 0)::bigint FROM charge_line l
JOIN record r ON r.practice_id = l.practice_id AND r.id = l.id AND r.version = 1
JOIN day_close d ON d.practice_id = l.practice_id AND d.closed_on = l.service_on
JOIN record k ON k.practice_id = d.practice_id AND k.id = d.id AND k.version = 1
WHERE l.practice_id = %s AND NOT l.is_taken_back AND l.service_on >= %s AND l.service_on < %s
  AND r.audit_id > k.audit_id
"""


def late_charges(session: Session, *, since_on: date, until_on: date) -> tuple[int, int]:
    """Return how many lines were charged after the day of their service was closed, and their cents."""
    count, cents = session.rows(_LATE, session.practice_id, since_on, until_on)[0]
    return int(count), int(cents)
