"""What was owed by age at the end of the days of the last months, kept where no night's board says it.

Promises that a day is told only while nothing was posted for it or an earlier one since, and as it is counted
now; `verify` counts each that is told again.
"""

import json
from dataclasses import astuple
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from almoner.store.kept.kept_boards import STANDS, definitions
from almoner.store.money.ledger import BUCKETS, COUNTED_BACK, Aged, aging_back, entry_at
from almoner.store.session import Session


@cache
def definition() -> str:
    """Return the digest of what is asked."""
    return sha256(json.dumps([COUNTED_BACK, list(BUCKETS)]).encode()).hexdigest()


_KEPT = f"""
SELECT body FROM (
  SELECT entry_id, body->'receivables' AS body FROM kept_board k
  WHERE practice_id = %s AND on_day = %s AND entry_id <= %s AND definitions = %s AND body ? 'receivables'
    AND {STANDS}
  UNION ALL SELECT entry_id, body FROM kept_receivable k
  WHERE practice_id = %s AND on_day = %s AND entry_id <= %s AND definition = %s AND {STANDS}) told
ORDER BY entry_id DESC LIMIT 1
"""


def kept(session: Session, *, on: date, entry_id: int) -> list[Aged] | None:
    """Return what was owed at the end of a day, as known at an entry, where a board or a row of that day says
    it and it is the same still; or None.
    """
    asked = (session.practice_id, on, entry_id)
    rows = session.rows(_KEPT, *asked, definitions(), *asked, definition())
    return _read(rows[0][0]) if rows else None


def keep(session: Session, *, on: date, entry_id: int) -> None:
    """Count what was owed at the end of a day and keep it as known at the last entry, in place of what was
    kept before.
    """
    sql = """
    INSERT INTO kept_receivable (practice_id, on_day, entry_id, definition, body) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (practice_id, on_day) DO UPDATE SET entry_id = excluded.entry_id,
      definition = excluded.definition, body = excluded.body
    """
    body = json.dumps([astuple(one) for one in aging_back(session, on=on)])
    session.rows(sql, session.practice_id, on, entry_id, definition(), body)


def missing(session: Session, *, since_on: date, until_on: date) -> list[date]:
    """Return the days of a period of which nothing that holds is kept, the latest first; none of books
    without an entry.
    """
    entry_id = entry_at(session, None)
    if not entry_id:
        return []
    days = [date.fromordinal(each) for each in range(until_on.toordinal(), since_on.toordinal() - 1, -1)]
    return [on for on in days if kept(session, on=on, entry_id=entry_id) is None]


def forget(session: Session, *, before_on: date) -> None:
    """Forget what was kept of days before a day."""
    sql = "DELETE FROM kept_receivable WHERE practice_id = %s AND on_day < %s"
    session.rows(sql, session.practice_id, before_on)


def differs(session: Session) -> list[int]:
    """Return the entries of the days that are told otherwise than they are counted."""
    sql = f"""
    SELECT on_day, entry_id, body FROM kept_receivable k
    WHERE practice_id = %s AND definition = %s AND {STANDS} ORDER BY on_day
    """
    rows = session.rows(sql, session.practice_id, definition())
    return [entry_id for on, entry_id, body in rows if _read(body) != aging_back(session, on=on)]


def _read(told: Any) -> list[Aged]:
    rows = json.loads(told) if isinstance(told, str) else told
    return [
        Aged(account, payer_id, provider_id, tuple(cents)) for account, payer_id, provider_id, cents in rows
    ]
