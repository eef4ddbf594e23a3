"""A claim as the form locators of a UB-04 (CMS-1450): for rural health clinics, health centers, and whoever
else a payer asks for an institutional claim of visits.

Promises that nothing is printed that the frozen revision or the terms of its place do not say, that lines run
over as many forms as they need (22 on each), and that the total stands once, on the last. Facts: Medicare
Claims Processing Manual, chapter 25; our own labels for its numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from almoner.core.chart.institutional import NOTHING_TOLD, InstitutionalVisit
from almoner.core.claim import ClaimLine, ClaimRevision
from almoner.core.claim.revision import InstitutionalBill, Party
from almoner.core.party.institutional import Institutional
from almoner.core.wire.bill_codes import conditions, occurrences, values
from almoner.core.wire.claim_837_claim import drug
from almoner.core.wire.cms1500 import money
from almoner.core.wire.cms1500_boxes import digits, name, printable, street, zip_code
from almoner.core.wire.form_page import FormPage, filled
from almoner.core.wire.ub04_payers import payers

LINES = 22
"""Service lines on one form; the 23rd is the total."""
TOTAL = "0001"
OTHERS = "ABCDEFGHIJKLMNOPQ"
"""Diagnoses beside the principal one."""
REASONS = "abc"
"""The patient's own reasons for an unscheduled visit."""
CONDITIONS = range(18, 29)
OCCURRENCES = [f"{box}{row}" for row in "ab" for box in range(31, 35)]
VALUES = [f"{box}{row}" for row in "abcd" for box in range(39, 42)]


@dataclass(frozen=True, slots=True)
class Ub04:
    """What a UB-04 is made of: a claim's frozen revision, the terms of the place where the service was given,
    the provider who answers for the care (76) and who operated (77), and what the visit tells beside (18 to
    41, 70).
    """

    revision: ClaimRevision
    terms: Institutional
    attending: Party
    visit: InstitutionalVisit = NOTHING_TOLD
    operating: Party | None = None

    def revenue_code(self, line: ClaimLine) -> str:
        """Return the revenue code of a line: the one that was frozen with it, else the place's."""
        return line.revenue_code or self.terms.revenue_code(line.code)


def ub04_of_bill(revision: ClaimRevision, bill: InstitutionalBill) -> Ub04:
    """Return the UB-04 of an institutional claim: what was frozen with it."""
    terms = Institutional(bill.bill_type, None, (), bill.priority, bill.origin, bill.status)
    told = InstitutionalVisit(bill.reasons, bill.conditions, bill.occurrences, bill.values)
    return Ub04(revision, terms, bill.attending, told, bill.operating)


def ub04_pages(told: Ub04) -> tuple[FormPage, ...]:
    """Return the forms that it fills, in order."""
    revision = told.revision
    same = dict(_same(told))
    parts = [revision.lines[at : at + LINES] for at in range(0, len(revision.lines), LINES)]
    return tuple(
        FormPage(
            filled(same | dict(_foot(revision, place, len(parts)))),
            tuple(filled(dict(_line(told, line))) for line in part),
            form="ub04",
        )
        for place, part in enumerate(parts, 1)
    )


def _same(told: Ub04) -> Iterator[tuple[str, str]]:
    """What every form of it repeats."""
    yield from _practice(told.revision)
    yield from _head(told)
    yield from _patient(told)
    yield from _around(told)
    yield from payers(told.revision)
    yield from _diagnoses(told)
    yield from _providers(told)


def _practice(revision: ClaimRevision) -> Iterator[tuple[str, str]]:
    """1 and 2: who asks, and where the money goes if that is elsewhere."""
    billing = revision.billing
    yield "1.1", printable(f"{billing.first} {billing.last}")
    if billing.address is not None:
        yield "1.2", street(billing.address)
        yield "1.3", _city(billing.address.city, billing.address.state, zip_code(billing.address))
    yield "1.4", digits(billing.phone)
    if revision.pay_to is not None:
        yield "2.1", printable(f"{billing.first} {billing.last}")
        yield "2.2", street(revision.pay_to)
        yield "2.3", _city(revision.pay_to.city, revision.pay_to.state, zip_code(revision.pay_to))


def _city(city: str, state: str, code: str) -> str:
    return f"{printable(city)} {printable(state)} {code}"


