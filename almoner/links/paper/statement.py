"""A patient's statement as a PDF on US Letter, made from the noun alone: the page shows, it computes
nothing.

Promises the same bytes for the same statement, tags for a reading voice (PDF/UA-1), and that no text of
others is ever taken as markup: the template gets data.
"""

from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from almoner.core.money import dollars
from almoner.core.party import Patient, Practice
from almoner.core.report import Statement, StatementLine
from almoner.core.report.mail import (
    address_lines,
    addressee,
    ages_in_words,
    day_in_figures,
    day_in_words,
    full_name,
    meanings_in_words,
    pay_link,
    phone_number,
    plain,
    scan_line,
)
from almoner.links.paper.page import set_page

TEMPLATE = Path(__file__).with_name("statement.typ")
_PARTS = ("adjusted", "insurance", "patient", "waiting", "owed")


def statement_pdf(statement: Statement, practice: Practice, patient: Patient, *, pay_at: str = "") -> bytes:
    """Return the PDF of a statement, addressed to who answers for the bill; `pay_at` is its own pay link,
    where it has one.

    A sign of a script that the packaged fonts lack shows as `?`; a page with a hole in it would be no PDF/UA.
    """
    stamp = datetime.combine(statement.stated_on, time(), UTC)
    return set_page(TEMPLATE, _data(statement, practice, patient, pay_at), stamp=stamp)


def _data(statement: Statement, practice: Practice, patient: Patient, pay_at: str) -> dict[str, Any]:
    number, name = plain(patient.number), plain(practice.name)
    due = day_in_words(statement.due_on)
    sums = _sums(statement)
    return {
        "title": f"{name}, statement {statement.id}",
        "date": {
            "year": statement.stated_on.year,
            "month": statement.stated_on.month,
            "day": statement.stated_on.day,
        },
        "practice": {
            "name": name,
            "lines": [*address_lines(practice.address), phone_number(practice.phone)],
            "pay_to": address_lines(practice.pay_to or practice.address),
        },
        "facts": [
            ["Statement", str(statement.id)],
            ["Day", day_in_words(statement.stated_on)],
            ["Account", number],
            ["Patient", full_name(patient.name)],
        ],
        "addressee": addressee(patient),
        "ask": f"{plain((patient.guarantor or patient).name.first)}, please pay",
        "due": dollars(statement.due_cents),
        "by": f"by {due}.",
        "held": " ".join(part for part in (_held(statement), statement.message) if part),
        "bar": [[part, sums[part]] for part in _PARTS if sums[part]] if min(sums.values()) >= 0 else [],
        "lines": [_line(line, _names(statement)) for line in statement.lines],
        "disputed": [
            [day_in_figures(line.service_on), plain(line.label), dollars(line.owed_cents)]
            for line in statement.disputed
        ],
        "sums": {part: dollars(cents) for part, cents in sums.items()},
        "ages": ages_in_words(statement),
        "meanings": meanings_in_words(statement),
        "advice": _advice(practice, statement, pay_at),
        "coupon": [
            ["Account", number],
            ["Statement", str(statement.id)],
            ["Please pay by", due],
            ["Please pay", f"${dollars(statement.due_cents)}"],
        ],
        "scan": scan_line(statement),
        "square": _square(pay_at) if pay_at and not practice.pay_url else "",
    }


def _square(address: str) -> str:
    """An address as a QR code with its quiet zone, drawn in SVG: a telephone reads it off the paper."""
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", xmldecl=False, light="#fff")
    return drawn.getvalue().decode()


def _names(statement: Statement) -> dict[int, str]:
    """Whom each line is about, where the statement is about several."""
    return {part.patient_id: part.name for part in statement.parts} if len(statement.parts) > 1 else {}


def _held(statement: Statement) -> str:
    if statement.is_by_plan:
        return f"In all you owe ${dollars(statement.owed_cents)}."
    if not statement.unapplied_cents:
        return ""
    owed, held = dollars(statement.owed_cents), dollars(statement.unapplied_cents)
    return f"You owe ${owed}; ${held} that you gave us before pays a part of it."


def _columns(line: StatementLine) -> dict[str, int]:
    return {
        "charge": line.charge_cents,
        "adjusted": line.adjusted_cents,
        "insurance": line.insurance_paid_cents,
        "patient": line.patient_paid_cents,
        "waiting": line.with_payer_cents,
        "owed": line.owed_cents,
    }


def _line(line: StatementLine, names: dict[int, str]) -> dict[str, str]:
    whose = f"{names[line.patient_id]}: " if line.patient_id in names else ""
    texts = {
        "day": day_in_figures(line.service_on),
        "label": plain(whose + line.label),
        "code": plain(line.code),
        "why": line.why,
    }
    return texts | {part: dollars(cents) for part, cents in _columns(line).items()}


def _sums(statement: Statement) -> dict[str, int]:
    columns = [_columns(line) for line in statement.lines]
    return {part: sum(column[part] for column in columns) for part in ("charge", *_PARTS)}


_HOW_TO_PAY = (
    "Send the part below with a check, or pay at our desk. "
    "You need not pay yet what waits for your insurance."
)


def _advice(practice: Practice, statement: Statement, pay_at: str) -> list[list[str]]:
    call = f"Call {phone_number(practice.phone)}"
    where = pay_link(practice, statement) if practice.pay_url else pay_at
    online = f" Or online: {where}" if where else ""
    return [
        ["How to pay", _HOW_TO_PAY + online],
        ["I cannot pay this", f"{call} before the day above. We find a plan of smaller payments together."],
        [
            "Something is wrong",
            f"A line differs from what your insurance wrote, or another should pay? {call}.",
        ],
    ]
