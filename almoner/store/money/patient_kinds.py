"""What patients owe by the kind of their responsibility, at a day's end and as known at an audit entry.

Promises that the kinds sum to the account `patient_ar`, for they are its postings: what a payer made theirs,
by its reason, less what was paid or taken off, which goes to the kinds of a line in the order of `KINDS`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from almoner.store.session import Session

KINDS = ("copay", "deductible", "coinsurance", "not_covered", "self_pay", "fee", "credit")
"""`not_covered` is whatever else a payer or a person gave to the patient; `credit` is paid beyond a line."""


@dataclass(frozen=True, slots=True)
class OwedKind:
    """A kind of responsibility: on how many lines something of it is open, and how much in cents."""

    kind: str
    lines: int
    cents: int


def count_kinds(session: Session, *, on: date, entry_id: int) -> list[OwedKind]:
    """Return what patients owe by kind, in the order of `KINDS`, from all their postings; a kind of which
    nothing is open is left out.
    """
    rows = session.rows(_WHOLE, session.practice_id, on, entry_id)
    return summed(OwedKind(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Known:
    """A day at whose end, and an audit entry as of which, something was counted."""

    on: date
    entry_id: int


def moved_since(session: Session, then: Known, now: Known) -> list[OwedKind]:
    """Return by how much the lines that moved between two counts, the one of a day and entry no later than
    the other's, changed each kind: their part of the later count, less that of the earlier.
    """
    rows = []
    for asked, sign in ((now, 1), (then, -1)):
        with session.cursor() as cursor:
            named = {"here": session.practice_id, "on": asked.on, "known": asked.entry_id}
            between = {"then_on": then.on, "then": then.entry_id, "now_on": now.on, "now": now.entry_id}
            cursor.execute(_MOVED, named | between)
            rows += [OwedKind(kind, sign * lines, sign * cents) for kind, lines, cents in cursor.fetchall()]
    return summed(rows)


def summed(parts: Iterable[OwedKind]) -> list[OwedKind]:
    """Add up parts of one kind, in the order of `KINDS`; a kind of which nothing is open is left out."""
    found: dict[str, tuple[int, int]] = dict.fromkeys(KINDS, (0, 0))
    for one in parts:
        lines, cents = found[one.kind]
        found[one.kind] = lines + one.lines, cents + one.cents
    return [OwedKind(kind, lines, cents) for kind, (lines, cents) in found.items() if lines or cents]


_OWED = "(debit = 'patient_ar' OR credit = 'patient_ar')"
_COLUMNS = "patient_id, line_id, reason, carc, debit, cents"
_SPLIT = """
moved AS (
  SELECT patient_id, line_id, place, sum(cents)::bigint AS cents FROM (
    SELECT patient_id, coalesce(line_id, 0) AS line_id,
      CASE WHEN reason IN ('patient_share', 'by_hand_to_patient') THEN
        CASE carc WHEN '3' THEN 0 WHEN '1' THEN 1 WHEN '66' THEN 1 WHEN '2' THEN 2 ELSE 3 END
        WHEN reason = 'self_pay_charge' THEN 4
        WHEN reason IN ('returned_fee', 'absence_fee') THEN 5 END AS place,
      CASE debit WHEN 'patient_ar' THEN cents ELSE -cents END AS cents
    FROM asked) each
  GROUP BY 1, 2, 3),
lines AS (
  SELECT patient_id, line_id, sum(cents)::bigint AS owed,
    coalesce(sum(cents) FILTER (WHERE place IS NULL), 0)::bigint AS settled
  FROM moved GROUP BY 1, 2 HAVING sum(cents) <> 0),
open AS (
  SELECT m.patient_id, m.line_id, m.place, greatest(0, least(m.cents, l.settled + sum(m.cents)
    OVER (PARTITION BY m.patient_id, m.line_id ORDER BY m.place)))::bigint AS cents
  FROM moved m JOIN lines l ON l.patient_id = m.patient_id AND l.line_id = m.line_id
  WHERE m.place IS NOT NULL),
rest AS (
  SELECT l.owed - coalesce(o.cents, 0)::bigint AS cents FROM lines l LEFT JOIN (
    SELECT patient_id, line_id, sum(cents) AS cents FROM open GROUP BY 1, 2) o
    ON o.patient_id = l.patient_id AND o.line_id = l.line_id)
SELECT (ARRAY['copay', 'deductible', 'coinsurance', 'not_covered', 'self_pay', 'fee'])[place + 1],
  count(*) FILTER (WHERE cents > 0), sum(cents)::bigint FROM open GROUP BY place
UNION ALL SELECT 'credit', count(*) FILTER (WHERE cents <> 0), coalesce(sum(cents), 0)::bigint FROM rest
"""
_WHOLE = f"""
WITH asked AS (
  SELECT {_COLUMNS} FROM posting
  WHERE practice_id = %s AND effective_on <= %s AND audit_id <= %s AND {_OWED}),{_SPLIT}"""
_POSTED = "practice_id = %(here)s AND effective_on <= %(on)s AND audit_id <= %(known)s"
_MOVED = f"""
WITH touched AS MATERIALIZED (
  SELECT patient_id, coalesce(line_id, 0) AS line_id FROM posting
  WHERE practice_id = %(here)s AND audit_id > %(then)s AND audit_id <= %(now)s
    AND effective_on <= %(now_on)s AND {_OWED}
  UNION SELECT patient_id, coalesce(line_id, 0) FROM posting
  WHERE practice_id = %(here)s AND effective_on > %(then_on)s AND effective_on <= %(now_on)s
    AND audit_id <= %(now)s AND {_OWED}),
asked AS (
  SELECT p.* FROM (SELECT DISTINCT line_id FROM touched WHERE line_id > 0) t CROSS JOIN LATERAL (
    SELECT {_COLUMNS} FROM posting WHERE {_POSTED} AND line_id = t.line_id AND {_OWED} OFFSET 0) p
  UNION ALL SELECT p.* FROM (SELECT patient_id FROM touched WHERE line_id = 0) t CROSS JOIN LATERAL (
    SELECT {_COLUMNS} FROM posting
    WHERE {_POSTED} AND patient_id = t.patient_id AND line_id IS NULL AND {_OWED} OFFSET 0) p),{_SPLIT}"""
QUERIES = (_WHOLE, _MOVED)
"""What a count of kinds rests on."""
