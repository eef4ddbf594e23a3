"""The papers that patients ask for of their own account: an itemized bill, a superbill for their plan, and
what they paid in a year.

Promises sums that are those of the postings, as of the day that the paper names: a bill's balance is the
patient's receivable less their money on no visit, and what was paid less what went back is the year's sum.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.coding.day_codes import dotted
from almoner.core.collect.receipt import Receipt
from almoner.core.collect.refund import Refund
from almoner.core.ledger import Account, Posting, account_name
from almoner.core.money import dollars
from almoner.core.party import Patient, Practice, Provider
from almoner.core.report.mail import (
    address_lines,
    addressee,
    day_in_figures,
    day_in_words,
    full_name,
    phone_number,
    plain,
)
from almoner.core.report.statement_lines import StatementLine, statement_lines

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AccountPaper:
    """One paper, all texts ready to show. `worded` of the columns, from the left, hold words, the others
    amounts; the column `grows` takes the room that the others leave. `sums` stand below the table; the last
    one is what the paper comes to.
    """

    what: str
    practice: Practice
    patient: Patient
    facts: Rows
    columns: tuple[str, ...]
    worded: int
    grows: str
    rows: Rows
    sums: Rows
    note: str
    on: date

    @property
    def title(self) -> str:
        """Whose paper it is, and what it is."""
        return f"{self.giver}, {self.what}"

    @property
    def giver(self) -> str:
        """The practice's name."""
        return plain(self.practice.name)

    @property
    def head(self) -> tuple[str, ...]:
        """The practice's address and phone."""
        return (*address_lines(self.practice.address), phone_number(self.practice.phone))

    @property
    def addressee(self) -> tuple[str, ...]:
        """The name and address of who answers for the patient's bill."""
        return tuple(addressee(self.patient))


@dataclass(frozen=True, slots=True)
class AccountNow:
    """A patient's account: the practice that keeps it, the charge lines that the paper is about, all postings
    about the patient, and our labels by procedure code.
    """

    practice: Practice
    patient: Patient
    lines: Sequence[ChargeLine] = ()
    postings: Sequence[Posting] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    def stated(self, *, on: date) -> list[tuple[ChargeLine, StatementLine]]:
        """Return each line as it stood at the end of a day; without those on which nothing had moved."""
        by_line: dict[int, list[Posting]] = {}
        for posting in self.known(on=on):
            by_line.setdefault(posting.subject.line_id, []).append(posting)
        return [
            (line, row)
            for line in sorted(self.lines, key=lambda line: (line.service_on, line.id))
            for row in statement_lines(line, by_line.get(line.id, ()), self.labels)
            if any(_amounts(row))
        ]

    def known(self, *, on: date) -> list[Posting]:
        """Return the postings that count at the end of a day."""
        return [one for one in self.postings if one.effective_on <= on]


def itemized_bill(account: AccountNow, *, on: date) -> AccountPaper:
    """Return every service as it stood at the end of the day `on`."""
    stated = account.stated(on=on)
    columns = list(zip(*(_amounts(row) for _, row in stated), strict=True)) or [()] * 6
    *parts, owed = (sum(column) for column in columns)
    free = _on_no_visit(account.known(on=on))
    names = ("Charged", "Adjusted", "Paid by insurance", "Paid by you", "Waits for your plan")
    return AccountPaper(
        what=f"itemized bill as of {day_in_words(on)}",
        practice=account.practice,
        patient=account.patient,
        facts=_facts(account.patient, ("As of", day_in_words(on))),
        columns=("Day", "Service", "Code", "Charge", "Adjusted", "Insurance", "Paid", "With plan", "Yours"),
        worded=3,
        grows="Service",
        rows=tuple(
            (day_in_figures(row.service_on), plain(row.label), _code(line, row), *map(dollars, _amounts(row)))
            for line, row in stated
        ),
        sums=(
            *((name, _usd(cents)) for name, cents in zip(names, parts, strict=True)),
            ("Yours", _usd(owed)),
            *((("Your money on no visit yet", _usd(-free)),) if free else ()),
            ("Balance of the account", _usd(owed - free)),
        ),
        note="On each line the charge is the sum of what stands right of it.",
        on=on,
    )


