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
from almoner.core.report.language import ENGLISH, Language
from almoner.core.report.mail import (
    address_lines,
    addressee,
    ages_in_words,
    day_in_figures,
    full_name,
    meanings_in_words,
    pay_link,
    phone_number,
    plain,
    scan_line,
)
from almoner.links.paper.page import set_page

TEMPLATE = Path(__file__).with_name("statement.typ")
_WORDS = {
    "whence": "Where this number comes from",
    "day": "Day",
    "service": "Service",
    "charged": "Charged",
    "adjusted": "Taken off",
    "insurance": "Insurance",
    "patient": "You paid",
    "waiting": "Waiting",
    "owed": "You owe",
    "all": "All together",
    "looked": "We look into this",
    "disputed": "You told us that it is wrong. It is no part of what you owe above: do not pay it until we "
    "have answered you.",
    "cut": "Cut here and send this part with your check.",
    "pay_to": "Pay to",
    "enclosed": "Amount enclosed",
    "of": "{page} of {pages}",
}
"""What the template itself says."""
_PARTS = ("adjusted", "insurance", "patient", "waiting", "owed")


def statement_pdf(
    statement: Statement,
    practice: Practice,
    patient: Patient,
    *,
    pay_at: str = "",
    language: Language = ENGLISH,
) -> bytes:
    """Return the PDF of a statement, addressed to who answers for the bill; `pay_at` is its own pay link,
    where it has one.

    A sign of a script that the packaged fonts lack shows as `?`; a page with a hole in it would be no PDF/UA.
    """
    stamp = datetime.combine(statement.stated_on, time(), UTC)
    return set_page(TEMPLATE, _data(statement, practice, patient, pay_at, language), stamp=stamp)


def _data(
    statement: Statement, practice: Practice, patient: Patient, pay_at: str, to: Language = ENGLISH
) -> dict[str, Any]:
    name = plain(practice.name)
    sums = _sums(statement)
    day, first = to.day_in_words(statement.due_on), plain((patient.guarantor or patient).name.first)
    return {
        "language": to.code,
        "words": {key: to.told(english) for key, english in _WORDS.items()},
        "title": to.say("{practice}, statement {number}", practice=name, number=statement.id),
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
            *_facts(statement, patient, to),
            [to.told("Patient"), full_name(patient.name)],
        ],
        "addressee": addressee(patient),
        "ask": to.say("{name}, please pay", name=first),
        "due": dollars(statement.due_cents),
        "by": to.say("by {day}.", day=day),
        "held": " ".join(part for part in (_held(statement, to), to.told(statement.message)) if part),
        "bar": [[part, sums[part]] for part in _PARTS if sums[part]] if min(sums.values()) >= 0 else [],
        "lines": [_line(line, _names(statement), to) for line in statement.lines],
        "disputed": [
            [day_in_figures(line.service_on), plain(to.told(line.label)), dollars(line.owed_cents)]
            for line in statement.disputed
        ],
        "sums": {part: dollars(cents) for part, cents in sums.items()},
        "ages": ages_in_words(statement, to),
        "meanings": meanings_in_words(statement, to),
        "advice": _advice(practice, statement, pay_at, to),
        "coupon": _coupon(statement, patient, to),
        "scan": scan_line(statement),
        "square": _square(pay_at) if pay_at and not practice.pay_url else "",
    }


def _facts(statement: Statement, patient: Patient, to: Language) -> list[list[str]]:
    return [
        [to.told("Statement"), str(statement.id)],
        [to.told("Day"), to.day_in_words(statement.stated_on)],
        [to.told("Account"), plain(patient.number)],
    ]


def _coupon(statement: Statement, patient: Patient, to: Language) -> list[list[str]]:
    return [
        [to.told("Account"), plain(patient.number)],
        [to.told("Statement"), str(statement.id)],
        [to.told("Please pay by"), to.day_in_words(statement.due_on)],
        [to.told("Please pay"), f"${dollars(statement.due_cents)}"],
    ]


def _square(address: str) -> str:
    """An address as a QR code with its quiet zone, drawn in SVG: a telephone reads it off the paper."""
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", xmldecl=False, light="#fff")
    return drawn.getvalue().decode()


def _names(statement: Statement) -> dict[int, str]:
    """Whom each line is about, where the statement is about several."""
    return {part.patient_id: part.name for part in statement.parts} if len(statement.parts) > 1 else {}


def _held(statement: Statement, to: Language) -> str:
    owed, held = dollars(statement.owed_cents), dollars(statement.unapplied_cents)
    if statement.is_by_plan:
        return to.say("In all you owe ${amount}.", amount=owed)
    if not statement.unapplied_cents:
        return ""
    return to.say("You owe ${owed}; ${held} that you gave us before pays a part of it.", owed=owed, held=held)


def _columns(line: StatementLine) -> dict[str, int]:
    return {
        "charge": line.charge_cents,
        "adjusted": line.adjusted_cents,
        "insurance": line.insurance_paid_cents,
        "patient": line.patient_paid_cents,
        "waiting": line.with_payer_cents,
        "owed": line.owed_cents,
    }


def _line(line: StatementLine, names: dict[int, str], to: Language) -> dict[str, str]:
    whose = f"{names[line.patient_id]}: " if line.patient_id in names else ""
    texts = {
        "day": day_in_figures(line.service_on),
        "label": plain(whose + to.told(line.label)),
        "code": plain(line.code),
        "why": to.why(line.why),
    }
    return texts | {part: dollars(cents) for part, cents in _columns(line).items()}


def _sums(statement: Statement) -> dict[str, int]:
    columns = [_columns(line) for line in statement.lines]
    return {part: sum(column[part] for column in columns) for part in ("charge", *_PARTS)}


_HOW_TO_PAY = (
    "Send the part below with a check, or pay at our desk. "
    "You need not pay yet what waits for your insurance."
)
_CANNOT_PAY = "Call {phone} before the day above. We find a plan of smaller payments together."
_IS_WRONG = "A line differs from what your insurance wrote, or another should pay? Call {phone}."


def _advice(practice: Practice, statement: Statement, pay_at: str, to: Language) -> list[list[str]]:
    phone = phone_number(practice.phone)
    where = pay_link(practice, statement) if practice.pay_url else pay_at
    online = f" {to.say('Or online: {address}', address=where)}" if where else ""
    return [
        [to.told("How to pay"), to.told(_HOW_TO_PAY) + online],
        [to.told("I cannot pay this"), to.say(_CANNOT_PAY, phone=phone)],
        [to.told("Something is wrong"), to.say(_IS_WRONG, phone=phone)],
    ]
