"""The board of a day: its bookings with their patients, policies and money; and visits that nobody booked."""

from dataclasses import dataclass
from datetime import date, datetime

from almoner.store.lists.lists import THEIRS
from almoner.store.session import NotFound, Session


@dataclass(frozen=True, slots=True)
class Booking:
    """An appointment with its patient, the policy that pays first that day and the payer's last answer about
    it; `names_another` where that says another payer comes first or in its place. A visit that nobody booked
    has the id 0, no minutes, and midnight for its time.
    """

    id: int
    starts_at: datetime
    minutes: int
    state: str
    reason: str
    patient_id: int
    number: str
    last_name: str
    first_name: str
    birth_on: date
    sex: str
    provider: str
    location: str
    coverage_id: int
    payer: str
    plan: str
    is_in_force: bool
    until_on: date | None
    policy_copay_cents: int
    answer: str
    answered_on: date | None
    copay_cents: int | None
    deductible_left_cents: int | None
    names_another: bool
    visit_id: int
    visit_state: str
    taken_cents: int
    owed_cents: int
    unapplied_cents: int
    asks_copay: bool


_BODY = """(
  SELECT r.body FROM record r
  WHERE r.practice_id = a.practice_id AND r.id = {0}.id AND r.version = {0}.version OFFSET 0)"""
"""The record of a row. It is looked up for each, and not joined: in tables that nobody has counted yet the
planner takes every join for one of a row or two, and would read all records for each booking.
"""
_CAME = f"""
SELECT {{of}}, ar.body->>'reason',
  p.id, p.number, p.last_name, p.first_name, p.birth_on, p.sex, pr.listed, l.name,
  coalesce(c.id, 0), coalesce(py.name, ''), coalesce(pl.name, ''), coalesce(c.is_in_force, false), c.until_on,
  coalesce((cr.body->>'copay_cents')::bigint, 0),
  coalesce(b.state, ''), b.answered_on, (br.body->>'copay_cents')::bigint,
  (br.body->>'deductible_left_cents')::bigint,
  coalesce(br.body->'marks' ?| ARRAY['other_first', 'advantage'], false),
  coalesce(v.id, 0), coalesce(v.state, ''), coalesce(taken.cents, 0)::bigint,
  coalesce(money.owed, 0)::bigint, coalesce(free.unapplied, 0)::bigint, coalesce(kind.asks_copay, true)
FROM (SELECT %s::bigint AS practice, %s::date AS day) q
JOIN {{table}} a ON a.practice_id = q.practice
JOIN LATERAL {_BODY.format("a")} ar ON true
JOIN LATERAL (
  SELECT x.chart_id FROM patient x
  WHERE x.practice_id = a.practice_id AND x.id = a.patient_id OFFSET 0) o ON true
JOIN LATERAL (
  SELECT * FROM patient x WHERE x.practice_id = a.practice_id AND x.id = o.chart_id OFFSET 0) p ON true
JOIN provider pr ON pr.practice_id = a.practice_id AND pr.id = a.provider_id
JOIN location l ON l.practice_id = a.practice_id AND l.id = a.location_id
LEFT JOIN LATERAL (
  SELECT *, until_on IS NULL OR until_on > q.day AS is_in_force FROM coverage
  WHERE practice_id = a.practice_id AND patient_id {THEIRS} AND since_on <= q.day
  ORDER BY (until_on IS NULL OR until_on > q.day) DESC,
    CASE WHEN until_on IS NULL OR until_on > q.day THEN rank END, until_on DESC, rank LIMIT 1) c ON true
LEFT JOIN LATERAL {_BODY.format("c")} cr ON true
LEFT JOIN payer py ON py.practice_id = a.practice_id AND py.id = c.payer_id
LEFT JOIN payer_plan pl ON pl.practice_id = a.practice_id AND pl.id = c.plan_id
LEFT JOIN LATERAL (
  SELECT * FROM benefits WHERE practice_id = a.practice_id AND coverage_id = c.id AND service_on <= q.day
  ORDER BY state = 'refused', service_on DESC, id DESC LIMIT 1) b ON true
LEFT JOIN LATERAL {_BODY.format("b")} br ON true
LEFT JOIN visit v ON v.practice_id = a.practice_id AND v.{{key}} = a.id
LEFT JOIN LATERAL (
  SELECT sum(cents - returned_cents) AS cents FROM receipt
  WHERE practice_id = a.practice_id AND patient_id {THEIRS} AND received_on = q.day) taken ON true
LEFT JOIN LATERAL (
  SELECT sum(cents) AS owed FROM patient_total
  WHERE practice_id = a.practice_id AND patient_id {THEIRS} AND cents <> 0) money ON true
LEFT JOIN LATERAL (
  SELECT sum(cents - allocated_cents - refunded_cents - returned_cents) AS unapplied FROM receipt
  WHERE practice_id = a.practice_id AND patient_id {THEIRS}) free ON true
LEFT JOIN LATERAL (
  SELECT (kr.body->>'has_copay')::boolean AS asks_copay FROM visit_type t
  JOIN record kr ON kr.practice_id = t.practice_id AND kr.id = t.id AND kr.version = t.version
  WHERE t.practice_id = a.practice_id AND t.name = ar.body->>'reason' AND t.since_on <= q.day
    AND (t.until_on IS NULL OR t.until_on > q.day) LIMIT 1) kind ON true
WHERE """
_BOOKINGS = _CAME.format(
    of="a.id, a.starts_at AT TIME ZONE 'UTC' AS starts_at, a.minutes, a.state",
    table="appointment",
    key="appointment_id",
)
_UNBOOKED = _CAME.format(of="0::bigint, a.service_on::timestamp, 0, 'done'", table="visit", key="id")
_WITH = "%s IN (0, a.provider_id) AND %s IN (0, a.location_id)"
_BOOKED = """a.starts_at >= q.day::timestamp AT TIME ZONE 'UTC'
  AND a.starts_at < (q.day + 1)::timestamp AT TIME ZONE 'UTC'"""
