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
