"""What the bookings of some days need of notices: who has Medicare and when they were asked who pays before
it, which notices wait to be signed, who pays alone and has no estimate. One query for all.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from almoner.store.lists.lists import THEIRS
from almoner.store.session import Session

MOST = 500
_BOOKED = f"""
SELECT a.id, p.id, p.last_name || ', ' || p.first_name, p.number, p.birth_on,
  a.starts_at AT TIME ZONE 'UTC', a.state, (SELECT first.effective_on FROM record first
    WHERE first.practice_id = a.practice_id AND first.id = a.id AND first.version = 1),
  coalesce(c.policies, 0), coalesce(c.has_medicare, false),
  coalesce(c.has_medicare_itself, false), q.asked_on, coalesce(q.is_open, false),
  coalesce(n.waiting, 0), n.first_on, e.id IS NOT NULL, coalesce(e.is_delivered, false), e.due_on
FROM appointment a JOIN patient o ON o.practice_id = a.practice_id AND o.id = a.patient_id
JOIN patient p ON p.practice_id = o.practice_id AND p.id = o.chart_id
LEFT JOIN LATERAL (
  SELECT count(*) AS policies, bool_or(y.payer_kind IN ('medicare', 'medicare_advantage')) AS has_medicare,
    bool_or(y.payer_kind = 'medicare') AS has_medicare_itself
  FROM coverage c JOIN payer y ON y.practice_id = c.practice_id AND y.id = c.payer_id
  WHERE c.practice_id = a.practice_id AND c.patient_id {THEIRS}
    AND c.since_on <= (a.starts_at AT TIME ZONE 'UTC')::date
    AND (c.until_on IS NULL OR (a.starts_at AT TIME ZONE 'UTC')::date < c.until_on)) c ON true
LEFT JOIN LATERAL (
  SELECT m.asked_on, m.confirmed_on IS NULL AS is_open FROM msp_questionnaire m
  WHERE m.practice_id = a.practice_id AND m.patient_id {THEIRS}
  ORDER BY m.asked_on DESC, m.id DESC LIMIT 1) q ON c.has_medicare
LEFT JOIN LATERAL (
  SELECT count(*) AS waiting, min(v.service_on) AS first_on FROM advance_notice v
  WHERE v.practice_id = a.practice_id AND v.patient_id {THEIRS} AND v.state = 'prepared'
    AND v.last_on >= %s) n ON true
LEFT JOIN LATERAL (
  SELECT g.id, g.delivered_on IS NOT NULL AS is_delivered, g.due_on FROM estimate_notice g
  WHERE g.practice_id = a.practice_id AND g.appointment_id = a.id
  ORDER BY g.id DESC LIMIT 1) e ON coalesce(c.policies, 0) = 0
WHERE a.practice_id = %s AND a.state IN ('booked', 'arrived', 'in_room') AND {{which}}
ORDER BY a.starts_at, a.id LIMIT %s
"""
_OF_DAYS = (
    "a.starts_at >= %s::timestamp AT TIME ZONE 'UTC' AND a.starts_at < %s::timestamp AT TIME ZONE 'UTC'"
)
_OF_DAY_OR_ALONE = (
    f"{_OF_DAYS} AND (a.starts_at < %s::timestamp AT TIME ZONE 'UTC' OR coalesce(c.policies, 0) = 0)"
)


@dataclass(frozen=True, slots=True)
class Needs:
    """A booking with what stands of its patient's notices. `has_medicare` also holds of a plan in its place.
    `asked_on` is when they last answered who pays before it, `is_unconfirmed` that nobody has confirmed what
    that means; `waiting` are prepared notices, the first for `first_on`; `has_estimate` and the rest tell of
    the good-faith estimate.
    """

    appointment_id: int
    patient_id: int
    who: str
    number: str
    birth_on: date
    starts_at: datetime
    state: str
    booked_on: date
    policies: int
    has_medicare: bool
    has_medicare_itself: bool
    asked_on: date | None
    is_unconfirmed: bool
    waiting: int
    first_on: date | None
    has_estimate: bool
    is_delivered: bool
    estimate_due_on: date | None


def needs_of_days(session: Session, first_on: date, until_on: date, *, on: date) -> tuple[Needs, ...]:
    """Return the bookings of [first_on, until_on) that are still to be seen, as they stand on a day."""
    sql = _BOOKED.format(which=_OF_DAYS)
    return tuple(Needs(*row) for row in session.rows(sql, on, session.practice_id, first_on, until_on, MOST))


def needs_of_day(session: Session, day: date, until_on: date, *, on: date) -> tuple[Needs, ...]:
    """Return the bookings of a day, and those of [day, until_on) whose patients pay alone."""
    sql = _BOOKED.format(which=_OF_DAY_OR_ALONE)
    given = (on, session.practice_id, day, until_on, day + timedelta(days=1), MOST)
    return tuple(Needs(*row) for row in session.rows(sql, *given))


def needs_of(session: Session, appointment_id: int, *, on: date) -> Needs | None:
    """Return one booking; None where its patient was seen or does not come."""
    rows = session.rows(_BOOKED.format(which="a.id = %s"), on, session.practice_id, appointment_id, 1)
    return Needs(*rows[0]) if rows else None
