"""What has waited beyond its day, though no state says so: visits that went no further, payments that nobody
posted or that never reached the bank, files that were not delivered or that nobody acknowledged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.store.session import Session
from almoner.store.shipped.documentation import shipped_documentation

_UNOWNED = """
  AND NOT EXISTS (SELECT 1 FROM task t WHERE t.practice_id = s.practice_id AND t.subject_id = s.id
    AND t.state = 'open' AND t.what = %s)
ORDER BY s.id LIMIT %s
"""
_AGAIN = " AND s.id = ANY(%s)"
_DRAFTS = timedelta(hours=shipped_documentation().draft_hours)
"""After how long a draft is somebody's work; the card says."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """A kind of waiting: the task that it becomes, about what, after how long, and its query."""

    what: str
    subject_kind: str
    after: timedelta
    sql: str


@dataclass(frozen=True, slots=True)
class Late:
    """One thing that has waited too long: how far it has come or the user whose it is, its patient (0 for
    none), and its cents.
    """

    id: int
    state: str
    patient_id: int
    cents: int


_WORK = " UNION ALL ".join(
    f"SELECT 1 FROM {made} w WHERE w.practice_id = v.practice_id AND w.visit_id = v.id "
    "AND w.state = 'completed'"
    for made in ("administration", "immunization", "procedure")
)
"""What was done at a visit and will be charged."""
_ASKED = "(SELECT %s::bigint AS here, %s::date AS since, %s::date AS cut) q"
FILING_AHEAD = timedelta(days=15)
"""How long before a payer's filing limit somebody is told of a claim that it is not known to have (CK5)."""
LATENESSES = (
    Lateness(
        "filing_limit",
        "claim",
        timedelta(0),
        f"""
        SELECT s.id, (s.service_on + (pr.body->>'filing_days')::int)::text, s.patient_id, s.total_cents
        FROM {_ASKED} JOIN claim s ON s.practice_id = q.here
        JOIN payer p ON p.practice_id = s.practice_id AND p.id = s.payer_id
        JOIN record pr ON pr.practice_id = p.practice_id AND pr.id = p.id AND pr.version = p.version
        WHERE s.state IN ('held', 'ready', 'rejected', 'sent', 'received') AND s.rank = 1
          AND s.payer_control = '' AND s.service_on >= q.since
          AND s.service_on + (pr.body->>'filing_days')::int - {FILING_AHEAD.days} < q.cut
        """,
    ),
    Lateness(
        "late_visit",
        "visit",
        timedelta(days=5),
        f"""
        SELECT s.id, s.state, s.patient_id, 0 FROM {_ASKED} JOIN visit s ON s.practice_id = q.here
        WHERE s.state <> 'billed' AND s.service_on >= q.since AND s.service_on < q.cut
          AND (s.state = 'charged' OR NOT EXISTS (
            SELECT 1 FROM no_charge n WHERE n.practice_id = s.practice_id AND n.visit_id = s.id))
        """,
    ),
    Lateness(
        "late_booking",
        "appointment",
        timedelta(days=2),
        f"""
        SELECT s.id, s.state, s.patient_id, 0 FROM {_ASKED} JOIN appointment s ON s.practice_id = q.here
        WHERE s.state IN ('booked', 'arrived', 'in_room') AND s.starts_at >= q.since AND s.starts_at < q.cut
          AND NOT EXISTS (
            SELECT 1 FROM no_charge n WHERE n.practice_id = s.practice_id AND n.appointment_id = s.id)
        """,
    ),
    Lateness(
        "late_draft",
        "visit",
        _DRAFTS,
        f"""
        SELECT s.id, s.owner, s.patient_id, 0 FROM {_ASKED} JOIN (
          SELECT d.practice_id, d.visit_id AS id, d.begun_on, v.patient_id, p.user_name AS owner
          FROM note_draft d
          JOIN visit v ON v.practice_id = d.practice_id AND v.id = d.visit_id
          JOIN provider p ON p.practice_id = v.practice_id AND p.id = v.provider_id
        ) s ON s.practice_id = q.here
        WHERE s.begun_on >= q.since AND s.begun_on < q.cut
        """,
    ),
    Lateness(
        "unsigned_work",
        "visit",
        _DRAFTS,
        f"""
        SELECT s.id, s.owner, s.patient_id, 0 FROM {_ASKED} JOIN (
          SELECT v.practice_id, v.id, v.service_on, v.patient_id, p.user_name AS owner
          FROM visit v JOIN provider p ON p.practice_id = v.practice_id AND p.id = v.provider_id
          WHERE v.state = 'open' AND EXISTS ({_WORK})
        ) s ON s.practice_id = q.here
        WHERE s.service_on >= q.since AND s.service_on < q.cut
        """,
    ),
    Lateness(
        "unposted_payment",
        "remittance",
        timedelta(days=3),
        f"""
        SELECT s.id, s.state, 0, s.amount_cents FROM {_ASKED} JOIN remittance s ON s.practice_id = q.here
        WHERE s.state = 'received' AND s.received_on >= q.since AND s.received_on < q.cut
        """,
    ),
    Lateness(
        "undelivered_file",
        "interchange",
        timedelta(days=2),
        f"""
        SELECT s.id, s.about, 0, 0 FROM {_ASKED} JOIN interchange s ON s.practice_id = q.here
        LEFT JOIN transmission n ON n.practice_id = s.practice_id AND n.interchange_id = s.id
        WHERE s.direction = 'out' AND n.id IS NULL AND s.exchanged_on >= q.since AND s.exchanged_on < q.cut
        """,
    ),
    Lateness(
        "unacknowledged_file",
        "interchange",
        timedelta(days=1),
        f"""
        SELECT s.id, s.about, 0, coalesce((
          SELECT (r.body->>'cents')::bigint FROM record r
          WHERE r.practice_id = s.practice_id AND r.id = s.id AND r.version = s.version), 0)
        FROM {_ASKED} JOIN interchange s ON s.practice_id = q.here
        JOIN transmission n ON n.practice_id = s.practice_id AND n.interchange_id = s.id
        WHERE s.direction = 'out' AND s.about IN ('837P', '837I')
          AND s.exchanged_on >= q.since AND s.exchanged_on < q.cut
          AND NOT EXISTS (
            SELECT 1 FROM acknowledgement a WHERE a.practice_id = s.practice_id AND a.original_id = s.id)
        """,
    ),
    Lateness(
        "missing_deposit",
        "remittance",
        timedelta(days=14),
        f"""
        SELECT s.id, s.state, 0, s.amount_cents FROM {_ASKED} JOIN remittance s ON s.practice_id = q.here
        WHERE s.state = 'posted' AND s.amount_cents > 0
          AND s.received_on >= q.since AND s.received_on < q.cut
          AND NOT EXISTS (
            SELECT 1 FROM deposit d WHERE d.practice_id = s.practice_id AND d.remittance_id = s.id)
          AND NOT EXISTS (
            SELECT 1 FROM remittance o
            JOIN deposit d ON d.practice_id = o.practice_id AND d.remittance_id = o.id
            WHERE o.practice_id = s.practice_id AND o.trace = s.trace AND o.state = 'reversed')
          AND EXISTS (
            SELECT 1 FROM deposit d WHERE d.practice_id = s.practice_id AND d.deposited_on > s.received_on
              AND d.deposit_kind IN ('eft', 'check'))
        """,
    ),
)
"""A deposit is missed only where the bank's list has shown a later payment: a practice may read no list."""

LOOK_BACK = timedelta(days=400)
"""What is older was late long ago and has its task; so the cost of a look does not grow with the books."""


def late(session: Session, kind: Lateness, *, on: date, limit: int) -> list[Late]:
    """Return what is late of a kind and has no open task of it yet, oldest first."""
    cut = on - kind.after
    asked = (session.practice_id, cut - LOOK_BACK, cut)
    return [Late(*row) for row in session.rows(kind.sql + _UNOWNED, *asked, kind.what, limit)]


def still_waiting(session: Session, kind: Lateness, ids: Sequence[int], *, on: date) -> dict[int, Late]:
    """Return those of the ids that still wait, late or not, each as far as it has come."""
    asked = (session.practice_id, date.min, on + timedelta(days=1))
    rows = session.rows(kind.sql + _AGAIN, *asked, list(ids)) if ids else []
    return {row[0]: Late(*row) for row in rows}
