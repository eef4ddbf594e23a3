"""The funnel of a day as the books knew it at an audit entry, asked of the versions that they had by then.

Records are never changed, so the answer to a question about then is always the same; nothing is copied.
`verify` asks the newest closed day as of now and compares it with the tables of today.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.charge.funnel import Case
from almoner.store.lists.funnel import USUAL_OF, case_of, cases
from almoner.store.session import Session

_MOVED = 31
"""Days within which a visit that nobody booked may have been moved since; a visit keeps its booking, and
bookings themselves are never moved."""

_BY_THEN = """(SELECT r.body FROM record r WHERE r.practice_id = %(here)s AND r.id = {id}
  AND r.audit_id <= %(entry)s ORDER BY r.version DESC LIMIT 1)"""
_KNOWN = """EXISTS (SELECT 1 FROM record r WHERE r.practice_id = %(here)s AND r.id = {id} AND r.version = 1
  AND r.audit_id <= %(entry)s)"""
_TAKEN_BACK = """(l.is_taken_back AND EXISTS (SELECT 1 FROM record r WHERE r.practice_id = %(here)s
  AND r.id = l.id AND r.audit_id <= %(entry)s AND r.body->>'taken_back_by' <> ''))"""


def _then(name: str) -> str:
    return _BY_THEN.format(id=name)


def _known(name: str) -> str:
    return _KNOWN.format(id=name)


_CASES = f"""
WITH bookings AS (
  SELECT a.id, a.patient_id, b.body FROM appointment a CROSS JOIN LATERAL {_then("a.id")} b
  WHERE a.practice_id = %(here)s AND a.starts_at >= %(day)s::date::timestamp AT TIME ZONE 'UTC'
    AND a.starts_at < (%(day)s::date + 1)::timestamp AT TIME ZONE 'UTC'),
visits AS (
  SELECT v.id, v.patient_id, b.body FROM bookings a
  JOIN visit v ON v.practice_id = %(here)s AND v.appointment_id = a.id CROSS JOIN LATERAL {_then("v.id")} b
  UNION ALL
  SELECT v.id, v.patient_id, b.body FROM visit v CROSS JOIN LATERAL {_then("v.id")} b
  WHERE v.practice_id = %(here)s AND v.appointment_id IS NULL
    AND v.service_on BETWEEN %(day)s::date - {_MOVED} AND %(day)s::date + {_MOVED}),
seen AS (
  SELECT a.id AS appointment_id, a.body->>'state' AS booking, v.id AS visit_id, v.body->>'state' AS visit,
    coalesce((v.body->>'service_on')::date, %(day)s::date) AS on_day, a.patient_id,
    coalesce(v.body->>'provider_id', a.body->>'provider_id')::bigint AS provider_id,
    coalesce(v.body->>'location_id', a.body->>'location_id')::bigint AS location_id
  FROM bookings a LEFT JOIN visits v ON (v.body->>'appointment_id')::bigint = a.id
  UNION ALL
  SELECT NULL, '', v.id, v.body->>'state', (v.body->>'service_on')::date, v.patient_id,
    (v.body->>'provider_id')::bigint, (v.body->>'location_id')::bigint
  FROM visits v WHERE (v.body->>'appointment_id')::bigint = 0 AND (v.body->>'service_on')::date = %(day)s),
usual AS MATERIALIZED (
  SELECT s.provider_id, u.cents FROM (SELECT DISTINCT provider_id FROM seen) s CROSS JOIN LATERAL (
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY cents) AS cents FROM (
      SELECT sum(l.charge_cents)::bigint AS cents FROM charge_line l
      WHERE l.practice_id = %(here)s AND l.provider_id = s.provider_id
        AND l.service_on >= %(day)s::date - 180 AND l.service_on <= %(day)s
        AND {_known("l.id")} AND NOT {_TAKEN_BACK}
      GROUP BY l.service_on, l.visit_id ORDER BY l.service_on DESC, l.visit_id DESC LIMIT {USUAL_OF}) v) u)
SELECT s.on_day, s.patient_id, s.provider_id, s.location_id, coalesce(s.appointment_id, 0), s.booking,
  coalesce(s.visit_id, 0), coalesce(s.visit, ''), coalesce(l.lines, 0), c.has_claim,
  coalesce(l.is_self_pay, false), n.is_cleared, coalesce(t.owner, ''),
  coalesce(l.cents, b.cents, u.cents, 0), l.cents IS NULL AND b.cents IS NULL,
  coalesce(l.is_taken_back, false)
FROM seen s
LEFT JOIN LATERAL (
  SELECT count(*) AS lines, bool_and({_TAKEN_BACK}) AS is_taken_back,
    coalesce(sum(l.charge_cents) FILTER (WHERE NOT {_TAKEN_BACK}), 0)::bigint AS cents,
    bool_and(NOT EXISTS (
      SELECT 1 FROM posting p WHERE p.practice_id = l.practice_id AND p.line_id = l.id AND p.reason = 'charge'
        AND p.reverses IS NULL AND p.audit_id <= %(entry)s))
      FILTER (WHERE NOT {_TAKEN_BACK}) AS is_self_pay
  FROM charge_line l WHERE l.practice_id = %(here)s AND l.visit_id = s.visit_id AND {_known("l.id")}
  HAVING count(*) > 0) l ON true
