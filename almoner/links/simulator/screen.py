"""The front-end edits behind a 277CA: a claim is taken in, or sent back with the reason. Only what is truly
wrong is sent back; the one exception is the quirk of a payer with bad manners, which the next try passes."""

import re
from dataclasses import dataclass

from almoner.links.simulator.nouns import Bill, Claim

_DIAGNOSIS = re.compile(r"[A-TV-Z][0-9][0-9A-Z][0-9A-Z]{0,4}")
_NPI = re.compile(r"[12][0-9]{9}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """STC01 of a 277CA: category, status, entity. A1 and A2 take the claim in, all others send it back."""

    category: str
    status: str
    entity: str = ""

    @property
    def is_accepted(self) -> bool:
        return self.category in ("A1", "A2")

    @property
    def composite(self) -> tuple[str, ...]:
        """The parts of STC01."""
        parts = (self.category, self.status, self.entity)
        return parts if self.entity else parts[:2]


TAKEN_IN = Verdict("A2", "20", "PR")
UNKNOWN_PAYER = Verdict("A7", "153", "PR")
NOT_A_MEMBER = Verdict("A7", "33", "IL")
OTHER_BIRTH_DATE = Verdict("A7", "158", "QC")
NO_ORIGINAL_NUMBER = Verdict("A6", "464", "PR")
UNKNOWN_ORIGINAL = Verdict("A7", "464", "PR")
ORIGINAL_IN_WORK = Verdict("A3", "78")
ALREADY_IN_WORK = Verdict("A3", "78")
NO_INJURY = Verdict("A6", "248")
NOT_NOW = Verdict("A3", "484")
_BILL_TYPES = frozenset("11 12 13 14 18 21 22 23 71 73 74 75 76 77 78 79 83 85".split())
_REVENUE = re.compile(r"0[0-9]{3}")


def check_content(claim: Claim, *, is_injury_only: bool) -> list[Verdict]:
    """What a payer finds in the claim alone, without looking at its members or books."""
    found = []
    if not is_npi(claim.billing.number):
        found.append(Verdict("A7", "562", "85"))
    if claim.rendering is not None and not is_npi(claim.rendering.number):
        found.append(Verdict("A7", "562", "82"))
    if sum(line.charge_cents for line in claim.lines) != claim.charge_cents:
        found.append(Verdict("A8", "178"))
    elif claim.charge_cents <= 0 or any(line.charge_cents < 0 for line in claim.lines):
        found.append(Verdict("A7", "178"))
    if any(line.since_on is None or line.since_on > claim.received_on for line in claim.lines):
        found.append(Verdict("A7", "187"))
    if not all(_DIAGNOSIS.fullmatch(code) for code in claim.diagnoses):
        found.append(Verdict("A7", "255"))
    found += _check_pointers(claim) if claim.bill is None else _check_bill(claim, claim.bill)
    if claim.frequency in ("7", "8") and not claim.original:
        found.append(NO_ORIGINAL_NUMBER)
    if is_injury_only and not (claim.injury_number or claim.accident_on):
        found.append(NO_INJURY)
    return found


def _check_pointers(claim: Claim) -> list[Verdict]:
    are_well = all(_points_well(line.pointers, len(claim.diagnoses)) for line in claim.lines)
    return [] if are_well else [Verdict("A7", "477")]


def _check_bill(claim: Claim, bill: Bill) -> list[Verdict]:
    """What is wrong with an institutional claim: its type of bill, its days, who attended, revenue codes."""
    found = []
    if claim.place not in _BILL_TYPES:
        found.append(Verdict("A7", "228"))
    if not bill.status:
        found.append(Verdict("A6", "234"))
    first, last = bill.since_on, bill.until_on
    if (
        first is None
        or last is None
        or any(line.since_on is not None and not first <= line.since_on <= last for line in claim.lines)
    ):
        found.append(Verdict("A7", "188"))
    if bill.attending is None or not is_npi(bill.attending.number):
        found.append(Verdict("A7", "562", "71"))
    if not all(_REVENUE.fullmatch(line.revenue) for line in claim.lines):
        found.append(Verdict("A7", "455"))
    return found


def _points_well(pointers: tuple[int, ...], diagnoses: int) -> bool:
    return bool(pointers) and all(0 < place <= diagnoses for place in pointers)


def is_npi(number: str) -> bool:
    """Ten digits, first 1 or 2, and the check digit fits (Luhn over 80840 and the number)."""
    if not _NPI.fullmatch(number):
        return False
    total = 24
    for place, digit in enumerate(number):
        value = int(digit)
        if place % 2 == 0:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0
