"""Loads a provider's day with what each visit still wants, and proves the days that were signed.

A look takes a fixed number of queries; what is older than `LOOK_BACK` was somebody's long ago.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from almoner.core.charge.signed_day import Seen, SignedDay, Want
from almoner.core.claim.documented import LACKS
from almoner.store.session import Ask, Session

LOOK_BACK = timedelta(days=400)
MOST = 300
"""Visits that a day shows; the oldest come first, so that none is hidden for good."""
LEFT_OPEN = "left_open"

# One row a visit or an arrived booking: what is wanted is told by flags, in the order of `Want`.
_WANTED = f"""
WITH own AS (
  SELECT v.id FROM visit v WHERE v.practice_id = %(here)s AND v.service_on = %(day)s
    AND v.provider_id = %(provider)s
  UNION
  SELECT v.id FROM visit v WHERE v.practice_id = %(here)s AND v.state <> 'billed' AND v.state <> 'charged'
    AND v.provider_id = %(provider)s AND v.service_on < %(day)s AND v.service_on >= %(since)s
  UNION
  SELECT q.visit_id FROM provider_query q WHERE q.practice_id = %(here)s
    AND q.provider_id = %(provider)s AND q.state = 'open'
  UNION
  SELECT t.subject_id FROM task t JOIN visit v ON v.practice_id = t.practice_id AND v.id = t.subject_id
  WHERE t.practice_id = %(here)s AND t.state = 'open' AND t.what = '{LACKS}'
    AND v.provider_id = %(provider)s),
told AS (
  SELECT v.service_on AS on_day, v.patient_id, v.id AS visit_id, coalesce(v.appointment_id, 0) AS booking_id,
    v.state, false AS note, v.state = 'open' AS signature,
    EXISTS (SELECT 1 FROM provider_query q WHERE q.practice_id = v.practice_id AND q.visit_id = v.id
      AND q.state = 'open') AS answer,
    EXISTS (SELECT 1 FROM task t WHERE t.practice_id = v.practice_id AND t.subject_id = v.id
      AND t.state = 'open' AND t.what = '{LACKS}') AS lacks,
    v.state IN ('open', 'signed', 'coded') AND EXISTS (
      SELECT 1 FROM "order" o
      LEFT JOIN medication m ON m.practice_id = o.practice_id AND m.id = o.medication_id
      LEFT JOIN record r ON r.practice_id = m.practice_id AND r.id = m.id AND r.version = m.version
      WHERE o.practice_id = v.practice_id AND o.visit_id = v.id AND o.state = 'ordered'
        AND o.sort = 'medication' AND (m.id IS NULL OR r.body->>'setting' = 'outpatient')
        AND NOT EXISTS (SELECT 1 FROM administration a WHERE a.practice_id = o.practice_id
          AND a.order_id = o.id AND a.state IN ('completed', 'not-done'))
        AND NOT EXISTS (SELECT 1 FROM immunization i WHERE i.practice_id = o.practice_id
          AND i.order_id = o.id AND i.state IN ('completed', 'not-done'))) AS given,
    v.state = 'signed' AS codes, v.state = 'coded' AS charge,
    EXISTS (SELECT 1 FROM no_charge n WHERE n.practice_id = v.practice_id AND n.visit_id = v.id) AS cleared
  FROM own JOIN visit v ON v.practice_id = %(here)s AND v.id = own.id
  WHERE v.service_on <= %(day)s AND v.service_on >= %(since)s
  UNION ALL
  SELECT (a.starts_at AT TIME ZONE 'UTC')::date, a.patient_id, 0, a.id, a.state,
    true, false, false, false, false, false, false, EXISTS (
      SELECT 1 FROM no_charge n WHERE n.practice_id = a.practice_id AND n.appointment_id = a.id)
  FROM appointment a
  WHERE a.practice_id = %(here)s AND a.provider_id = %(provider)s AND a.state = 'arrived'
    AND a.starts_at >= %(since)s::date::timestamp AT TIME ZONE 'UTC'
    AND a.starts_at < (%(day)s::date + 1)::timestamp AT TIME ZONE 'UTC'
    AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.practice_id = a.practice_id AND v.appointment_id = a.id))
SELECT t.*, p.last_name || ', ' || p.first_name, p.number FROM told t
JOIN patient p ON p.practice_id = %(here)s AND p.id = t.patient_id
WHERE t.on_day = %(day)s
  OR (NOT t.cleared AND (t.note OR t.signature OR t.answer OR t.lacks OR t.given OR t.codes OR t.charge))
ORDER BY t.on_day, t.booking_id, t.visit_id LIMIT {MOST + 1}
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A visit as it stands, with the patient's name and number for the list."""

    seen: Seen
    patient: str
    number: str


def rows_of(session: Session, provider_id: int, day_on: date) -> tuple[Row, ...]:
    """Return a provider's visits of a day, and the older ones that still want something, oldest first."""
    named = {
        "here": session.practice_id,
        "provider": provider_id,
        "day": day_on,
        "since": day_on - LOOK_BACK,
    }
    with session.cursor() as cursor:
        cursor.execute(_WANTED, named)
        return tuple(_row(row) for row in cursor.fetchall())