LEFT JOIN LATERAL (
  SELECT sum((one->>'charge_cents')::bigint)::bigint AS cents FROM superbill b
  CROSS JOIN LATERAL {_then("b.id")} k CROSS JOIN LATERAL jsonb_array_elements(k.body->'lines') one
  WHERE l.lines IS NULL AND b.practice_id = %(here)s AND b.visit_id = s.visit_id) b ON true
CROSS JOIN LATERAL (
  SELECT EXISTS (SELECT 1 FROM claim c WHERE c.practice_id = %(here)s AND c.visit_id = s.visit_id
    AND {_known("c.id")}) OR (s.visit = 'billed' AND EXISTS (
      SELECT 1 FROM claim c CROSS JOIN LATERAL {_then("c.id")} k
      WHERE c.practice_id = %(here)s AND c.patient_id = s.patient_id
        AND k.body->'visit_ids' @> to_jsonb(s.visit_id))) AS has_claim) c
CROSS JOIN LATERAL (
  SELECT EXISTS (SELECT 1 FROM no_charge n WHERE n.practice_id = %(here)s AND {_known("n.id")}
    AND (n.visit_id = s.visit_id OR n.appointment_id = s.appointment_id)) AS is_cleared) n
LEFT JOIN LATERAL (
  SELECT min(k.body->>'owner') AS owner FROM task t CROSS JOIN LATERAL {_then("t.id")} k
  WHERE t.practice_id = %(here)s AND t.subject_id IN (s.visit_id, s.appointment_id)
    AND k.body->>'state' = 'open') t ON true
LEFT JOIN usual u ON u.provider_id = s.provider_id
ORDER BY s.on_day, s.appointment_id, s.visit_id
"""


def cases_then(session: Session, day_on: date, *, entry_id: int) -> tuple[Case, ...]:
    """Return every booking and visit of a day as the books knew it at an audit entry."""
    with session.cursor() as cursor:
        cursor.execute(_CASES, {"here": session.practice_id, "day": day_on, "entry": entry_id})
        return tuple(case_of(row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Evening:
    """How a day ended: the audit entry until which is asked, and whether the day's close is that entry."""

    entry_id: int
    is_closed: bool


# From each later day to the next, the first entry of each: of the entries themselves there are millions.
_EVENING = """
WITH RECURSIVE later AS (
  (SELECT effective_on, id FROM audit_entry WHERE practice_id = %s AND effective_on > %s
    ORDER BY effective_on, id LIMIT 1)
  UNION ALL
  SELECT next.* FROM later CROSS JOIN LATERAL (
    SELECT e.effective_on, e.id FROM audit_entry e
    WHERE e.practice_id = %s AND e.effective_on > later.effective_on
    ORDER BY e.effective_on, e.id LIMIT 1) next)
SELECT coalesce((SELECT min(id) - 1 FROM later),
  (SELECT max(id) FROM audit_entry WHERE practice_id = %s), 0)
"""


def evening(session: Session, day_on: date) -> Evening:
    """Return the entry of a day's close, else the last one before any of a later day."""
    closed = session.rows(
        "SELECT r.audit_id FROM day_close d JOIN record r ON r.practice_id = d.practice_id AND r.id = d.id "
        "AND r.version = 1 WHERE d.practice_id = %s AND d.closed_on = %s",
        *(session.practice_id, day_on),
    )
    if closed:
        return Evening(int(closed[0][0]), is_closed=True)
    here = session.practice_id
    return Evening(int(session.value(_EVENING, here, day_on, here, here)), is_closed=False)


@dataclass(frozen=True, slots=True)
class Act:
    """Who moved something on through which flow, and on which day."""

    by: str
    flow: str
    on: date


def last_acts(session: Session, ids: list[int], *, after_entry: int) -> dict[int, Act]:
    """Return the last act after an entry on each of some bookings and visits, a reason for no charge too."""
    sql = """
    SELECT DISTINCT ON (t.about) t.about, e.actor, e.flow, e.effective_on FROM (
      SELECT r.id AS about, r.audit_id FROM record r
      WHERE r.practice_id = %(here)s AND r.id = ANY(%(ids)s) AND r.audit_id > %(entry)s
      UNION ALL
      SELECT one, r.audit_id FROM no_charge n
      JOIN record r ON r.practice_id = n.practice_id AND r.id = n.id AND r.version = 1
      CROSS JOIN LATERAL unnest(ARRAY[n.visit_id, n.appointment_id]) one
      WHERE n.practice_id = %(here)s AND one = ANY(%(ids)s) AND r.audit_id > %(entry)s) t
    JOIN audit_entry e ON e.practice_id = %(here)s AND e.id = t.audit_id
    ORDER BY t.about, t.audit_id DESC
    """
    with session.cursor() as cursor:
        cursor.execute(sql, {"here": session.practice_id, "ids": ids, "entry": after_entry})
        return {about: Act(by, flow, on) for about, by, flow, on in cursor.fetchall()}


def asked_otherwise(session: Session) -> list[int]:
    """Return the ids of bookings and visits of the newest closed day that the versions known by now tell
    otherwise than the tables of today.
    """
    found = session.rows("SELECT max(closed_on) FROM day_close WHERE practice_id = %s", session.practice_id)
    day_on = found[0][0]
    if day_on is None:
        return []
    last = session.value("SELECT max(id) FROM audit_entry WHERE practice_id = %s", session.practice_id)
    then = set(cases_then(session, day_on, entry_id=last))
    now = set(cases(session, since_on=day_on, until_on=day_on + timedelta(days=1)))
    return sorted({one.visit_id or one.appointment_id for one in then ^ now})
