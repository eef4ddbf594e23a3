"""Postings as the books hold them: read back whole, summed by line and account, and never changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from almoner.core.ledger import Posting, Reason, Subject
from almoner.store.session import Session, array_of

_SUBJECT = (
    "patient_id",
    "visit_id",
    "line_id",
    "claim_id",
    "revision_id",
    "payer_id",
    "rank",
    "provider_id",
    "location_id",
    "service_on",
    "remittance_id",
    "receipt_id",
    "other_payer_id",
)
COLUMNS = (
    "key, debit, credit, cents, reason, effective_on, \"group\", carc, element, coalesce(reverses, ''), "
    + ", ".join(name if name in ("rank", "service_on") else f"coalesce({name}, 0)" for name in _SUBJECT)
)


def posting_of(row: tuple[Any, ...]) -> Posting:
    """Make a posting of a row of `COLUMNS`; encoding it gives the bytes that its commit sealed."""
    key, debit, credit, cents, reason, effective_on, group, carc, element, reverses, *subject = row
    return Posting(
        *(debit, credit, cents, _REASONS[reason], effective_on, key),
        *(Subject(*subject), group, carc, element, reverses),
    )


_REASONS = {reason.value: reason for reason in Reason}


def postings_of(session: Session, **columns: Any) -> list[Posting]:
    """Return the postings whose columns equal the given values, as they were recorded; a list means any."""
    conditions = ["practice_id = %s"]
    arguments: list[Any] = [session.practice_id]
    for name, given in columns.items():
        value = session.charts.widened(name, given)
        is_many = isinstance(value, list | tuple | set | frozenset)
        conditions.append(f'"{name}" = ANY(%s)' if is_many else f'"{name}" = %s')
        arguments.append(array_of(value) if is_many else value)
    sql = f"SELECT {COLUMNS} FROM posting WHERE {' AND '.join(conditions)} ORDER BY id"
    return [posting_of(row) for row in session.rows(sql, *arguments)]


# A posting's key names the payment and the place of its decision: `era:7:3:...`, `undo:era:7:3:...`.
_OF_SOME = f"""
SELECT {COLUMNS} FROM posting p
CROSS JOIN LATERAL (
  SELECT CASE WHEN starts_with(p.key, 'era:')
      THEN split_part(p.key, ':', 2) || ':' || split_part(p.key, ':', 3)
    WHEN starts_with(p.key, 'undo:era:') THEN split_part(p.key, ':', 3) || ':' || split_part(p.key, ':', 4)
    ELSE '' END AS owner OFFSET 0) o
WHERE p.practice_id = %s AND p.remittance_id = %s AND p.reason <> ALL(%s)
  AND (o.owner = ANY(%s) OR o.owner <> ALL(%s)) ORDER BY p.id
"""
_SUMS = """
SELECT debit, credit, sum(cents)::bigint FROM posting
WHERE practice_id = %s AND remittance_id = %s AND reason <> ALL(%s) GROUP BY 1, 2
"""


def postings_of_some(
    session: Session, remittance_id: int, *, some: Sequence[int], of: Sequence[int], but: Sequence[str]
) -> list[Posting]:
    """Return the postings of a payment that belong to some of its decisions, by their places, or to none of
    all of them (`of`); without those for these reasons.
    """
    owners, every = ([f"{remittance_id}:{place}" for place in places] for places in (some, of))
    rows = session.rows(_OF_SOME, session.practice_id, remittance_id, list(but), owners, every)
    return [posting_of(row) for row in rows]


def sums_of(session: Session, remittance_id: int, *, but: Sequence[str]) -> list[tuple[str, str, int]]:
    """Return (debit, credit, cents) of what a payment posted, summed, without postings for these reasons."""
    rows = session.rows(_SUMS, session.practice_id, remittance_id, list(but))
    return [(debit, credit, cents) for debit, credit, cents in rows]


def rows_about(
    session: Session, claim_ids: Iterable[int], line_ids: Iterable[int], visit_ids: Iterable[int]
) -> Callable[[], list[tuple[Any, ...]]]:
    """Ask for the postings of these claims and all those of these charge lines, and of every other line of
    the visits: one that was taken back, or went to another payer's claim. What it gives back makes rows for
    `posting_of`, in the order of recording.
    """
    sql = f"""
    SELECT {COLUMNS} FROM posting
    WHERE practice_id = %s AND (claim_id = ANY(%s) OR line_id = ANY(%s::bigint[] || ARRAY(
      SELECT l.id FROM charge_line l WHERE l.practice_id = %s AND l.visit_id = ANY(%s)))) ORDER BY id
    """
    here = session.practice_id
    claims, lines, visits = (array_of(ids) for ids in (claim_ids, line_ids, visit_ids))
    return session.fetched_later(sql, here, claims, lines, here, visits)


def line_balances(session: Session, line_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """Return cents (debits less credits) by line and account id, without zeros."""
    sql = """
    SELECT line_id, account, sum(cents)::bigint FROM (
      SELECT line_id, debit AS account, cents FROM posting WHERE practice_id = %s AND line_id = ANY(%s)
      UNION ALL
      SELECT line_id, credit, -cents FROM posting WHERE practice_id = %s AND line_id = ANY(%s)) sides
    GROUP BY line_id, account HAVING sum(cents) <> 0
    """
    ids = array_of(line_ids)
    rows = session.rows(sql, session.practice_id, ids, session.practice_id, ids)
    return {(line_id, account): cents for line_id, account, cents in rows}


def account_totals(session: Session) -> Mapping[str, int]:
    """Return every account's balance (debits less credits, cents) from the cache that `verify` proves."""
    sql = """
    SELECT account, debit_cents - credit_cents FROM account_total WHERE practice_id = %s ORDER BY account
    """
    return {account: int(cents) for account, cents in session.rows(sql, session.practice_id)}


def day_movements(session: Session, on: date) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Return (sum of cents, count) of a day's postings by debit and credit account id."""
    sql = """
    SELECT debit, credit, sum(cents)::bigint, count(*) FROM posting
    WHERE practice_id = %s AND effective_on = %s
    GROUP BY debit, credit ORDER BY debit, credit
    """
    rows = session.rows(sql, session.practice_id, on)
    return {(debit, credit): (cents, count) for debit, credit, cents, count in rows}


def is_laid_with_another(session: Session, remittance_id: int) -> bool:
    """True where a remittance, as it was posted, laid a decision of another one that had waited for it, and
    that would stand without this one.
    """
    sql = """
    SELECT EXISTS (
      SELECT 1 FROM posting o
      WHERE o.practice_id = %s AND o.audit_id = (SELECT max(audit_id) FROM record
        WHERE practice_id = %s AND id = %s AND kind = 'remittance' AND body->>'state' = 'posted')
      AND o.remittance_id <> %s AND o.line_id IS NOT NULL AND o.reverses IS NULL
      AND starts_with(o.key, 'era:')
      AND NOT EXISTS (SELECT 1 FROM posting u
        WHERE u.practice_id = o.practice_id AND u.reverses = o.key AND u.remittance_id <> %s))
    """
    one = remittance_id
    return bool(session.value(sql, session.practice_id, session.practice_id, one, one, one))
