"""Payers' payments: the list, and one with its advices and what was posted of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.plan import Task
from almoner.core.remit import Remittance
from almoner.store.lists.lists import PAGE, Page, page_of
from almoner.store.lists.order import USUAL, Order, Read, read
from almoner.store.session import Ask, NotFound, Session


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
    return tuple(session.read(Task, row[0]) for row in rows)


@dataclass(frozen=True, slots=True)
class Told:
    """One decision of a payment: its record, its place in the file, and our claim (0: none is known)."""

    id: int
    ordinal: int
    claim_id: int


def told_of(session: Session, remittance_id: int) -> list[Told]:
    """Return the decisions of a payment in the order of its file."""
    sql = """
    SELECT id, ordinal, coalesce(claim_id, 0) FROM advice
    WHERE practice_id = %s AND remittance_id = %s ORDER BY ordinal
    """
    return [Told(*row) for row in session.rows(sql, session.practice_id, remittance_id)]


_BANKED = """
SELECT coalesce(py.name, ''), i.name, i.exchanged_on, d.deposited_on,
  coalesce(f.body->>'entered_by', ''), CASE WHEN f.body->>'entered_by' <> '' THEN f.body->>'why' ELSE '' END,
  coalesce((f.body->>'scan_id')::bigint, 0), coalesce(d.id, 0), coalesce(b.body->>'said_by', ''),
  CASE WHEN d.id IS NULL THEN 0 ELSE (
    SELECT sum(o.cents)::bigint FROM deposit o
    JOIN record p ON p.practice_id = o.practice_id AND p.id = o.id AND p.version = o.version
    WHERE o.practice_id = d.practice_id AND o.trace = d.trace AND o.remittance_id IS NOT NULL
      AND p.body->'source_id' = b.body->'source_id' AND p.body->'row' = b.body->'row') END
FROM remittance m
JOIN interchange i ON i.practice_id = m.practice_id AND i.id = m.interchange_id
JOIN record f ON f.practice_id = i.practice_id AND f.id = i.id AND f.version = i.version
LEFT JOIN payer py ON py.practice_id = m.practice_id AND py.id = m.payer_id
LEFT JOIN deposit d ON d.practice_id = m.practice_id AND d.remittance_id = m.id
LEFT JOIN record b ON b.practice_id = d.practice_id AND b.id = d.id AND b.version = d.version
WHERE m.practice_id = %s AND m.id = %s
"""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a payment came from: our name of the payer, its file, and the day on which the bank had it. Of
    one that was keyed from paper also who keyed it, their note, and the file that is its picture (or 0). Of
    one that is in the bank its deposit, who said so where a person did, and the amount of the bank's row.
    """

    payer: str
    file: str
    received_on: date
    banked_on: date | None
    entered_by: str = ""
    note: str = ""
    scan_id: int = 0
    deposit_id: int = 0
    said_by: str = ""
    row_cents: int = 0


def origin(session: Session, remittance_id: int) -> Origin:
    """Return where a payment came from, or raise NotFound."""
    found = session.rows(_BANKED, session.practice_id, remittance_id)
    if not found:
        raise NotFound("no such remittance in this practice")
    return Origin(*found[0])


MOST_UNPAID = 30
_UNPAID = """
t.amount_cents > 0 AND t.state IN ('received', 'posted') AND NOT EXISTS (
  SELECT 1 FROM deposit d WHERE d.practice_id = t.practice_id AND d.remittance_id = t.id)
AND NOT EXISTS (
  SELECT 1 FROM remittance o JOIN deposit d ON d.practice_id = o.practice_id AND d.remittance_id = o.id
  WHERE o.practice_id = t.practice_id AND o.trace = t.trace AND o.payer_number = t.payer_number
    AND o.amount_cents = t.amount_cents AND o.state = 'reversed')
"""
_LATEST = f"""
t.id IN (SELECT t.id FROM remittance t WHERE t.practice_id = %s AND t.received_on >= %s AND {_UNPAID}
  ORDER BY t.received_on DESC, t.id DESC LIMIT {MOST_UNPAID})
"""


def unpaid_remittances(
    session: Session, *, traces: Sequence[str] = (), amounts: Sequence[int] = (), since: date | None = None
) -> list[Remittance]:
    """Return payments that no deposit has paid, the latest first: all of these traces or of these amounts,
    and the `MOST_UNPAID` latest of those that were received since a day. Where a payment was undone and came
    again, the deposit of the undone one is its own.
    """
    asks = [
        Ask(Remittance, {"trace": list(traces)}, _UNPAID),
        Ask(Remittance, {"amount_cents": list(amounts)}, _UNPAID),
        Ask(Remittance, {}, _LATEST, (session.practice_id, since)),
    ]
    wanted = [ask for ask, named in zip(asks, (traces, amounts, since), strict=True) if named]
    found = session.gather(*wanted)
    unpaid = {one.id: one for ask in wanted for one in found.of(ask)}
    return sorted(unpaid.values(), key=lambda one: (one.received_on, one.id), reverse=True)
