"""What has waited beyond its day, though no state says so: visits that went no further, payments that nobody
posted or that never reached the bank, files that were not delivered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.store.session import Session

_UNOWNED = """
  AND NOT EXISTS (SELECT 1 FROM task t WHERE t.practice_id = s.practice_id AND t.subject_id = s.id
    AND t.state = 'open' AND t.what = %s)
ORDER BY s.id LIMIT %s
"""
_AGAIN = " AND s.id = ANY(%s)"


@dataclass(frozen=True, slots=True)
class Lateness:
    """A kind of waiting: the task that it becomes, about what, after how long, and its query."""

    what: str
    subject_kind: str
    after: timedelta
    sql: str


@dataclass(frozen=True, slots=True)
class Late:
    """One thing that has waited too long: how far it has come, whose it is (0 for nobody), and its cents."""

    id: int
    state: str
    patient_id: int
    cents: int


LATENESSES = (
    Lateness(
        "late_visit",
        "visit",
        timedelta(days=5),
        """
        SELECT s.id, s.state, s.patient_id, 0 FROM visit s
        WHERE s.practice_id = %s AND s.state <> 'billed' AND s.service_on < %s
        """,
    ),
    Lateness(
        "unposted_payment",
        "remittance",
        timedelta(days=3),
        """
        SELECT s.id, s.state, 0, s.amount_cents FROM remittance s
        WHERE s.practice_id = %s AND s.state = 'received' AND s.received_on < %s
        """,
    ),
    Lateness(
        "undelivered_file",
        "interchange",
        timedelta(days=2),
        """
        SELECT s.id, s.about, 0, 0 FROM interchange s
        LEFT JOIN transmission n ON n.practice_id = s.practice_id AND n.interchange_id = s.id
        WHERE s.practice_id = %s AND s.direction = 'out' AND n.id IS NULL AND s.exchanged_on < %s
        """,
    ),
    Lateness(
        "missing_deposit",
        "remittance",
        timedelta(days=14),
        """
        SELECT s.id, s.state, 0, s.amount_cents FROM remittance s
        WHERE s.practice_id = %s AND s.state = 'posted' AND s.amount_cents > 0 AND s.received_on < %s
          AND NOT EXISTS (SELECT 1 FROM deposit d JOIN remittance o ON o.practice_id = d.practice_id
            AND o.id = d.remittance_id WHERE d.practice_id = s.practice_id
            AND (d.remittance_id = s.id OR (o.trace = s.trace AND o.state <> 'posted')))
          AND EXISTS (SELECT 1 FROM deposit d WHERE d.practice_id = s.practice_id
            AND d.deposit_kind IN ('eft', 'check') AND d.deposited_on > s.received_on)
        """,
    ),
)
"""A deposit is missed only where the bank's list has shown a later payment: a practice may read no list."""


def late(session: Session, kind: Lateness, *, on: date, limit: int) -> list[Late]:
    """Return what is late of a kind and has no open task of it yet, oldest first."""
    rows = session.rows(kind.sql + _UNOWNED, session.practice_id, on - kind.after, kind.what, limit)
    return [Late(*row) for row in rows]


def still_waiting(session: Session, kind: Lateness, ids: Sequence[int], *, on: date) -> set[int]:
    """Return those of the ids that still wait, late or not."""
    tomorrow = on + timedelta(days=1)
    rows = session.rows(kind.sql + _AGAIN, session.practice_id, tomorrow, list(ids)) if ids else []
    return {row[0] for row in rows}
