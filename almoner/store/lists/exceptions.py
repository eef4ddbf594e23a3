"""What a manager looks at first: how many things are late, wait for a second person or are unexplained."""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.store.session import Session

LOOK_BACK = timedelta(days=30)
"""Days that nobody signed are counted so far back."""


@dataclass(frozen=True, slots=True)
class Notes:
    """A provider by name, and how many notes of theirs nobody has signed."""

    provider_id: int
    name: str
    unsigned: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many, and where it is money the cents."""

    late: int
    late_cents: int
    proposed: int
    proposed_cents: int
    refunds: int
    refund_cents: int
    unexplained: int
    unexplained_cents: int
    unsigned_notes: int
    oldest_note_on: date | None
    unsigned_days: int
    notes: tuple[Notes, ...] = ()
    """Every provider with their unsigned notes of the days before."""


_COUNTS = """
SELECT late.*, proposed.*, refunds.*, unexplained.*, notes.*, days.*, whose.* FROM
  (SELECT count(*), coalesce(sum(cents), 0)::bigint FROM task
    WHERE practice_id = %(here)s AND state = 'open' AND due_on < %(on)s) late,
  (SELECT count(*), coalesce(sum(cents), 0)::bigint FROM balance_act
    WHERE practice_id = %(here)s AND state = 'proposed') proposed,
  (SELECT count(*), coalesce(sum(cents), 0)::bigint FROM refund
    WHERE practice_id = %(here)s AND state = 'asked') refunds,
  (SELECT count(*), coalesce(sum(cents), 0)::bigint FROM deposit
    WHERE practice_id = %(here)s AND remittance_id IS NULL AND deposit_kind IN ('eft', 'check')) unexplained,
  (SELECT count(*), min(service_on) FROM visit
    WHERE practice_id = %(here)s AND state = 'open' AND service_on < %(on)s) notes,
  (SELECT count(*) FROM (SELECT DISTINCT v.provider_id, v.service_on FROM visit v
    WHERE v.practice_id = %(here)s AND v.service_on < %(on)s AND v.service_on >= %(since)s
      AND NOT EXISTS (SELECT 1 FROM signed_day d WHERE d.practice_id = v.practice_id
        AND d.provider_id = v.provider_id AND d.day_on = v.service_on AND d.state = 'signed')) one) days,
  (SELECT coalesce(jsonb_agg(jsonb_build_array(p.id, p.listed, coalesce(o.number, 0))), '[]')::text
    FROM provider p LEFT JOIN (SELECT provider_id, count(*) AS number FROM visit
      WHERE practice_id = %(here)s AND state = 'open' AND service_on < %(on)s GROUP BY 1) o
      ON o.provider_id = p.id WHERE p.practice_id = %(here)s) whose
"""


def counts(session: Session, *, on: date) -> Counts:
    """Count them as they stand now, on the practice's day."""
    named = {"here": session.practice_id, "on": on, "since": on - LOOK_BACK}
    with session.cursor() as cursor:
        cursor.execute(_COUNTS, named)
        row = cursor.fetchall()[0]
    return replace(Counts(*row[:-1]), notes=tuple(Notes(*one) for one in json.loads(row[-1])))