_CAME_BY = "a.service_on = q.day AND a.appointment_id IS NULL"
_OF_THE_DAY = f"""
({_BOOKINGS} {_BOOKED} AND {_WITH} ORDER BY a.starts_at, a.id LIMIT %s)
UNION ALL
({_UNBOOKED} {_CAME_BY} AND {_WITH} ORDER BY a.id LIMIT %s)
"""
_HOW_MANY = f"""
SELECT (SELECT count(*) FROM appointment a WHERE a.practice_id = q.practice AND {_BOOKED} AND {_WITH})
  + (SELECT count(*) FROM visit a WHERE a.practice_id = q.practice AND {_CAME_BY} AND {_WITH})
FROM (SELECT %s::bigint AS practice, %s::date AS day) q
"""
MOST_BOOKINGS = 150


@dataclass(frozen=True, slots=True)
class With:
    """Of which provider and place; 0 is any."""

    provider_id: int = 0
    location_id: int = 0


ANYBODY = With()


def bookings(session: Session, *, on: date, of: With = ANYBODY) -> tuple[Booking, ...]:
    """Return the bookings of a day in the order of their times, and behind them its visits that nobody
    booked; at most `MOST_BOOKINGS` of either.
    """
    asked = (session.practice_id, on, of.provider_id, of.location_id, MOST_BOOKINGS)
    return tuple(Booking(*row) for row in session.rows(_OF_THE_DAY, *asked, *asked))


def booking_count(session: Session, *, on: date, of: With = ANYBODY) -> int:
    """Return how many bookings a day has in all, with its visits that nobody booked."""
    who = (of.provider_id, of.location_id)
    return int(session.value(_HOW_MANY, *who, *who, session.practice_id, on))


def booking(session: Session, appointment_id: int, *, on: date) -> Booking:
    """Return one booking, with what is known for its day `on`; NotFound where there is none."""
    found = session.rows(f"{_BOOKINGS} a.id = %s", session.practice_id, on, appointment_id)
    if not found:
        raise NotFound("no such booking in this practice")
    return Booking(*found[0])


def unbooked(session: Session, visit_id: int, *, on: date) -> Booking:
    """Return a visit that nobody booked as a booking is shown; NotFound where there is none."""
    found = session.rows(
        f"{_UNBOOKED} a.id = %s AND a.appointment_id IS NULL", session.practice_id, on, visit_id
    )
    if not found:
        raise NotFound("no such unbooked visit in this practice")
    return Booking(*found[0])
