"""The whole cycle of a practice in numbers: what became of every claim and every cent, by payer."""

from dataclasses import dataclass

from almoner.store.money.postings import account_totals
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class PayerRow:
    """One payer's claims by count, and its money in cents."""

    name: str
    claims: int
    accepted: int
    paid: int
    denied: int
    resent: int
    outstanding: int
    cash_cents: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The practice as a whole. Cash is what payers and patients paid; bank is what reached the account."""

    visits: int
    sent: int
    accepted: int
    paid: int
    denied: int
    resent: int
    held: int
    outstanding: int
    tasks: int
    payer_cash_cents: int
    patient_cash_cents: int
    cash_cents: int
    bank_cents: int
    suspense_cents: int
    patient_owes_cents: int
    payers_owe_cents: int
    trial_balance_cents: int
    payers: tuple[PayerRow, ...]


_BY_PAYER = """
WITH money AS (
  SELECT payer_id, sum(CASE 'cash' WHEN debit THEN cents WHEN credit THEN -cents ELSE 0 END)::bigint AS cash
  FROM posting WHERE practice_id = %s AND reason <> 'deposit_cash' GROUP BY payer_id),
taken AS (
  SELECT DISTINCT id FROM record
  WHERE practice_id = %s AND kind = 'claim' AND body->>'state' = 'accepted'),
told AS (
  SELECT claim_id, max(number) AS number FROM claim_revision WHERE practice_id = %s GROUP BY claim_id),
sent AS (
  SELECT *, state IN ('ready', 'sent', 'received', 'accepted', 'reversed', 'forwarded') AS is_outstanding
  FROM claim WHERE practice_id = %s AND state <> 'held')
SELECT p.name, count(c.id), count(taken.id),
  count(*) FILTER (WHERE c.state = 'paid'),
  count(*) FILTER (WHERE c.state = 'denied'),
  count(*) FILTER (WHERE told.number > 1),
  count(*) FILTER (WHERE c.is_outstanding),
  coalesce(max(money.cash), 0)::bigint
FROM payer p LEFT JOIN sent c ON c.payer_id = p.id
LEFT JOIN taken ON taken.id = c.id LEFT JOIN told ON told.claim_id = c.id
LEFT JOIN money ON money.payer_id = p.id
WHERE p.practice_id = %s GROUP BY p.id, p.name ORDER BY p.id
"""
_COUNTS = """
SELECT (SELECT count(*) FROM visit WHERE practice_id = %s),
  (SELECT count(*) FROM claim WHERE practice_id = %s AND state = 'held'),
  (SELECT count(*) FROM task WHERE practice_id = %s AND state = 'open'),
  (SELECT coalesce(sum(cents), 0)::bigint FROM posting WHERE practice_id = %s AND reason = 'receipt')
"""


def figures(session: Session) -> Figures:
    """Count everything, from the books alone."""
    payers = tuple(PayerRow(*row) for row in session.rows(_BY_PAYER, *[session.practice_id] * 5))
    visits, held, tasks, patient_cash_cents = session.rows(_COUNTS, *[session.practice_id] * 4)[0]
    balances = account_totals(session)
    payer_cash_cents = sum(row.cash_cents for row in payers)
    receivable = [cents for name, cents in balances.items() if name.startswith(("payer_ar", "denied"))]
    return Figures(
        visits=visits,
        sent=sum(row.claims for row in payers),
        accepted=sum(row.accepted for row in payers),
        paid=sum(row.paid for row in payers),
        denied=sum(row.denied for row in payers),
        resent=sum(row.resent for row in payers),
        held=held,
        outstanding=sum(row.outstanding for row in payers),
        tasks=tasks,
        payer_cash_cents=payer_cash_cents,
        patient_cash_cents=patient_cash_cents,
        cash_cents=payer_cash_cents + patient_cash_cents,
        bank_cents=balances.get("bank", 0),
        suspense_cents=-balances.get("suspense", 0),
        patient_owes_cents=balances.get("patient_ar", 0),
        payers_owe_cents=sum(receivable),
        trial_balance_cents=sum(balances.values()),
        payers=payers,
    )
