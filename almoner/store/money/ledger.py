"""The ledger as of a day, and as known at an audit entry: balances, movements, and the age of receivables.

The audit's entries are numbered in the order of their commits, so that what was known at one of them is known
for ever; an instant means the last entry at or before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from almoner.core.ledger import Reason
from almoner.store.lay import receivable_sides
from almoner.store.session import Session, let_help

BUCKETS = (30, 60, 90, 120)
"""The last day of each age but the last, which has no end."""


def entry_at(session: Session, at: datetime | None) -> int:
    """Return the number of the last audit entry at an instant, or now; 0 before the first."""
    sql = """
    SELECT coalesce(max(id), 0) FROM audit_entry
    WHERE practice_id = %s AND (%s::timestamptz IS NULL OR recorded_at <= %s)
    """
    return int(session.value(sql, session.practice_id, at, at))


def first_day(session: Session) -> date | None:
    """Return the first day with a posting; None without any."""
    found: date | None = session.value(
        "SELECT min(effective_on) FROM posting WHERE practice_id = %s", session.practice_id
    )
    return found


def balances(session: Session, *, before_on: date, entry_id: int) -> dict[str, int]:
    """Return every account's balance (debits less credits, cents) at the end of the day before, as known at
    an entry; without zeros.

    Where nothing of those days was entered since, that is what every account holds now, less what moved it on
    later days, by the kept totals.
    """
    return _balances(session, _kept(_BEFORE), before_on, entry_id)


def posted_balances(session: Session, *, before_on: date, entry_id: int) -> dict[str, int]:
    """Return the same from the postings alone, for a proof."""
    return _balances(session, "WITH kept AS (SELECT false AS are)", before_on, entry_id)


def _balances(session: Session, kept: str, before_on: date, entry_id: int) -> dict[str, int]:
    asked = {"here": session.practice_id, "before": before_on, "known": entry_id}
    with session.cursor() as cursor:
        cursor.execute(kept + _BALANCES, asked)
        return dict(cursor.fetchall())


def _kept(days: str) -> str:
    """Return the SQL that says in `kept` whether the kept totals of some days `are` as they were known."""
    return f"""
WITH kept AS MATERIALIZED (SELECT CASE
  WHEN (SELECT max(last_id) FROM audit_chain WHERE practice_id = %(here)s) <= %(known)s THEN true
  ELSE NOT EXISTS (SELECT 1 FROM day_total
    WHERE practice_id = %(here)s AND {days} AND last_entry_id > %(known)s) END AS are)"""


_KEPT = "practice_id = %(here)s AND (SELECT are FROM kept)"
_POSTED = "practice_id = %(here)s AND audit_id <= %(known)s AND NOT (SELECT are FROM kept)"
_BEFORE = "effective_on < %(before)s"
_BALANCES = f"""
SELECT account, sum(cents)::bigint FROM (
  SELECT account, debit_cents - credit_cents AS cents FROM account_total WHERE {_KEPT}
  UNION ALL SELECT account, credit_cents - debit_cents FROM day_total
  WHERE {_KEPT} AND effective_on >= %(before)s
  UNION ALL SELECT debit, sum(cents) FROM posting WHERE {_POSTED} AND {_BEFORE} GROUP BY debit
  UNION ALL SELECT credit, -sum(cents) FROM posting WHERE {_POSTED} AND {_BEFORE} GROUP BY credit) sides
GROUP BY account HAVING sum(cents) <> 0 ORDER BY account COLLATE "C"
"""


def moves(
    session: Session, *, since_on: date, until_on: date, entry_id: int
) -> dict[tuple[str, Reason], int]:
    """Return what moved each account in a period by reason (debits less credits, cents), as known at an
    entry; without zeros.
    """
    asked = {"here": session.practice_id, "since": since_on, "until": until_on, "known": entry_id}
    with session.cursor() as cursor:
        cursor.execute(_MOVES, asked)
        return {(account, Reason(reason)): cents for account, reason, cents in cursor.fetchall()}


_WITHIN = "effective_on >= %(since)s AND effective_on < %(until)s"
_MOVES = f"""{_kept(_WITHIN)}
SELECT account, reason, sum(cents)::bigint FROM (
  SELECT account, reason, debit_cents - credit_cents AS cents FROM day_total WHERE {_KEPT} AND {_WITHIN}
  UNION ALL SELECT debit, reason, sum(cents) FROM posting WHERE {_POSTED} AND {_WITHIN} GROUP BY debit, reason
  UNION ALL SELECT credit, reason, -sum(cents) FROM posting WHERE {_POSTED} AND {_WITHIN}
  GROUP BY credit, reason) sides
