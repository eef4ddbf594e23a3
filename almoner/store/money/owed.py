"""What patients owe, and what they paid that nobody has laid on it yet."""

from collections.abc import Sequence
from typing import Any

from almoner.core.collect import Allocation, Receipt
from almoner.core.collect.allocate import posting_key
from almoner.core.collect.unlay import Laid
from almoner.store.money.postings import postings_of
from almoner.store.session import Session, array_of

_FREE = "allocated_cents + refunded_cents + returned_cents < cents"
"""Of a receipt: something lies on no balance and is still ours."""


def free_receipts(session: Session, patient_ids: Sequence[int]) -> list[Receipt]:
    """Return the receipts of patients that still have money to lay."""
    sql = f"SELECT id FROM receipt WHERE practice_id = %s AND patient_id = ANY(%s) AND {_FREE}"
    rows = session.rows(sql, session.practice_id, session.charts.whole(*patient_ids))
    return session.find(Receipt, id=[row[0] for row in rows])


def patients_with_money(session: Session) -> list[int]:
    """Return the patients whose money can be laid: it lies on no balance, and waits for no person."""
    sql = f"""
    SELECT DISTINCT patient_id FROM receipt WHERE practice_id = %s AND {_FREE} AND target <> 'nothing'
    ORDER BY patient_id
    """
    found = session.rows(sql, session.practice_id)
    return sorted({session.charts.standing(row[0]) for row in found})


def laid(session: Session, **columns: Any) -> list[Laid]:
    """Return the allocations that stand, of receipts, lines or by id, each with the posting that laid it."""
    standing = session.find(Allocation, undone_on=None, **columns)
    postings = {one.key: one for one in postings_of(session, key=[posting_key(one.id) for one in standing])}
    return [Laid(one, postings[posting_key(one.id)]) for one in standing]


def overpaid_lines(session: Session, patient_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Return (line, cents) of the lines of patients on which more of their money stands than they owe."""
    sql = """
    SELECT line_id, -sum(cents)::bigint FROM (
      SELECT line_id, CASE debit WHEN 'patient_ar' THEN cents ELSE -cents END AS cents
      FROM posting WHERE practice_id = %s AND (debit = 'patient_ar' OR credit = 'patient_ar')
        AND patient_id = ANY(%s)) moved
    WHERE line_id IN (SELECT line_id FROM allocation WHERE practice_id = %s AND undone_on IS NULL)
    GROUP BY line_id HAVING sum(cents) < 0 ORDER BY line_id
    """
    here = session.practice_id
    return [
        (row[0], row[1])
        for row in session.rows(sql, here, array_of(session.charts.whole(*patient_ids)), here)
    ]


def patients_in_credit(session: Session, patient_ids: Sequence[int]) -> set[int]:
    """Return which of these patients have money on no line, or stand in credit on one."""
    sql = f"""
    SELECT patient_id FROM receipt WHERE practice_id = %s AND patient_id = ANY(%s) AND {_FREE}
    UNION
    SELECT patient_id FROM posting
    WHERE practice_id = %s AND (debit = 'patient_ar' OR credit = 'patient_ar') AND patient_id = ANY(%s)
    GROUP BY patient_id, line_id HAVING sum(CASE debit WHEN 'patient_ar' THEN cents ELSE -cents END) < 0
    """
    here, ids = session.practice_id, array_of(session.charts.whole(*patient_ids))
    return {session.charts.standing(row[0]) for row in session.rows(sql, here, ids, here, ids)}