def _head(told: Ub04) -> Iterator[tuple[str, str]]:
    """3 to 6: the claim's number, the type of bill, the tax number, and the days that it is of."""
    revision = told.revision
    days = [line.service_on for line in revision.lines]
    yield "3a", revision.control
    yield "4", f"0{told.terms.bill_type}{revision.frequency}"
    yield "5", digits(revision.billing.tax_id)
    yield "6.from", short(min(days))
    yield "6.through", short(max(days))


def _patient(told: Ub04) -> Iterator[tuple[str, str]]:
    """8 to 17."""
    patient, terms = told.revision.patient, told.terms
    yield "8b", name(patient.name)
    yield "9a", street(patient.address)
    yield "9b", printable(patient.address.city)
    yield "9c", printable(patient.address.state)
    yield "9d", patient.address.zip
    yield "10", f"{patient.birth_on:%m%d}{patient.birth_on.year:04d}"
    yield "11", patient.sex if patient.sex in ("M", "F") else "U"
    if told.revision.admitted_on is not None:
        yield "12", short(told.revision.admitted_on)
    yield "14", terms.priority
    yield "15", terms.origin
    yield "17", terms.status


def _around(told: Ub04) -> Iterator[tuple[str, str]]:
    """18 to 28 (conditions), 29 (where an accident was), 31 to 34 (occurrences), 39 to 41 (values)."""
    revision, visit = told.revision, told.visit
    for box, code in zip(CONDITIONS, conditions(revision, visit.conditions), strict=False):
        yield str(box), code
    if revision.accident is not None and revision.accident.cause == "AA":
        yield "29", printable(revision.accident.state)
    for place, one in zip(OCCURRENCES, occurrences(revision, visit.occurrences), strict=False):
        yield f"{place}.code", one.code
        yield f"{place}.date", short(one.on)
    for place, value in zip(VALUES, values(revision, visit.values), strict=False):
        yield f"{place}.code", value.code
        yield from money(place, value.cents)


def _diagnoses(told: Ub04) -> Iterator[tuple[str, str]]:
    """66 (0 says ICD-10), 67, and the patient's own reasons for the visit (70)."""
    yield "66", "0"
    for box, code in zip(["", *OTHERS], told.revision.diagnoses, strict=False):
        yield f"67{box}", printable(code)
    for box, code in zip(REASONS, told.visit.reasons, strict=False):
        yield f"70{box}", printable(code)


def _providers(told: Ub04) -> Iterator[tuple[str, str]]:
    """56, 76 to 78 and 81."""
    billing = told.revision.billing
    yield "56", billing.npi
    yield from _person("76", told.attending)
    if told.operating is not None:
        yield from _person("77", told.operating)
    sender = told.revision.referring
    if sender is not None:
        yield "78.kind", "DN"
        yield from _person("78", sender)
    if billing.taxonomy:
        yield "81a.kind", "B3"
        yield "81a", billing.taxonomy


def _person(box: str, one: Party) -> Iterator[tuple[str, str]]:
    yield f"{box}.npi", one.npi
    yield f"{box}.last", printable(f"{one.last} {one.suffix}")
    yield f"{box}.first", printable(one.first)


def _line(told: Ub04, line: ClaimLine) -> Iterator[tuple[str, str]]:
    """One row of 42 to 47."""
    yield "42", told.revenue_code(line)
    yield "43", _words(line)
    yield "44", "".join([line.code, *line.modifiers[:4]])
    yield "45", short(line.service_on)
    yield "46", str(line.units)
    yield from money("47", line.charge_cents)


def _words(line: ClaimLine) -> str:
    """A drug's number and amount, or what a code without words of its own means."""
    if not line.ndc:
        return printable(line.description)
    number, unit, quantity = drug(line)
    return f"N4{number}{unit}{quantity}"


def _foot(revision: ClaimRevision, place: int, of: int) -> Iterator[tuple[str, str]]:
    """The 23rd line: which form of how many, when it was made, and on the last one the total."""
    yield "43.page", str(place)
    yield "43.pages", str(of)
    yield "45.created", short(revision.built_on)
    if place == of:
        yield "42.total", TOTAL
        yield from money("47", revision.total_cents)


def short(on: date) -> str:
    """Return a day as `030226`."""
    return f"{on:%m%d%y}"
