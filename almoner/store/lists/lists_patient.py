"""One patient's account: policies with the payers' last answers, who owes what, visits and receipts.

Each function is one query and promises at most `MOST` rows, the latest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.chart.document import STANDS
from almoner.core.collect.receipt import FROM_PAYER
from almoner.store.session import Session

MOST = 60


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy with its payer and the last answer that came about it; `answer` is empty where none came."""

    id: int
    rank: int
    payer: str
    plan: str
    member_id: str
    group_number: str
    relation: str
    since_on: date
    until_on: date | None
    copay_cents: int
    answer: str
    answered_on: date | None
    about_on: date | None
    answer_copay_cents: int | None
    deductible_left_cents: int | None
    payer_kind: str

    @property
    def last_on(self) -> date | None:
        """The last day on which it is in force; None where it goes on."""
        return self.until_on - timedelta(days=1) if self.until_on else None


_POLICIES = f"""
SELECT c.id, c.rank, py.name, pl.name, c.member_id, r.body->>'group_number', r.body->>'relation', c.since_on,
  c.until_on, (r.body->>'copay_cents')::bigint, coalesce(b.state, ''), b.answered_on, b.service_on,
  (br.body->>'copay_cents')::bigint, (br.body->>'deductible_left_cents')::bigint,
  py.payer_kind
FROM coverage c
JOIN record r ON r.practice_id = c.practice_id AND r.id = c.id AND r.version = c.version
JOIN payer py ON py.practice_id = c.practice_id AND py.id = c.payer_id
JOIN payer_plan pl ON pl.practice_id = c.practice_id AND pl.id = c.plan_id
LEFT JOIN LATERAL (SELECT * FROM benefits WHERE practice_id = c.practice_id AND coverage_id = c.id
  ORDER BY state = 'refused', service_on DESC, id DESC LIMIT 1) b ON true
LEFT JOIN record br ON br.practice_id = b.practice_id AND br.id = b.id AND br.version = b.version
WHERE c.practice_id = %s AND c.patient_id = ANY(%s)
ORDER BY c.rank, c.since_on DESC, c.id LIMIT {MOST}
"""


def policies(session: Session, patient_id: int) -> tuple[Policy, ...]:
    """Return all policies of a patient, by rank and then the latest first."""
    return tuple(
        Policy(*row) for row in session.rows(_POLICIES, session.practice_id, session.charts.whole(patient_id))
    )


_ACCOUNTS = """
SELECT account, sum(cents)::bigint FROM (
  SELECT debit AS account, cents FROM posting WHERE practice_id = %s AND patient_id = ANY(%s)
  UNION ALL
  SELECT credit, -cents FROM posting WHERE practice_id = %s AND patient_id = ANY(%s)) sides
WHERE account LIKE 'payer\\_ar%%' OR account LIKE 'denied%%'
  OR account IN ('patient_ar', 'collections', 'unapplied', 'suspense')
GROUP BY account HAVING sum(cents) <> 0 ORDER BY account
"""


def balances(session: Session, patient_id: int) -> dict[str, int]:
    """Return the open balances of a patient by account id, debits less credits, without zeros."""
    here = session.practice_id
    charts = session.charts.whole(patient_id)
    rows = session.rows(_ACCOUNTS, here, charts, here, charts)
    return {account: int(cents) for account, cents in rows}


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit with what it charged, its signed note (0: none yet) and the papers on file for it."""

    id: int
    service_on: date
    provider: str
    location: str
    reason: str
    state: str
    charge_cents: int
    codes: str
    note_id: int
    papers: Sequence[tuple[str, str]]
    """Each with its id and version as `id.version`, and what it is of which day."""


_VISITS = f"""
SELECT v.id, v.service_on, pr.listed, l.name, r.body->>'reason', v.state, coalesce(c.cents, 0)::bigint,
  coalesce(c.codes, ''), coalesce((r.body->>'note_id')::bigint, 0), coalesce(d.papers, ARRAY[]::text[])
FROM visit v
JOIN record r ON r.practice_id = v.practice_id AND r.id = v.id AND r.version = v.version
JOIN provider pr ON pr.practice_id = v.practice_id AND pr.id = v.provider_id
JOIN location l ON l.practice_id = v.practice_id AND l.id = v.location_id
LEFT JOIN LATERAL (SELECT sum(charge_cents) AS cents, string_agg(code, ' · ' ORDER BY sequence) AS codes
  FROM charge_line WHERE practice_id = v.practice_id AND visit_id = v.id AND NOT is_taken_back) c ON true
LEFT JOIN LATERAL (SELECT array_agg(ARRAY[id || '.' || version,
    replace(sort, '_', ' ') || ' of ' || to_char(signed_on, 'MM/DD/YYYY')] ORDER BY signed_on, id) AS papers
  FROM document WHERE practice_id = v.practice_id AND visit_id = v.id AND state = '{STANDS}') d ON true
WHERE v.practice_id = %s AND v.patient_id = ANY(%s)
ORDER BY v.service_on DESC, v.id DESC LIMIT {MOST}
"""


def visits(session: Session, patient_id: int) -> tuple[VisitRow, ...]:
    """Return the latest visits of a patient."""
    return tuple(
        VisitRow(*row) for row in session.rows(_VISITS, session.practice_id, session.charts.whole(patient_id))
    )


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Money taken from a patient, and how much of it is free. Not deposited: in the drawer."""

    id: int
    received_on: date
    method: str
    reference: str
    taken_by: str
    cents: int
    free_cents: int
    returned_cents: int
    deposited_on: date | None

    @property
    def standing(self) -> str:
        """Where it is, in a word."""
        if self.returned_cents:
            return "returned; bank" if self.deposited_on else "void"
        if self.method == FROM_PAYER:
            return "with a payer's money"
        return "bank" if self.deposited_on else "in the drawer"


_RECEIPTS = f"""
SELECT p.id, p.received_on, p.method, r.body->>'reference', r.body->>'taken_by', p.cents,
  p.cents - p.allocated_cents - p.refunded_cents - p.returned_cents, p.returned_cents, d.deposited_on
FROM receipt p
JOIN record r ON r.practice_id = p.practice_id AND r.id = p.id AND r.version = p.version
LEFT JOIN deposit d ON d.practice_id = p.practice_id AND d.id = p.deposit_id
WHERE p.practice_id = %s AND p.patient_id = ANY(%s)
ORDER BY p.received_on DESC, p.id DESC LIMIT {MOST}
"""


def receipts(session: Session, patient_id: int) -> tuple[ReceiptRow, ...]:
    """Return the latest receipts of a patient; two equal ones of a day are two (P21)."""
    return tuple(
        ReceiptRow(*row)
        for row in session.rows(_RECEIPTS, session.practice_id, session.charts.whole(patient_id))
    )


MOST_NUMBERS = 200


def numbers_like(session: Session, start: str) -> list[tuple[int, str]]:
    """Return plans with the numbers of members that begin so, at most `MOST_NUMBERS`."""
    sql = """
    SELECT plan_id, member_id FROM coverage
    WHERE practice_id = %s AND member_id >= %s AND member_id < %s ORDER BY member_id LIMIT %s
    """
    after = start[:-1] + chr(ord(start[-1]) + 1)
    return [
        (plan_id, number)
        for plan_id, number in session.rows(sql, session.practice_id, start, after, MOST_NUMBERS)
    ]
