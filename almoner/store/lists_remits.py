"""Payers' payments: the list, and one with its advices and what was posted of it."""

from dataclasses import dataclass
from datetime import date

from almoner.core.plan import Task
from almoner.store.codec import decode
from almoner.store.lists import PAGE, Page, page_of
from almoner.store.order import USUAL, Order, Read, read
from almoner.store.session import NotFound, Session


@dataclass(frozen=True, slots=True)
class RemittanceRow:
    """A payment as the list shows it; `banked_on` is the day on which it was found on the bank's list."""

    id: int
    payer: str
    trace: str
    method: str
    paid_on: date
    received_on: date
    amount_cents: int
    claims: int
    state: str
    why: str
    banked_on: date | None


_REMITTANCES = f"""
SELECT m.id, coalesce(py.name, nullif(r.body->>'payer_name', ''), m.payer_number), m.trace, r.body->>'method',
  m.paid_on, m.received_on, m.amount_cents, (r.body->>'claim_count')::bigint, m.state, r.body->>'why',
  d.deposited_on
FROM (SELECT m.* FROM remittance m{{join}} WHERE m.practice_id = %s{{where}}
  ORDER BY {{by}} LIMIT {PAGE + 1}) m
JOIN record r ON r.practice_id = m.practice_id AND r.id = m.id AND r.version = m.version
LEFT JOIN payer py ON py.practice_id = m.practice_id AND py.id = m.payer_id
LEFT JOIN deposit d ON d.practice_id = m.practice_id AND d.remittance_id = m.id
ORDER BY {{by}}
"""
LATEST = Read(("m.received_on", "m.id"), is_down=True)
COLUMNS = {
    "payer": ('coalesce(py.name, m.payer_number) COLLATE "C"',),
    "trace": ("m.trace",),
    "state": ("m.state", "m.received_on"),
    "paid": ("m.paid_on",),
    "received": ("m.received_on",),
    "amount": ("m.amount_cents",),
}
"""What payments can be sorted by."""
_PAYER = " LEFT JOIN payer py ON py.practice_id = m.practice_id AND py.id = m.payer_id"


def remittances(
    session: Session, *, states: tuple[str, ...] = (), order: Order = USUAL, after: int = 0
) -> Page[RemittanceRow]:
    """Return payments in these states (any where none is named) in an order, usually the latest received
    first.
    """
    where = ""
    values: list[object] = []
    in_order, join = read(COLUMNS, order, LATEST), _PAYER if order.column == "payer" else ""
    if states:
        where += " AND m.state = ANY(%s)"
        values.append(list(states))
    if after:
        where += " AND " + in_order.beyond(f"remittance m{join} WHERE m.practice_id = %s AND m.id = %s")
        values += [session.practice_id, after]
    sql = _REMITTANCES.format(join=join, where=where, by=in_order.by)
    found = session.rows(sql, session.practice_id, *values)
    return page_of([RemittanceRow(*row) for row in found], [row[0] for row in found])


@dataclass(frozen=True, slots=True)
class Named:
    """What a screen calls a claim: its number, patient and payer."""

    id: int
    control: str
    state: str
    patient_id: int
    last_name: str
    first_name: str
    number: str


_NAMED = """
SELECT c.id, c.control, c.state, p.id, p.last_name, p.first_name, p.number FROM claim c
JOIN patient p ON p.practice_id = c.practice_id AND p.id = c.patient_id
WHERE c.practice_id = %s AND c.id = ANY(%s)
"""


def named_claims(session: Session, claim_ids: list[int]) -> dict[int, Named]:
    """Return what to call claims, by id."""
    rows = session.rows(_NAMED, session.practice_id, claim_ids)
    return {row[0]: Named(*row) for row in rows}


_TASKS = """
SELECT r.body::text FROM task t
JOIN record r ON r.practice_id = t.practice_id AND r.id = t.id AND r.version = t.version
WHERE t.practice_id = %s AND t.state = 'open' AND (t.subject_id = ANY(%s) OR t.claim_id = ANY(%s))
ORDER BY t.due_on, t.id LIMIT 500
"""


def open_tasks(session: Session, *, subject_ids: list[int], claim_ids: list[int]) -> tuple[Task, ...]:
    """Return the open tasks about these records or claims, the most urgent first."""
    rows = session.rows(_TASKS, session.practice_id, subject_ids, claim_ids)
    return tuple(decode(Task, row[0]) for row in rows)


_BANKED = """
SELECT coalesce(py.name, ''), i.name, i.exchanged_on, d.deposited_on,
  coalesce(f.body->>'entered_by', ''), CASE WHEN f.body->>'entered_by' <> '' THEN f.body->>'why' ELSE '' END,
  coalesce((f.body->>'scan_id')::bigint, 0)
FROM remittance m
JOIN interchange i ON i.practice_id = m.practice_id AND i.id = m.interchange_id
JOIN record f ON f.practice_id = i.practice_id AND f.id = i.id AND f.version = i.version
LEFT JOIN payer py ON py.practice_id = m.practice_id AND py.id = m.payer_id
LEFT JOIN deposit d ON d.practice_id = m.practice_id AND d.remittance_id = m.id
WHERE m.practice_id = %s AND m.id = %s
"""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a payment came from: our name of the payer, its file, and the day on which the bank had it. Of
    one that was keyed from paper also who keyed it, their note, and the file that is its picture (or 0).
    """

    payer: str
    file: str
    received_on: date
    banked_on: date | None
    entered_by: str = ""
    note: str = ""
    scan_id: int = 0


def origin(session: Session, remittance_id: int) -> Origin:
    """Return where a payment came from, or raise NotFound."""
    found = session.rows(_BANKED, session.practice_id, remittance_id)
    if not found:
        raise NotFound("no such remittance in this practice")
    return Origin(*found[0])
