"""What the asking for money looks up: who owes under which guarantor, what they were told and paid, and what
their plans and placed debts stand at.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from almoner.store.session import Session, array_of


@dataclass(frozen=True, slots=True)
class Owing:
    """A guarantor whose patients owe something: the key, and how much in cents."""

    guarantor: str
    cents: int


def _charts(session: Session, patient_ids: Sequence[int]) -> object:
    """The charts that are read as those of the patients, as an argument."""
    return array_of(session.charts.whole(*patient_ids))


def guarantors_owing(session: Session, *, untold_since: date, after: str = "", limit: int) -> list[Owing]:
    """Return the guarantors of patients who owe and who had no statement after that day, by their key: read
    in that order, no further than so many are found.
    """
    sql = """
    SELECT p.guarantor, sum(o.cents)::bigint FROM patient p
    CROSS JOIN LATERAL (SELECT sum(cents) AS cents FROM patient_total
      WHERE practice_id = %s AND patient_id = p.id AND cents <> 0 HAVING sum(cents) > 0) o
    WHERE p.practice_id = %s AND p.guarantor > %s
      AND EXISTS (SELECT 1 FROM patient_total t
        WHERE t.practice_id = p.practice_id AND t.patient_id = p.id AND t.cents > 0)
      AND NOT EXISTS (SELECT 1 FROM statement s
        WHERE s.practice_id = p.practice_id AND s.guarantor = p.guarantor AND s.stated_on > %s)
    GROUP BY p.guarantor ORDER BY p.guarantor LIMIT %s
    """
    here = session.practice_id
    return [Owing(*row) for row in session.rows(sql, here, here, after, untold_since, limit)]


def guarantors_warned(session: Session, *, level: int, after: str = "", limit: int) -> list[Owing]:
    """Return the guarantors of patients who owe and who had a statement of a level or a later one, by their
    key.
    """
    sql = """
    SELECT w.guarantor, sum(o.cents)::bigint FROM (
      SELECT DISTINCT guarantor FROM statement
      WHERE practice_id = %s AND level >= %s AND guarantor > %s) w
    JOIN patient p ON p.practice_id = %s AND p.guarantor = w.guarantor
    CROSS JOIN LATERAL (SELECT sum(cents) AS cents FROM patient_total
      WHERE practice_id = %s AND patient_id = p.id AND cents <> 0 HAVING sum(cents) > 0) o
    GROUP BY w.guarantor ORDER BY w.guarantor LIMIT %s
    """
    here = session.practice_id
    return [Owing(*row) for row in session.rows(sql, here, level, after, here, here, limit)]


def guarantors_of(session: Session, patient_ids: Sequence[int]) -> dict[int, str]:
    """Return the key of who answers for each patient."""
    sql = "SELECT id, guarantor FROM patient WHERE practice_id = %s AND id = ANY(%s)"
    return dict(session.rows(sql, session.practice_id, array_of(patient_ids)))


def patients_of(session: Session, guarantors: Sequence[str]) -> dict[str, list[int]]:
    """Return the patients whom each guarantor answers for; who is the guarantor comes first, then by id."""
    sql = """
    SELECT guarantor, id FROM patient WHERE practice_id = %s AND guarantor = ANY(%s) AND chart_id = id
    ORDER BY guarantor, guarantor <> 'patient:' || id, id
    """
    found: dict[str, list[int]] = {}
    for guarantor, patient_id in session.rows(sql, session.practice_id, list(guarantors)):
        found.setdefault(guarantor, []).append(patient_id)
    return found


def owed_by_patients(session: Session, patient_ids: Sequence[int]) -> dict[int, int]:
    """Return what patients owe in cents, by patient; who owes nothing is not there."""
    sql = """
    SELECT patient_id, sum(CASE debit WHEN 'patient_ar' THEN cents ELSE -cents END)::bigint
    FROM posting WHERE practice_id = %s AND patient_id = ANY(%s)
      AND (debit = 'patient_ar' OR credit = 'patient_ar')
    GROUP BY patient_id
    """
    owed: dict[int, int] = defaultdict(int)
    for patient_id, cents in session.rows(sql, session.practice_id, _charts(session, patient_ids)):
        owed[session.charts.standing(patient_id)] += cents
    return {patient_id: cents for patient_id, cents in owed.items() if cents}


def free_by_patients(session: Session, patient_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return (all, what can be laid) of the money that lies on no balance, in cents by patient."""
    sql = """
    SELECT patient_id, sum(free)::bigint, sum(CASE target WHEN 'nothing' THEN 0 ELSE free END)::bigint
    FROM (SELECT patient_id, target, cents - allocated_cents - refunded_cents - returned_cents AS free
      FROM receipt WHERE practice_id = %s AND patient_id = ANY(%s)) money
    WHERE free > 0 GROUP BY patient_id
    """
    money: dict[int, tuple[int, int]] = {}
    for one, free, layable in session.rows(sql, session.practice_id, _charts(session, patient_ids)):
        patient_id = session.charts.standing(one)
        before = money.get(patient_id, (0, 0))
        money[patient_id] = (before[0] + free, before[1] + layable)
    return money