def _row(row: Sequence[Any]) -> Row:
    on, patient_id, visit_id, booking_id, state, *flags, is_cleared, patient, number = row
    wants = () if is_cleared else tuple(want for want, flag in zip(Want, flags, strict=True) if flag)
    seen = Seen(
        on=on, patient_id=patient_id, visit_id=visit_id, appointment_id=booking_id, state=state, wants=wants
    )
    return Row(seen, patient, number)


@dataclass(frozen=True, slots=True)
class Coming:
    """A booking of the day whose patient hasn't arrived yet."""

    id: int
    starts_at: datetime
    reason: str
    patient_id: int
    patient: str
    number: str


_COMING = f"""
SELECT a.id, a.starts_at AT TIME ZONE 'UTC', r.body->>'reason', p.id, p.last_name || ', ' || p.first_name,
  p.number
FROM appointment a
JOIN record r ON r.practice_id = a.practice_id AND r.id = a.id AND r.version = a.version
JOIN patient p ON p.practice_id = a.practice_id AND p.id = a.patient_id
WHERE a.practice_id = %(here)s AND a.provider_id = %(provider)s AND a.state = 'booked'
  AND a.starts_at >= %(day)s::date::timestamp AT TIME ZONE 'UTC'
  AND a.starts_at < (%(day)s::date + 1)::timestamp AT TIME ZONE 'UTC'
ORDER BY a.starts_at, a.id LIMIT {MOST}
"""


def coming(session: Session, provider_id: int, day_on: date) -> tuple[Coming, ...]:
    """Return a provider's bookings of a day that nobody has arrived for, in the order of their times."""
    with session.cursor() as cursor:
        cursor.execute(_COMING, {"here": session.practice_id, "provider": provider_id, "day": day_on})
        return tuple(Coming(*row) for row in cursor.fetchall())


def days_since(session: Session, provider_ids: Sequence[int], since_on: date) -> list[SignedDay]:
    """Return the signed days of providers from a day on, reopened ones too, in the order of their ids."""
    where = "t.provider_id = ANY(%s) AND t.day_on >= %s"
    ask = Ask(SignedDay, where=where, arguments=(list(provider_ids), since_on))
    return session.gather(ask).of(ask) if provider_ids else []


def finished(session: Session) -> list[int]:
    """Return the ids of open tasks about visits that were left open and want nothing any more."""
    sql = f"""
    SELECT t.id FROM task t
    LEFT JOIN visit v ON v.practice_id = t.practice_id AND v.id = t.subject_id
    WHERE t.practice_id = %s AND t.state = 'open' AND t.what = '{LEFT_OPEN}' AND CASE WHEN v.id IS NULL
      THEN EXISTS (SELECT 1 FROM visit b WHERE b.practice_id = t.practice_id
          AND b.appointment_id = t.subject_id)
        OR EXISTS (SELECT 1 FROM no_charge n WHERE n.practice_id = t.practice_id
          AND n.appointment_id = t.subject_id)
      ELSE EXISTS (SELECT 1 FROM no_charge n WHERE n.practice_id = t.practice_id AND n.visit_id = v.id)
        OR (v.state IN ('charged', 'billed')
          AND NOT EXISTS (SELECT 1 FROM provider_query q WHERE q.practice_id = t.practice_id
            AND q.visit_id = v.id AND q.state = 'open')
          AND NOT EXISTS (SELECT 1 FROM task l WHERE l.practice_id = t.practice_id AND l.subject_id = v.id
            AND l.state = 'open' AND l.what = '{LACKS}')) END
    """
    return [row[0] for row in session.rows(sql, session.practice_id)]


_LATE = """
SELECT d.id FROM signed_day d
JOIN record k ON k.practice_id = d.practice_id AND k.id = d.id AND k.version = 1
WHERE d.practice_id = %s AND d.state = 'signed' AND EXISTS (
  SELECT 1 FROM visit v
  JOIN charge_line l ON l.practice_id = v.practice_id AND l.visit_id = v.id
  JOIN record r ON r.practice_id = l.practice_id AND r.id = l.id AND r.version = 1
  WHERE v.practice_id = d.practice_id AND v.service_on = d.day_on AND v.provider_id = d.provider_id
    AND r.audit_id > k.audit_id AND NOT EXISTS (
      SELECT 1 FROM signed_day o
      JOIN record s ON s.practice_id = o.practice_id AND s.id = o.id AND s.version = 1
        AND s.audit_id < r.audit_id
      CROSS JOIN LATERAL jsonb_array_elements(s.body->'seen') one
      WHERE o.practice_id = d.practice_id AND o.provider_id = d.provider_id AND o.day_on >= d.day_on
        AND (one->>'visit_id')::bigint = v.id AND (one->'left'->>'due_on')::date >= r.effective_on))
"""


def wrong(session: Session) -> Iterator[tuple[str, list[int]]]:
    """Yield what does not hold of the signed days: the check with the ids of the days."""
    days = session.find(SignedDay)
    broken = [one.id for one in days if one.sha256 != one.seal()]
    silent = [one.id for one in days if any(each.wants and each.left is None for each in one.seen)]
    late = [row[0] for row in session.rows(_LATE, session.practice_id)] if days else []
    for check, ids in (
        ("signed day whose hash differs", broken),
        ("signed day with a visit that nobody owns", silent),
        ("late charge beside a signed day", late),
    ):
        if ids:
            yield check, ids
