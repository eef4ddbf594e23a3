"""The table that the demonstration ends with: what became of every claim and every cent, by payer."""

import json
from dataclasses import asdict, dataclass

from almoner.core.money import dollars
from almoner.store.session import Session, books


@dataclass(frozen=True, slots=True)
class PayerRow:
    """One payer's claims by count, and its money in cents."""

    name: str
    claims: int
    accepted: int
    paid: int
    denied: int
    resent: int
    outstanding: int
    outstanding_cents: int
    cash_cents: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The whole demonstration in numbers. Cash is what payers and patients paid; bank is what reached the account."""

    visits: int
    sent: int
    accepted: int
    paid: int
    denied: int
    resent: int
    held: int
    outstanding: int
    tasks: int
    payer_cash_cents: int
    patient_cash_cents: int
    cash_cents: int
    bank_cents: int
    suspense_cents: int
    patient_owes_cents: int
    payers_owe_cents: int
    trial_balance_cents: int
    payers: tuple[PayerRow, ...]


_BY_PAYER = """
WITH money AS (
  SELECT payer_id, sum(CASE 'cash' WHEN debit THEN cents WHEN credit THEN -cents ELSE 0 END)::bigint AS cash FROM posting
  WHERE practice_id = %s AND reason <> 'deposit_cash' GROUP BY payer_id),
taken AS (
  SELECT DISTINCT id FROM record WHERE practice_id = %s AND kind = 'claim' AND body->>'state' = 'accepted'),
told AS (
  SELECT claim_id, max(number) AS number FROM claim_revision WHERE practice_id = %s GROUP BY claim_id)
SELECT p.name, count(c.id), count(taken.id),
  count(*) FILTER (WHERE c.state = 'paid'), count(*) FILTER (WHERE c.state = 'denied'),
  count(*) FILTER (WHERE told.number > 1),
  count(*) FILTER (WHERE c.state IN ('ready', 'sent', 'received', 'accepted', 'reversed', 'forwarded')),
  coalesce(sum(c.total_cents) FILTER (WHERE c.state IN ('ready', 'sent', 'received', 'accepted', 'reversed', 'forwarded')), 0)::bigint,
  coalesce(max(money.cash), 0)::bigint
FROM payer p LEFT JOIN claim c ON c.practice_id = p.practice_id AND c.payer_id = p.id AND c.state <> 'held'
LEFT JOIN taken ON taken.id = c.id LEFT JOIN told ON told.claim_id = c.id LEFT JOIN money ON money.payer_id = p.id
WHERE p.practice_id = %s GROUP BY p.id, p.name ORDER BY p.id
"""


def figures(practice_id: int) -> Figures:
    """Count everything, from the books alone."""
    with books(practice_id) as session:
        rows = tuple(PayerRow(*row) for row in session.rows(_BY_PAYER, *[practice_id] * 4))
        return _figures(session, rows)


def _figures(session: Session, rows: tuple[PayerRow, ...]) -> Figures:
    practice = session.practice_id
    balances = dict(
        session.rows(
            "SELECT account, (debit_cents - credit_cents)::bigint FROM account_total WHERE practice_id = %s",
            practice,
        )
    )
    received = session.value(
        "SELECT coalesce(sum(cents), 0)::bigint FROM posting WHERE practice_id = %s AND reason = 'receipt'",
        practice,
    )
    payer_cash = sum(row.cash_cents for row in rows)
    return Figures(
        visits=session.value("SELECT count(*) FROM visit WHERE practice_id = %s", practice),
        sent=sum(row.claims for row in rows),
        accepted=sum(row.accepted for row in rows),
        paid=sum(row.paid for row in rows),
        denied=sum(row.denied for row in rows),
        resent=sum(row.resent for row in rows),
        held=session.value("SELECT count(*) FROM claim WHERE practice_id = %s AND state = 'held'", practice),
        outstanding=sum(row.outstanding for row in rows),
        tasks=session.value("SELECT count(*) FROM task WHERE practice_id = %s AND state = 'open'", practice),
        payer_cash_cents=payer_cash,
        patient_cash_cents=received,
        cash_cents=payer_cash + received,
        bank_cents=balances.get("bank", 0),
        suspense_cents=-balances.get("suspense", 0),
        patient_owes_cents=balances.get("patient_ar", 0),
        payers_owe_cents=sum(
            cents for account, cents in balances.items() if account.startswith(("payer_ar", "denied"))
        ),
        trial_balance_cents=sum(balances.values()),
        payers=rows,
    )


def as_json(seen: Figures) -> str:
    """Return the table as JSON, amounts in cents."""
    return json.dumps(asdict(seen)) + "\n"


def as_text(seen: Figures) -> str:
    """Return the table for people."""
    head = ("payer", "claims", "accepted", "paid", "denied", "resent", "outstanding", "cash")
    body = [
        (
            row.name,
            row.claims,
            row.accepted,
            row.paid,
            row.denied,
            row.resent,
            row.outstanding,
            dollars(row.cash_cents),
        )
        for row in seen.payers
    ]
    body.append(("patients", "", "", "", "", "", "", dollars(seen.patient_cash_cents)))
    body.append(
        (
            "total",
            seen.sent,
            seen.accepted,
            seen.paid,
            seen.denied,
            seen.resent,
            seen.outstanding,
            dollars(seen.cash_cents),
        )
    )
    cells = [head, *[tuple(map(str, row)) for row in body]]
    widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
    lines = [
        "  ".join(_cell(text, widths[place], place) for place, text in enumerate(row)).rstrip()
        for row in cells
    ]
    rule = "-" * max(map(len, lines))
    facts = (
        ("visits", str(seen.visits)),
        ("claims sent", str(seen.sent)),
        ("accepted", str(seen.accepted)),
        ("paid", str(seen.paid)),
        ("denied", f"{seen.denied}, each with an owner"),
        ("resent", str(seen.resent)),
        ("held", f"{seen.held}, each with an owner"),
        ("outstanding", str(seen.outstanding)),
        ("open tasks", str(seen.tasks)),
        ("patients owe", dollars(seen.patient_owes_cents)),
        ("payers owe", dollars(seen.payers_owe_cents)),
        ("suspense", dollars(seen.suspense_cents)),
        ("cash", dollars(seen.cash_cents)),
        ("bank", dollars(seen.bank_cents)),
        ("trial balance", dollars(seen.trial_balance_cents)),
    )
    shown = [f"{name.ljust(14)}{value}" for name, value in facts]
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1], "", *shown]) + "\n"


def _cell(text: str, width: int, place: int) -> str:
    return text.ljust(width) if place == 0 else text.rjust(width)
