"""What came in on a day, as its close shows it: receipts, deposits, payers' payments, and every account's
balance.
"""

from dataclasses import dataclass
from datetime import date

from almoner.store.session import Session

MOST = 200


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account's two sides over all time, in cents."""

    account: str
    debit_cents: int
    credit_cents: int


def trial_balance(session: Session) -> tuple[AccountRow, ...]:
    """Return every account with its debits and credits, from the cache that `verify` proves."""
    sql = """
    SELECT account, debit_cents, credit_cents FROM account_total WHERE practice_id = %s
    ORDER BY account COLLATE "C"
    """
    return tuple(AccountRow(*row) for row in session.rows(sql, session.practice_id))


@dataclass(frozen=True, slots=True)
class Incoming:
    """One sum that came in on the day: what it is, whose, how, and how much."""

    kind: str
    id: int
    who: str
    how: str
    cents: int


_INCOMING = f"""
(SELECT 'receipt', p.id, t.last_name || ', ' || t.first_name, p.method, p.cents FROM receipt p
  JOIN patient t ON t.practice_id = p.practice_id AND t.id = p.patient_id
  WHERE p.practice_id = %s AND p.received_on = %s ORDER BY p.id LIMIT {MOST})
UNION ALL
(SELECT 'deposit', d.id, d.deposit_kind, d.trace, d.cents FROM deposit d
  WHERE d.practice_id = %s AND d.deposited_on = %s ORDER BY d.id LIMIT {MOST})
"""


def incoming(session: Session, *, on: date) -> tuple[Incoming, ...]:
    """Return the receipts and deposits of a day; at most `MOST` of each."""
    here = session.practice_id
    return tuple(Incoming(*row) for row in session.rows(_INCOMING, here, on, here, on))


@dataclass(frozen=True, slots=True)
class DrawerRow:
    """A receipt that a count of the drawer is looked for in: what lies there, and what came on the day."""

    id: int
    who: str
    method: str
    reference: str
    received_on: date
    taken_by: str
    cents: int
    is_void: bool
    is_inside: bool


_OF_THE_DRAWER = f"""
SELECT p.id, t.last_name || ', ' || t.first_name, p.method, coalesce(p.reference, ''), p.received_on,
  r.body->>'taken_by', p.cents, p.deposit_id IS NULL AND p.returned_cents > 0,
  p.deposit_id IS NULL AND p.returned_cents = 0 AND p.method IN ('cash', 'check')
FROM receipt p
JOIN patient t ON t.practice_id = p.practice_id AND t.id = p.patient_id
JOIN record r ON r.practice_id = p.practice_id AND r.id = p.id AND r.version = p.version
WHERE p.practice_id = %s AND p.method <> 'payer' AND (p.received_on = %s
  OR p.deposit_id IS NULL AND p.returned_cents = 0 AND p.method IN ('cash', 'check'))
ORDER BY array_position(ARRAY['cash', 'check', 'card', 'transfer'], p.method), p.id LIMIT {MOST}
"""


def of_the_drawer(session: Session, *, on: date) -> tuple[DrawerRow, ...]:
    """Return the day's receipts and those of earlier days that still lie in the drawer, by how they were
    paid; at most `MOST`.
    """
    return tuple(DrawerRow(*row) for row in session.rows(_OF_THE_DRAWER, session.practice_id, on))
