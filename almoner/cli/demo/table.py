"""The table that the demonstration ends with: what became of every claim and every cent, by payer."""

import json
from dataclasses import asdict

from almoner.core.money import dollars
from almoner.store.lists.cycle import Figures

HEAD = ("payer", "claims", "accepted", "paid", "denied", "resent", "outstanding", "cash")
Row = tuple[str, ...]


def as_json(seen: Figures) -> str:
    """Return the table as JSON, amounts in cents."""
    return json.dumps(asdict(seen)) + "\n"


def as_text(seen: Figures) -> str:
    """Return the table for people."""
    head, *body, total = _aligned([HEAD, *_payers(seen), _total(seen)])
    rule = "-" * max(map(len, (head, *body, total)))
    facts = [f"{name.ljust(14)}{value}" for name, value in _facts(seen)]
    return "\n".join([head, rule, *body, rule, total, "", *facts]) + "\n"


def _payers(seen: Figures) -> list[Row]:
    rows: list[Row] = []
    for row in seen.payers:
        counts = (row.claims, row.accepted, row.paid, row.denied, row.resent, row.outstanding)
        rows.append((row.name, *map(str, counts), dollars(row.cash_cents)))
    return [*rows, ("patients", *[""] * 6, dollars(seen.patient_cash_cents))]


def _total(seen: Figures) -> Row:
    counts = (seen.sent, seen.accepted, seen.paid, seen.denied, seen.resent, seen.outstanding)
    return ("total", *map(str, counts), dollars(seen.cash_cents))


def _facts(seen: Figures) -> tuple[tuple[str, str], ...]:
    return (
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


def _aligned(rows: list[Row]) -> list[str]:
    """Names to the left, numbers to the right, two blanks between the columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for name, *numbers in rows:
        cells = [text.rjust(width) for text, width in zip(numbers, widths[1:], strict=True)]
        lines.append("  ".join([name.ljust(widths[0]), *cells]).rstrip())
    return lines
