"""A receipt for the patient's hand: what was taken, how, what it was laid on, and what is still free of it.

Promises one wording for paper and screen alike, and sums that are those of the receipt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from almoner.core.collect import Receipt
from almoner.core.collect.receipt import FROM_PAYER
from almoner.core.money import dollars
from almoner.core.party import Patient, Practice
from almoner.core.report.language import ENGLISH, Language
from almoner.core.report.mail import (
    address_lines,
    day_in_figures,
    full_name,
    phone_number,
    plain,
)

WIDTH = 80
_HOW = {
    "cash": "in cash",
    "check": "by check",
    "card": "by card",
    "transfer": "by transfer",
    FROM_PAYER: "with a payer's payment",
}


@dataclass(frozen=True, slots=True)
class LaidOn:
    """A part of a receipt on a service: its day, what it is, and the cents laid on it."""

    service_on: date
    label: str
    cents: int


@dataclass(frozen=True, slots=True)
class ReceiptSlip:
    """What the page of a receipt, or of a slip for the bank, says in words that are ready to show."""

    title: str
    practice: str
    head: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    taken: str
    how: str
    rows: tuple[tuple[str, str], ...]
    note: str
    on: date
    heading: str = "Receipt"
    column: str = "What it pays"
    verb: str = "received"
    amount: str = "Amount"
    language: str = "en"


def receipt_slip(
    receipt: Receipt, practice: Practice, patient: Patient, laid: Sequence[LaidOn], to: Language = ENGLISH
) -> ReceiptSlip:
    """Return what to print of a receipt as it stands now."""
    name = plain(practice.name)
    return ReceiptSlip(
        title=to.say("{practice}, receipt {number}", practice=name, number=receipt.id),
        practice=name,
        head=(*address_lines(practice.address), phone_number(practice.phone)),
        facts=(
            (to.told("Receipt"), str(receipt.id)),
            (to.told("Day"), to.day_in_words(receipt.received_on)),
            (to.told("Account"), plain(patient.number)),
            (to.told("Patient"), full_name(patient.name)),
        ),
        taken=f"${dollars(receipt.cents)}",
        how=_how(receipt, to),
        rows=tuple(_rows(receipt, laid, to)),
        note=to.told(_note(receipt)),
        on=receipt.received_on,
        heading=to.told("Receipt"),
        column=to.told("What it pays"),
        verb=to.told("received"),
        amount=to.told("Amount"),
        language=to.code,
    )


def slip_text(slip: ReceiptSlip) -> str:
    """Return the slip as plain text of at most 80 columns."""
    rows = [
        slip.practice,
        *slip.head,
        "",
        *(f"{name:<10}{value}" for name, value in slip.facts),
        "",
        f"{slip.verb.capitalize()} {slip.taken} {slip.how}.",
        "",
        *(f"  {name[:60]:<60}{cents:>16}" for name, cents in slip.rows),
        *(("", *wrap(slip.note, WIDTH)) if slip.note else ()),
    ]
    return (
        "\n".join(part for row in rows for part in (wrap(row, WIDTH, drop_whitespace=False) or [""])) + "\n"
    )


def _how(receipt: Receipt, to: Language) -> str:
    how = to.told(_HOW[receipt.method])
    if receipt.method == FROM_PAYER:
        return how
    if receipt.card_last_four:
        return to.say("{how} that ends in {digits}", how=how, digits=receipt.card_last_four)
    return f"{how} {plain(receipt.reference)}".strip()


def _rows(receipt: Receipt, laid: Sequence[LaidOn], to: Language) -> list[tuple[str, str]]:
    rows = [
        (f"{day_in_figures(one.service_on)}  {plain(to.told(one.label))}", dollars(one.cents)) for one in laid
    ]
    rest = (
        ("Kept for later services", receipt.free_cents),
        ("Given back", receipt.refunded_cents),
        ("Taken back", receipt.returned_cents),
    )
    return rows + [(to.told(name), dollars(cents)) for name, cents in rest if cents]


def _note(receipt: Receipt) -> str:
    if receipt.is_voided:
        return "This receipt is void."
    if receipt.returned_cents:
        return "The bank took this payment back, and what it paid is owed again."
    return "Thank you. Keep this page: it is the proof of your payment."
