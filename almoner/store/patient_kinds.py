"""What patients owe by the kind of their responsibility, at a day's end and as known at an audit entry.

Promises that the kinds sum to the account `patient_ar`, for they are its postings: what a payer made theirs,
by its reason, less what was paid or taken off, which goes to the kinds of a line in the order of `KINDS`.
"""

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


def owed_by_kind(session: Session, *, on: date, entry_id: int) -> list[OwedKind]:
    """Return what patients owe by kind, in the order of `KINDS`; a kind of which nothing is open is left
    out.
    """
    rows = session.rows(_SQL, session.practice_id, on, entry_id)
    found = {kind: OwedKind(kind, lines, cents) for kind, lines, cents in rows}
    return [found[kind] for kind in KINDS if kind in found]


_SQL = """
WITH moved AS (
  SELECT patient_id, line_id, place, sum(cents)::bigint AS cents FROM (
    SELECT patient_id, coalesce(line_id, 0) AS line_id,
      CASE WHEN reason IN ('patient_share', 'by_hand_to_patient') THEN
        CASE carc WHEN '3' THEN 0 WHEN '1' THEN 1 WHEN '66' THEN 1 WHEN '2' THEN 2 ELSE 3 END
        WHEN reason = 'self_pay_charge' THEN 4
        WHEN reason IN ('returned_fee', 'absence_fee') THEN 5 END AS place,
      CASE debit WHEN 'patient_ar' THEN cents ELSE -cents END AS cents
    FROM posting
    WHERE practice_id = %s AND effective_on <= %s AND audit_id <= %s
      AND (debit = 'patient_ar' OR credit = 'patient_ar')) each
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
  count(*) FILTER (WHERE cents > 0), sum(cents)::bigint FROM open GROUP BY place HAVING sum(cents) <> 0
UNION ALL SELECT 'credit', count(*) FILTER (WHERE cents <> 0), sum(cents)::bigint FROM rest
HAVING sum(cents) <> 0
"""
