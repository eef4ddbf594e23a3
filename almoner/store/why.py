"""Why a balance is what it is: the postings behind it, each with the payer's file and element it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from almoner.store.session import Session

KINDS = {
    "claim": "claim_id",
    "charge_line": "line_id",
    "patient": "patient_id",
    "receipt": "receipt_id",
    "remittance": "remittance_id",
}


@dataclass(frozen=True, slots=True)
class Because:
    """One posting with its cause: who recorded it through which flow and why, and the file and place it rests
    on: a segment of the transaction `st_control`, or a row of the bank's list. `said` is what stands there.
    """

    posting_id: int
    effective_on: date
    debit: str
    credit: str
    cents: int
    reason: str
    carc: str
    line_control: str
    flow: str
    actor: str
    file: str
    element: str
    reverses: str
    why: str = ""
    interchange_id: int = 0
    st_control: str = ""
    said: str = ""


_SQL = """
SELECT p.id, p.effective_on, p.debit, p.credit, p.cents, p.reason,
  CASE WHEN p.carc = '' THEN '' ELSE concat_ws('-', nullif(p."group", ''), p.carc) END,
  coalesce(l.control, ''),
  a.flow, a.actor, coalesce(b.name, i.name, ''), p.element, coalesce(p.reverses, ''),
  a.reason, coalesce(b.id, i.id, 0),
  CASE WHEN b.id IS NULL THEN coalesce(m.body->>'st_control', '') ELSE '' END
FROM posting p
JOIN audit_entry a ON a.practice_id = p.practice_id AND a.id = p.audit_id
LEFT JOIN charge_line l ON l.practice_id = p.practice_id AND l.id = p.line_id
LEFT JOIN remittance r ON r.practice_id = p.practice_id AND r.id = p.remittance_id
LEFT JOIN record m ON m.practice_id = r.practice_id AND m.id = r.id AND m.version = r.version
LEFT JOIN interchange i ON i.practice_id = r.practice_id AND i.id = r.interchange_id
LEFT JOIN record d ON d.practice_id = p.practice_id AND d.kind = 'deposit' AND d.version = 1
  AND d.id = CASE WHEN p.key LIKE 'deposit:%%' THEN split_part(p.key, ':', 2)::bigint END
LEFT JOIN interchange b ON b.practice_id = d.practice_id AND b.id = (d.body->>'source_id')::bigint
WHERE p.practice_id = %s AND {condition} ORDER BY p.id
"""


def kind_of(session: Session, record_id: int) -> str:
    """Return what an id names: one of `KINDS`, a posting, or nothing."""
    for kind in KINDS:
        sql = f'SELECT 1 FROM "{kind}" WHERE practice_id = %s AND id = %s'
        if session.rows(sql, session.practice_id, record_id):
            return kind
    if session.rows(
        "SELECT 1 FROM posting WHERE practice_id = %s AND id = %s", session.practice_id, record_id
    ):
        return "posting"
    return ""


def find_id(session: Session, name: str) -> int:
    """Return the id that a claim or line control number, a patient's number or digits name; 0 for none."""
    sql = """
    SELECT id FROM claim WHERE practice_id = %s AND control = %s
    UNION ALL SELECT id FROM charge_line WHERE practice_id = %s AND control = %s
    UNION ALL SELECT id FROM patient WHERE practice_id = %s AND number = %s
    """
    rows = session.rows(sql, *[session.practice_id, name] * 3)
    if rows:
        return int(rows[0][0])
    return int(name) if name.isascii() and name.isdigit() and len(name) < 19 else 0


def because(session: Session, kind: str, record_id: int) -> Iterator[Because]:
    """Yield the postings about one of `KINDS`, or one posting, in the order of recording."""
    condition = "p.id = %s" if kind == "posting" else f'p."{KINDS[kind]}" = %s'
    if kind == "claim":
        condition = (
            "(p.claim_id = %s OR p.visit_id = (SELECT visit_id FROM claim c "
            "WHERE c.practice_id = p.practice_id AND c.id = %s))"
        )
    arguments = (record_id, record_id) if kind == "claim" else (record_id,)
    for row in session.rows(_SQL.format(condition=condition), session.practice_id, *arguments):
        yield Because(*row)
