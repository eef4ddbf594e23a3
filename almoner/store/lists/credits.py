"""Credits that stand in the books: what patients and payers paid beyond what was owed, read off postings."""

import re
from dataclasses import dataclass
from datetime import date

from almoner.core.collect.credit import Overpayment
from almoner.core.collect.refund import CreditLine, Refund
from almoner.core.ledger import Subject
from almoner.store.lists.lists_kpi_ground import DEFINITION
from almoner.store.lists.order import USUAL, Order, Read, read
from almoner.store.session import Session

MOST = 200


@dataclass(frozen=True, slots=True)
class PatientCredit:
    """A patient's money that lies on no line, and what stands on lines beyond what the patient owes."""

    patient_id: int
    patient: str
    free_cents: int
    line_cents: int
    since_on: date

    @property
    def cents(self) -> int:
        """Both together."""
        return self.free_cents + self.line_cents


@dataclass(frozen=True, slots=True)
class PayerCredit:
    """What a payer paid too much on a claim, since when, and what is being done: the overpayment that was
    identified (0: none), its last day, and what was asked to go back.
    """

    claim_id: int
    control: str
    patient_id: int
    patient: str
    payer_id: int
    payer: str
    payer_kind: str
    rank: int
    cents: int
    since_on: date
    overpayment_id: int
    identified_on: date | None
    refund_cents: int


_FREE = "allocated_cents + refunded_cents + returned_cents < cents"


def _free(receipt: str) -> str:
    """The same of a receipt by another name."""
    return re.sub(r"(\w+_cents|\bcents)", rf"{receipt}.\1", _FREE)


# Whose credit is among the oldest has money or a line that is: so many of each are looked at, in their order.
_PATIENTS = f"""
WITH oldest AS MATERIALIZED (
  (SELECT r.patient_id FROM receipt r WHERE r.practice_id = {{here}} AND {_free("r")} AND NOT EXISTS (
      SELECT 1 FROM receipt e WHERE e.practice_id = r.practice_id AND e.patient_id = r.patient_id
        AND {_free("e")} AND (e.received_on, e.id) < (r.received_on, r.id))
    ORDER BY r.received_on, r.patient_id LIMIT {MOST + 1})
  UNION
  (SELECT o.patient_id FROM patient_total o WHERE o.practice_id = {{here}} AND o.cents < 0 AND NOT EXISTS (
      SELECT 1 FROM patient_total e WHERE e.practice_id = o.practice_id AND e.patient_id = o.patient_id
        AND e.cents < 0 AND (e.moved_on, e.line_id) < (o.moved_on, o.line_id))
    ORDER BY o.moved_on, o.patient_id LIMIT {MOST + 1}))
SELECT p.id, concat_ws(', ', p.last_name, p.first_name), coalesce(f.cents, 0)::bigint,
  coalesce(b.cents, 0)::bigint, least(f.since_on, b.since_on)
FROM oldest JOIN patient p ON p.practice_id = {{here}} AND p.id = oldest.patient_id
CROSS JOIN LATERAL (
  SELECT sum(cents - allocated_cents - refunded_cents - returned_cents) AS cents, min(received_on) AS since_on
  FROM receipt WHERE practice_id = {{here}} AND patient_id = p.id AND {_FREE}) f
CROSS JOIN LATERAL (
  SELECT -sum(cents) AS cents, min(moved_on) AS since_on FROM patient_total
  WHERE practice_id = {{here}} AND patient_id = p.id AND cents < 0) b
ORDER BY 5, p.id LIMIT {MOST + 1}
"""


def patient_credits(session: Session) -> tuple[PatientCredit, ...]:
    """Return what patients paid beyond what they owe, the oldest first: one more than `MOST` says that there
    are more.
    """
    return tuple(PatientCredit(*row) for row in session.rows(_PATIENTS.format(here=session.practice_id)))


