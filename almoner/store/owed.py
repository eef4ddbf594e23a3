"""What patients owe, and what they paid that nobody has laid on it yet."""

from collections.abc import Sequence
from datetime import date

from almoner.core.collect import Receipt
from almoner.store.session import Session


def free_receipts(session: Session, patient_ids: Sequence[int]) -> list[Receipt]:
    """Return the receipts of patients that still have money to lay."""
    sql = "SELECT id FROM receipt WHERE practice_id = %s AND patient_id = ANY(%s) AND allocated_cents < cents"
    rows = session.rows(sql, session.practice_id, list(patient_ids))
    return session.find(Receipt, id=[row[0] for row in rows])


def free_cents(session: Session, patient_id: int) -> int:
    """Return a patient's money that lies on no balance."""
    sql = """
    SELECT coalesce(sum(cents - allocated_cents), 0)::bigint FROM receipt
    WHERE practice_id = %s AND patient_id = %s AND allocated_cents < cents
    """
    return int(session.value(sql, session.practice_id, patient_id))


def patients_with_money(session: Session) -> list[int]:
    """Return the patients whose money lies on no balance."""
    sql = """
    SELECT DISTINCT patient_id FROM receipt WHERE practice_id = %s AND allocated_cents < cents
    ORDER BY patient_id
    """
    return [row[0] for row in session.rows(sql, session.practice_id)]


def patients_owing(session: Session, *, untold_since: date, limit: int) -> list[tuple[int, int]]:
    """Return (patient, cents owed) of those without free money and without a statement after that day."""
    sql = """
    SELECT owing.patient_id, owing.cents FROM (
      SELECT patient_id, sum(CASE debit WHEN 'patient_ar' THEN cents ELSE -cents END)::bigint AS cents
      FROM posting WHERE practice_id = %s AND (debit = 'patient_ar' OR credit = 'patient_ar')
      GROUP BY patient_id) owing
    WHERE owing.cents > 0
      AND NOT EXISTS (
        SELECT 1 FROM statement s
        WHERE s.practice_id = %s AND s.patient_id = owing.patient_id AND s.stated_on > %s)
      AND NOT EXISTS (
        SELECT 1 FROM receipt r
        WHERE r.practice_id = %s AND r.patient_id = owing.patient_id AND r.allocated_cents < r.cents)
    ORDER BY owing.patient_id LIMIT %s
    """
    here = session.practice_id
    return [(row[0], row[1]) for row in session.rows(sql, here, here, untold_since, here, limit)]