def superbill_paper(account: AccountNow, provider: Provider, *, on: date) -> AccountPaper:
    """Return one visit's services with the codes that a plan asks for, to be sent in by the patient. The
    account's lines are those of the visit that stand, at least one.
    """
    practice, patient, lines = account.practice, account.patient, account.lines
    assert lines, "a superbill is of charged services"
    paid: dict[int, int] = {}
    for line, row in account.stated(on=on):
        paid[line.id] = paid.get(line.id, 0) + row.patient_paid_cents
    seen = day_in_words(lines[0].service_on)
    return AccountPaper(
        what=f"superbill of {seen}",
        practice=account.practice,
        patient=account.patient,
        facts=_facts(
            patient,
            ("Born", day_in_figures(patient.birth_on)),
            ("Seen by", full_name(provider.name)),
            ("Their NPI", provider.npi),
            ("Practice NPI", practice.npi),
            ("Tax ID", practice.tax_id),
        ),
        columns=("Day", "Place", "Service", "Code", "Diagnoses", "Units", "Charge", "Paid by you"),
        worded=5,
        grows="Service",
        rows=tuple(
            (
                day_in_figures(line.service_on),
                line.pos,
                plain(account.labels.get(line.code) or line.description or "Service"),
                " ".join((line.code, *line.modifiers)),
                " ".join(map(dotted, line.diagnoses)),
                str(line.units),
                dollars(line.charge_cents),
                dollars(paid.get(line.id, 0)),
            )
            for line in lines
        ),
        sums=(
            ("Charged", _usd(sum(line.charge_cents for line in lines))),
            ("Paid by you", _usd(sum(paid.values()))),
        ),
        note="For your own plan, where we do not bill it. What it pays is decided by it.",
        on=on,
    )


@dataclass(frozen=True, slots=True)
class Paid:
    """What a patient gave, and what was given back or is to be."""

    receipts: Sequence[Receipt]
    refunds: Sequence[Refund]

    def moved(self) -> Iterator[tuple[date, str, str, int]]:
        """Yield the day, the words, the number and the cents of each movement; what left us is negative."""
        for one in self.receipts:
            yield one.received_on, f"Paid by {one.method}", one.reference, one.cents
            if one.returned_on is not None:
                words = "Taken back at the desk" if one.is_voided else "Returned by the bank"
                yield one.returned_on, words, one.reference, -one.returned_cents
        for refund in self.refunds:
            if refund.receipt_id and refund.issued_on is not None and refund.voided_on is None:
                yield refund.issued_on, "Refunded", refund.number, -refund.cents


def paid_in_year(account: AccountNow, paid: Paid, year: int, *, on: date) -> AccountPaper:
    """Return what the patient paid in a calendar year, what the bank took back and what we gave back. Each
    counts on the day on which it moved, none after `on`.
    """
    practice = account.practice
    rows = sorted(one for one in paid.moved() if one[0].year == year and one[0] <= on)
    return AccountPaper(
        what=f"payments in {year}",
        practice=account.practice,
        patient=account.patient,
        facts=_facts(
            account.patient, ("Year", str(year)), ("As of", day_in_words(on)), ("Tax ID", practice.tax_id)
        ),
        columns=("Day", "What", "Number", "Amount"),
        worded=3,
        grows="What",
        rows=tuple(
            (day_in_figures(day), words, plain(number), dollars(cents)) for day, words, number, cents in rows
        ),
        sums=((f"Paid by you in {year}", _usd(sum(cents for *_, cents in rows))),),
        note="What your insurance paid is no part of it. Your tax adviser knows what of it counts.",
        on=on,
    )


def _amounts(row: StatementLine) -> tuple[int, int, int, int, int, int]:
    return (
        row.charge_cents,
        row.adjusted_cents,
        row.insurance_paid_cents,
        row.patient_paid_cents,
        row.with_payer_cents,
        row.owed_cents,
    )


def _on_no_visit(postings: Iterable[Posting]) -> int:
    """The patient's money that lies on no service, in cents."""
    found = 0
    for one in postings:
        found += one.cents if account_name(one.credit) is Account.UNAPPLIED else 0
        found -= one.cents if account_name(one.debit) is Account.UNAPPLIED else 0
    return found


def _code(line: ChargeLine, row: StatementLine) -> str:
    """The code with its modifiers; nothing for a fee that stands beside the service."""
    return " ".join((row.code, *line.modifiers)) if row.code else ""


def _facts(patient: Patient, *more: tuple[str, str]) -> Rows:
    return (("Patient", full_name(patient.name)), ("Account", plain(patient.number)), *more)


def _usd(cents: int) -> str:
    return f"-${dollars(-cents)}" if cents < 0 else f"${dollars(cents)}"
