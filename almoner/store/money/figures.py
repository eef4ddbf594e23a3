"""What each table says of a day, in cents; the close ties it with what the postings say."""

from dataclasses import dataclass
from datetime import date

from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class Closing:
    """How far the books are closed, and the first day after it that postings fall on."""

    closed_through_on: date | None
    open_since_on: date | None


def closing(session: Session) -> Closing:
    """Return where the closed days end and the open ones begin. Under row security only a plain column, which
    the step before gives, is looked up in the index of days.
    """
    sql = """
    WITH c AS MATERIALIZED (
      SELECT practice_id, closed_on, coalesce(closed_on, '-infinity'::date) AS since_on
      FROM audit_chain WHERE practice_id = %s)
    SELECT closed_on, (SELECT min(p.effective_on) FROM posting p
      WHERE p.practice_id = c.practice_id AND p.effective_on > c.since_on) FROM c
    """
    chain = session.rows(sql, session.practice_id)
    return Closing(*chain[0]) if chain else Closing(None, None)


def debits_and_credits(session: Session) -> tuple[int, int]:
    """Return the debits and the credits of all accounts."""
    sql = """
    SELECT coalesce(sum(debit_cents), 0)::bigint, coalesce(sum(credit_cents), 0)::bigint
    FROM account_total WHERE practice_id = %s
    """
    debit_cents, credit_cents = session.rows(sql, session.practice_id)[0]
    return debit_cents, credit_cents


def remittances_posted(session: Session, on: date) -> int:
    """Return what the remittances posted on a day paid, less those undone on it."""
    sql = """
    SELECT coalesce(sum(CASE body->>'state' WHEN 'posted' THEN 1 WHEN 'reversed' THEN -1 ELSE 0 END
      * (body->>'amount_cents')::bigint), 0)::bigint
    FROM record WHERE practice_id = %s AND kind = 'remittance' AND effective_on = %s
    """
    return int(session.value(sql, session.practice_id, on))


def receipts_taken(session: Session, on: date) -> int:
    """Return what was taken from patients on a day, less what was voided in the drawer on it."""
    sql = """
    SELECT coalesce(sum(CASE WHEN received_on = %s THEN cents ELSE 0 END
      - CASE WHEN returned_on = %s AND deposit_id IS NULL THEN returned_cents ELSE 0 END), 0)::bigint
    FROM receipt
    WHERE practice_id = %s AND method <> 'payer' AND (received_on = %s OR returned_on = %s)
    """
    return int(session.value(sql, on, on, session.practice_id, on, on))


def allocations_made(session: Session, on: date) -> int:
    """Return what was laid on patients' balances on a day, less what was taken off again."""
    sql = """
    SELECT coalesce(sum(CASE WHEN body->>'undone_on' IS NULL THEN 1 ELSE -1 END
      * (body->>'cents')::bigint), 0)::bigint FROM record
    WHERE practice_id = %s AND kind = 'allocation' AND effective_on = %s
    """
    return int(session.value(sql, session.practice_id, on))


def slips_made(session: Session, on: date) -> int:
    """Return what was taken to the bank on a day by slips, less the slips that were taken back on it."""
    sql = """
    SELECT coalesce((SELECT sum(cents) FROM deposit WHERE practice_id = %s AND deposited_on = %s
        AND deposit_kind IN ('slip', 'unslipped')), 0)::bigint
      - coalesce((SELECT sum((body->>'cents')::bigint) FROM record WHERE practice_id = %s AND kind = 'deposit'
        AND effective_on = %s AND body->>'deposit_kind' = 'unslipped'), 0)::bigint
    """
    return int(session.value(sql, session.practice_id, on, session.practice_id, on))


def payers_deposits(session: Session, on: date) -> int:
    """Return what of payers was found in the bank on a day, less what turned out to be no payer's."""
    sql = """
    SELECT coalesce((SELECT sum(cents) FROM deposit WHERE practice_id = %s AND deposited_on = %s
        AND deposit_kind IN ('eft', 'check', 'settled', 'unsettled')), 0)::bigint
      - coalesce((SELECT sum((body->>'cents')::bigint) FROM record WHERE practice_id = %s AND kind = 'deposit'
        AND effective_on = %s AND body->>'deposit_kind' = 'settled'), 0)::bigint
    """
    return int(session.value(sql, session.practice_id, on, session.practice_id, on))


def drawer(session: Session) -> int:
    """Return what patients paid and nobody has taken to the bank."""
    sql = """
    SELECT coalesce(sum(cents - returned_cents), 0)::bigint FROM receipt
    WHERE practice_id = %s AND deposit_id IS NULL AND method <> 'payer'
    """
    return int(session.value(sql, session.practice_id))


def drawer_by_method(session: Session) -> dict[str, int]:
    """Return the same by how it was paid; without what nobody paid in that way."""
    sql = """
    SELECT method, sum(cents - returned_cents)::bigint FROM receipt
    WHERE practice_id = %s AND deposit_id IS NULL AND method <> 'payer' GROUP BY method
    """
    return {method: int(cents) for method, cents in session.rows(sql, session.practice_id)}


def free_money(session: Session) -> int:
    """Return what patients paid that lies on no balance and did not go back."""
    sql = """
    SELECT coalesce(sum(cents - allocated_cents - refunded_cents - returned_cents), 0)::bigint FROM receipt
    WHERE practice_id = %s AND allocated_cents + refunded_cents + returned_cents < cents
    """
    return int(session.value(sql, session.practice_id))


def open_tasks(session: Session, *kinds: str) -> int:
    """Return how many tasks of these kinds want somebody."""
    sql = "SELECT count(*) FROM task WHERE practice_id = %s AND state = 'open' AND what = ANY(%s)"
    return int(session.value(sql, session.practice_id, list(kinds)))
