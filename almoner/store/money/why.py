"""Why a balance is what it is: the postings behind it, each with the payer's file and element it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.ledger import Account, account_name
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
    `patient` is the chart number.
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
    patient: str = ""
    receipt_id: int = 0
    said: str = ""


_SQL = """
SELECT p.id, p.effective_on, p.debit, p.credit, p.cents, p.reason,
  CASE WHEN p.carc = '' THEN '' ELSE concat_ws('-', nullif(p."group", ''), p.carc) END,
  coalesce(l.control, ''),
  a.flow, a.actor, coalesce(b.name, i.name, ''), p.element, coalesce(p.reverses, ''),
  a.reason, coalesce(b.id, i.id, 0),
  CASE WHEN b.id IS NULL THEN coalesce(m.body->>'st_control', '') ELSE '' END,
  coalesce(x.number, ''), coalesce(p.receipt_id, 0)
FROM posting p
JOIN audit_entry a ON a.practice_id = p.practice_id AND a.id = p.audit_id
LEFT JOIN charge_line l ON l.practice_id = p.practice_id AND l.id = p.line_id
LEFT JOIN patient x ON x.practice_id = p.practice_id AND x.id = p.patient_id
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
    """Return the id that a number names; 0 for none. It may be the control number of a claim or a line, a
    patient's number, a payment's trace or a payer's claim number, or an id. Of several
    payments with one trace the posted one is meant, else the newest.
    """
    sql = """
    SELECT id FROM (
      SELECT id, 1 AS place FROM claim WHERE practice_id = %s AND control = %s
      UNION ALL SELECT id, 2 FROM charge_line WHERE practice_id = %s AND control = %s
      UNION ALL SELECT chart_id, 3 FROM patient WHERE practice_id = %s AND number = %s
      UNION ALL SELECT id, CASE state WHEN 'posted' THEN 4 ELSE 5 END FROM remittance
        WHERE practice_id = %s AND trace = %s
      UNION ALL SELECT id, 6 FROM claim WHERE practice_id = %s AND payer_control = %s) named
    ORDER BY place, id DESC LIMIT 1
    """
    rows = session.rows(sql, *[session.practice_id, name] * 5) if name else []
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
    arguments: tuple[object, ...] = (record_id, record_id) if kind == "claim" else (record_id,)
    if kind == "patient":
        condition, arguments = "p.patient_id = ANY(%s)", (session.charts.whole(record_id),)
    for row in session.rows(_SQL.format(condition=condition), session.practice_id, *arguments):
        yield Because(*row)


ACCOUNTS = frozenset(account.value for account in Account)
MOST_OF_ACCOUNT = 500
"""Postings of an account that are told, the oldest first."""
_HELD = "coalesce(p.reverses, p.key)"
_THINGS = {
    Account.PAYER_AR: "p.line_id::text",
    Account.PATIENT_AR: "p.line_id::text",
    Account.COLLECTIONS: "p.line_id::text",
    Account.UNAPPLIED: "p.receipt_id::text",
    Account.UNDEPOSITED: "p.receipt_id::text",
    Account.CASH: "p.remittance_id::text",
    Account.SUSPENSE: f"""coalesce(substring({_HELD} FROM 'era:[0-9]+:(?:plb:)?[0-9]+'),
    substring({_HELD} FROM '^[^:]+:[^:]+'))""",
}
"""What comes into an account and goes by itself: a line's money, a receipt's, a payment's, an amount held."""
_STANDING = """p.id IN (
  WITH own AS (
    SELECT p.id, {thing} AS thing, p.cents * ((p.debit = ANY(%s))::int - (p.credit = ANY(%s))::int) AS moved
    FROM posting p WHERE p.practice_id = %s AND (p.debit = ANY(%s) OR p.credit = ANY(%s)))
  SELECT id FROM own WHERE thing IN (SELECT thing FROM own GROUP BY thing HAVING sum(moved) <> 0))"""


def account_name_of(name: str) -> str:
    """Return the account's name within a name or an id of one, empty where it is none."""
    base = name.partition(":")[0]
    return base if base in ACCOUNTS else ""


def accounts_of(session: Session, name: str) -> list[str]:
    """Return the ids of the accounts in use that a name or an id (`payer_ar`, `payer_ar:2`) means."""
    sql = """
    SELECT account FROM account_total WHERE practice_id = %s AND %s IN (account, split_part(account, ':', 1))
    """
    return sorted(account for (account,) in session.rows(sql, session.practice_id, name))


def of_accounts(session: Session, accounts: Sequence[str]) -> list[Because]:
    """Return the postings behind what accounts of one name hold, the oldest first, one more than are told at
    most. What came in and has gone again as a whole is left out where a thing's money can be told apart.
    """
    thing = _THINGS.get(account_name(accounts[0]), "p.id::text")
    sql = _SQL.format(condition=_STANDING.format(thing=thing)) + f" LIMIT {MOST_OF_ACCOUNT + 1}"
    here, ids = session.practice_id, list(accounts)
    return [Because(*row) for row in session.rows(sql, here, ids, ids, here, ids, ids)]