_LINES = """
  SELECT line_id, account, -sum(part)::bigint AS cents, max(effective_on) AS since_on FROM posting
  CROSS JOIN LATERAL (VALUES (debit, cents), (credit, -cents)) side (account, part)
  WHERE practice_id = {here} AND account LIKE 'payer\\_ar:%' AND line_id {these}
  GROUP BY line_id, account HAVING sum(part) < 0
"""
_ALL = "IS NOT NULL"
_MOVED = f"""IN (
  SELECT line_id FROM kept_owed WHERE practice_id = {{here}} AND definition = '{DEFINITION}' AND cents < 0
    AND account LIKE 'payer\\_ar:%'
  UNION SELECT line_id FROM (
    SELECT line_id, debit, credit, cents FROM posting
    WHERE practice_id = {{here}} AND audit_id > {{entry}} AND line_id IS NOT NULL
    UNION ALL SELECT line_id, debit, credit, cents FROM posting
    WHERE practice_id = {{here}} AND effective_on > '{{on}}' AND audit_id <= {{entry}}
      AND line_id IS NOT NULL) moved
  CROSS JOIN LATERAL (VALUES (debit, cents), (credit, -cents)) side (account, part)
  WHERE account LIKE 'payer\\_ar:%' GROUP BY line_id, account HAVING sum(part) < 0)
"""
"""The lines that may stand in credit: those that did in the night, and those from which more went since than
came.
"""
_PAYERS = f"""
SELECT c.id, c.control, c.patient_id, concat_ws(', ', p.last_name, p.first_name), c.payer_id, y.name,
  y.payer_kind, c.rank, c.cents, c.since_on, coalesce(o.id, 0), o.identified_on, coalesce(f.cents, 0)::bigint
FROM (
  SELECT c.id, c.control, c.patient_id, c.payer_id, c.rank, sum(b.cents)::bigint AS cents,
    max(b.since_on) AS since_on
  FROM ({_LINES}) b
  JOIN charge_line l ON l.practice_id = {{here}} AND l.id = b.line_id
  JOIN LATERAL (SELECT * FROM claim WHERE practice_id = {{here}} AND visit_id = l.visit_id
    AND rank = split_part(b.account, ':', 2)::int ORDER BY id DESC LIMIT 1) c ON true
  GROUP BY c.id, c.control, c.patient_id, c.payer_id, c.rank) c
JOIN patient p ON p.practice_id = {{here}} AND p.id = c.patient_id
JOIN payer y ON y.practice_id = {{here}} AND y.id = c.payer_id
LEFT JOIN overpayment o ON o.practice_id = {{here}} AND o.claim_id = c.id AND o.fate = 'open'
LEFT JOIN LATERAL (SELECT sum(cents) AS cents FROM refund WHERE practice_id = {{here}} AND claim_id = c.id
  AND state NOT IN ('refused', 'voided') AND settled_on IS NULL) f ON true
ORDER BY {{by}} LIMIT {MOST + 1}
"""
OLDEST = Read(("c.since_on", "c.id"))
COLUMNS = {"since": ("c.since_on",), "whom": ("y.name",), "amount": ("c.cents",)}
"""What payers' credits can be read by, all of them."""


def payer_credits(session: Session, order: Order = USUAL) -> tuple[PayerCredit, ...]:
    """Return what payers paid too much, by claim, in an order, usually the oldest first: one more than `MOST`
    says that there are more.
    """
    here, by = session.practice_id, read(COLUMNS, order, OLDEST).by
    kept = session.rows(_KEPT, here, DEFINITION)
    these = _MOVED.format(here=here, entry=int(kept[0][0]), on=kept[0][1].isoformat()) if kept else _ALL
    return tuple(PayerCredit(*row) for row in session.rows(_PAYERS.format(here=here, these=these, by=by)))


_KEPT = "SELECT entry_id, on_day FROM kept_owed WHERE practice_id = %s AND place = 1 AND definition = %s"


_OF_CLAIM = f"""
SELECT l.id, l.visit_id, l.provider_id, l.location_id, l.service_on, b.cents
FROM claim c JOIN charge_line l ON l.practice_id = c.practice_id AND l.visit_id = c.visit_id
JOIN LATERAL ({_LINES}) b ON b.account = concat('payer_ar:', c.rank)
WHERE c.practice_id = {{here}} AND c.id = {{claim}} ORDER BY l.sequence, l.id
"""


def credit_lines(session: Session, claim_id: int, subject: Subject) -> list[CreditLine]:
    """Return the lines of a claim on which its payer stands in credit, each about its line and `subject`."""
    rows = session.rows(_OF_CLAIM.format(here=session.practice_id, claim=int(claim_id), these="= l.id"))
    return [
        CreditLine(
            Subject(
                subject.patient_id,
                visit_id,
                line_id,
                subject.claim_id,
                payer_id=subject.payer_id,
                rank=subject.rank,
                provider_id=provider_id,
                location_id=location_id,
                service_on=service_on,
            ),
            cents,
        )
        for line_id, visit_id, provider_id, location_id, service_on, cents in rows
    ]


def payer_credit_of(session: Session, claim_id: int) -> int:
    """Return what the payer of a claim stands in credit there, in cents; 0 where it does not."""
    return sum(line.cents for line in credit_lines(session, claim_id, Subject()))


def refunds(session: Session, *states: str) -> list[Refund]:
    """Return the refunds of these states, those that were asked for first first."""
    return session.find(Refund, state=list(states), order="asked_on, t.id", limit=MOST)


def overpayments(session: Session) -> list[Overpayment]:
    """Return the overpayments that are open."""
    return session.find(Overpayment, fate="open", limit=MOST)