GROUP BY account, reason HAVING sum(cents) <> 0 ORDER BY account COLLATE "C", reason
"""


@dataclass(frozen=True, slots=True)
class Aged:
    """Receivables of one account, payer (0: patients) and provider (0: none) by age: one amount in cents for
    each bucket.
    """

    account: str
    payer_id: int
    provider_id: int
    cents: tuple[int, ...]

    @property
    def total_cents(self) -> int:
        """All ages together."""
        return sum(self.cents)


def aging(session: Session, *, on: date) -> list[Aged]:
    """Return the receivables as they stand now, by their age on a day (days since the service): the oldest
    are what is owed in all, less what is younger.
    """
    here, oldest_on = session.practice_id, on - timedelta(days=BUCKETS[-1])
    return _aged(session.rows(_NOW.format(since=""), on, [*BUCKETS], here, oldest_on, here))


def aging_back(session: Session, *, on: date) -> list[Aged]:
    """Return the receivables at a day's end by their age then, as known now: as they stand now, less what
    moved after that day. Of a late day that is much less to read than all that was posted up to it.
    """
    here, oldest_on = session.practice_id, on - timedelta(days=BUCKETS[-1])
    asked = (on, [*BUCKETS], here, oldest_on, here, on, [*BUCKETS], here, on)
    return _aged(session.rows(COUNTED_BACK, *asked))


def aging_as_of(session: Session, *, on: date, entry_id: int) -> list[Aged]:
    """Return the receivables at a day's end by their age then, as known at an entry."""
    sql = f"""
    WITH known AS MATERIALIZED (
      SELECT practice_id, debit, credit, rank, payer_id, other_payer_id, provider_id, service_on,
        sum(cents) AS cents
      FROM posting WHERE practice_id = %s AND effective_on <= %s AND audit_id <= %s
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8)
    SELECT account, payer_id, provider_id, {_BUCKET}, sum(cents)::bigint
    FROM ({receivable_sides("known")}) sides
    GROUP BY 1, 2, 3, 4 HAVING sum(cents) <> 0 ORDER BY 1, 2, 3, 4
    """
    let_help(session)
    return _aged(session.rows(sql, session.practice_id, on, entry_id, on, [*BUCKETS]))


_BUCKET = "width_bucket(%s::date - service_on - 1, %s::int[])"
_NOW = f"""
WITH late AS MATERIALIZED (
  SELECT account, payer_id, provider_id, {_BUCKET} AS age, sum(cents) AS cents FROM aged_total
  WHERE practice_id = %s AND service_on >= %s GROUP BY 1, 2, 3, 4)
SELECT account, payer_id, provider_id, age, sum(cents)::bigint FROM (
  SELECT * FROM late
  UNION ALL SELECT account, payer_id, provider_id, {len(BUCKETS)}, -cents FROM late
  UNION ALL SELECT account, payer_id, provider_id, {len(BUCKETS)}, cents FROM due_total
  WHERE practice_id = %s{{since}}) parts
GROUP BY 1, 2, 3, 4 HAVING sum(cents) <> 0 ORDER BY 1, 2, 3, 4
"""
_LATER = """(SELECT practice_id, debit, credit, rank, payer_id, other_payer_id, provider_id, service_on,
    sum(cents) AS cents
  FROM posting WHERE practice_id = %s AND effective_on > %s GROUP BY 1, 2, 3, 4, 5, 6, 7, 8)"""
_SINCE = f"""
  UNION ALL SELECT account, payer_id, provider_id, {_BUCKET}, -cents
  FROM (WITH later AS MATERIALIZED {_LATER} {receivable_sides("later")}) sides"""

COUNTED_BACK = _NOW.format(since=_SINCE)


def _aged(rows: Sequence[tuple[str, int, int, int, int]]) -> list[Aged]:
    found: dict[tuple[str, int, int], list[int]] = {}
    for account, payer_id, provider_id, bucket, cents in rows:
        found.setdefault((account, payer_id, provider_id), [0] * (len(BUCKETS) + 1))[bucket] += cents
    return [Aged(*key, tuple(cents)) for key, cents in found.items() if any(cents)]


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One day's movement between a pair of accounts for one reason, in cents."""

    on: date
    debit: str
    credit: str
    reason: str
    cents: int
    entry_id: int
    """The latest audit entry of it."""


def journal(session: Session, *, since_on: date, until_on: date, entry_id: int) -> list[JournalLine]:
    """Return a period's postings, summed by day, accounts and reason, as known at an entry."""
    sql = """
    SELECT effective_on, debit, credit, reason, sum(cents)::bigint, max(audit_id) FROM posting
    WHERE practice_id = %s AND effective_on >= %s AND effective_on < %s AND audit_id <= %s
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    """
    return [JournalLine(*row) for row in session.rows(sql, session.practice_id, since_on, until_on, entry_id)]