def last_payments(session: Session, patient_ids: Sequence[int]) -> dict[int, date]:
    """Return the day of the last payment of patients that was not taken back, by patient."""
    sql = """
    SELECT patient_id, max(received_on) FROM receipt
    WHERE practice_id = %s AND patient_id = ANY(%s) AND returned_cents = 0 GROUP BY patient_id
    ORDER BY 2
    """
    rows = session.rows(sql, session.practice_id, _charts(session, patient_ids))
    return {session.charts.standing(patient_id): day for patient_id, day in rows}


def injury_visits(session: Session, patient_ids: Sequence[int]) -> set[int]:
    """Return the visits of patients for a work injury or an auto accident."""
    sql = """
    SELECT v.id FROM visit v
    JOIN record r ON r.practice_id = v.practice_id AND r.id = v.id AND r.version = v.version
    WHERE v.practice_id = %s AND v.patient_id = ANY(%s) AND r.body->'accident'->>'cause' IN ('EM', 'AA')
    """
    return {row[0] for row in session.rows(sql, session.practice_id, _charts(session, patient_ids))}


def paid_on_plans(session: Session, patient_ids: Sequence[int]) -> dict[int, int]:
    """Return what was paid on payment plans and not taken back, in cents by plan."""
    sql = """
    SELECT (r.body->>'plan_id')::bigint, sum(t.cents - t.refunded_cents - t.returned_cents)::bigint
    FROM receipt t
    JOIN record r ON r.practice_id = t.practice_id AND r.id = t.id AND r.version = t.version
    WHERE t.practice_id = %s AND t.patient_id = ANY(%s) AND t.target = 'plan'
    GROUP BY 1
    """
    return dict(session.rows(sql, session.practice_id, _charts(session, patient_ids)))


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking of a patient whom no policy covers on its day: when it was made, and when the visit is."""

    appointment_id: int
    patient_id: int
    booked_on: date
    service_on: date


def uninsured_bookings(session: Session, *, on: date, limit: int, patient_id: int = 0) -> list[Booked]:
    """Return the bookings from a day on of patients without coverage on theirs, who got no estimate yet; of
    one patient where one is named.
    """
    sql = """
    SELECT a.id, a.patient_id, (SELECT first.effective_on FROM record first
        WHERE first.practice_id = a.practice_id AND first.id = a.id AND first.version = 1),
      (a.starts_at AT TIME ZONE 'UTC')::date
    FROM appointment a
    WHERE a.practice_id = %s AND a.state = 'booked' AND a.starts_at >= %s
      AND (%s = 0 OR a.patient_id = ANY(%s))
      AND NOT EXISTS (SELECT 1 FROM coverage c
        WHERE c.practice_id = a.practice_id AND c.patient_id IN (SELECT o.id FROM patient p
          JOIN patient o ON o.practice_id = p.practice_id AND o.chart_id = p.chart_id
          WHERE p.practice_id = a.practice_id AND p.id = a.patient_id)
          AND c.since_on <= (a.starts_at AT TIME ZONE 'UTC')::date
          AND (c.until_on IS NULL OR (a.starts_at AT TIME ZONE 'UTC')::date < c.until_on))
      AND NOT EXISTS (SELECT 1 FROM estimate_notice n
        WHERE n.practice_id = a.practice_id AND n.appointment_id = a.id AND n.delivered_on IS NOT NULL)
    ORDER BY a.starts_at, a.id LIMIT %s
    """
    start = datetime.combine(on, time(), UTC)
    charts = session.charts.whole(patient_id)
    rows = session.rows(sql, session.practice_id, start, patient_id, charts, limit)
    return [Booked(key, session.charts.standing(one), made, seen) for key, one, made, seen in rows]


def charged_by_day(session: Session, patient_id: int) -> dict[tuple[int, date], int]:
    """Return what was charged to a patient by provider and day of service, in cents."""
    sql = """
    SELECT provider_id, service_on, sum(charge_cents)::bigint FROM charge_line
    WHERE practice_id = %s AND patient_id = ANY(%s) AND NOT is_taken_back GROUP BY provider_id, service_on
    """
    rows = session.rows(sql, session.practice_id, session.charts.whole(patient_id))
    return {(provider_id, service_on): cents for provider_id, service_on, cents in rows}


def unplaced(session: Session) -> dict[int, int]:
    """Return what stands on `collections` of lines that no agency has, in cents by line."""
    sql = """
    SELECT line_id, sum(CASE debit WHEN 'collections' THEN cents ELSE -cents END)::bigint FROM posting
    WHERE practice_id = %s AND (debit = 'collections' OR credit = 'collections')
      AND NOT EXISTS (SELECT 1 FROM placement p WHERE p.practice_id = posting.practice_id
        AND p.line_id = posting.line_id AND p.state = 'placed')
    GROUP BY line_id HAVING sum(CASE debit WHEN 'collections' THEN cents ELSE -cents END) > 0
    """
    return dict(session.rows(sql, session.practice_id))
