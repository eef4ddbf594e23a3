"""The three balances of a remittance (line, claim, transaction) and two that payers break more often (patient
share, provider summary). Nothing is corrected: what doesn't add up is an issue of level 3."""

from dataclasses import dataclass, field

from almoner.core.x12.amounts import Findings, Row, rows_of, total
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.issue import Issue

REVERSAL = "22"


def balance_835(remittance: TransactionSet) -> list[Issue]:
    """The issues of all balances of an 835, in the order of the file.

    Line: SVC02 less its CAS is SVC03. Claim: CLP03 less every CAS below it is CLP04. Transaction: BPR02 is
    the sum of CLP04 less the PLB amounts. An amount that can't be read is an issue itself, and what it is
    part of isn't judged."""
    walk = _Walk()
    for row in rows_of(remittance):
        walk.take(row)
    return walk.finish()


@dataclass
class _Part:
    """A line or a claim: its segment, and the adjustments found so far."""

    row: Row
    claim: str
    adjusted: list[int | None] = field(default_factory=list)


@dataclass
class _Summary:
    """A TS3 and the claims that follow it."""

    row: Row
    charges: list[int | None] = field(default_factory=list)


class _Walk:
    def __init__(self) -> None:
        self.found = Findings("B-835-00")
        self.payment: Row | None = None
        self.paid: list[int | None] = []
        self.provider: list[int | None] = []
        self.claim: _Part | None = None
        self.line: _Part | None = None
        self.summary: _Summary | None = None
        self.patient: list[int | None] = []

    def take(self, row: Row) -> None:
        """The next segment."""
        step = _STEPS.get(row.id)
        if step:
            step(self, row)

    def finish(self) -> list[Issue]:
        """Judges what is still open, then the transaction."""
        self._end_summary()
        if self.payment is not None:
            stated = self.found.amount(self.payment, 2)
            expected = total([total(self.paid), _negative(total(self.provider))])
            if None not in (stated, expected) and stated != expected:
                self.found.add("B-835-03", self.payment, 2)
        return sorted(self.found.issues, key=lambda issue: issue.byte_offset)

    def bpr(self, row: Row) -> None:
        """The payment of the whole transaction."""
        self.payment = self.payment or row

    def lx(self, _row: Row) -> None:
        """A new block of claims."""
        self._end_summary()

    def ts3(self, row: Row) -> None:
        """A provider summary, which covers the claims up to the next block."""
        self._end_summary()
        row.loop = "2000"
        self.summary = _Summary(row)

    def clp(self, row: Row) -> None:
        """A claim."""
        self._end_claim()
        row.loop = "2100"
        self.claim = _Part(row, row.get(1))
        self.patient = []
        self.paid.append(self.found.amount(row, 4, claim=row.get(1)))

    def svc(self, row: Row) -> None:
        """A service line."""
        self._end_line()
        row.loop = "2110"
        self.line = _Part(row, self.claim.claim if self.claim else "")

    def cas(self, row: Row) -> None:
        """Adjustments of the line that is open, else of the claim."""
        part = self.line or self.claim
        if part is None:
            return
        row.loop = part.row.loop
        adjusted = self.found.adjustments(row, claim=part.claim)
        part.adjusted.append(adjusted)
        if self.claim and self.line:
            self.claim.adjusted.append(adjusted)
        if row.get(1) == "PR":
            self.patient.append(adjusted)

    def plb(self, row: Row) -> None:
        """Provider adjustments: up to six amounts, of which a positive one lowers the payment."""
        self._end_summary()
        self.provider += [self.found.optional(row, element) for element in range(4, 16, 2)]

    def _end_line(self) -> None:
        line, self.line = self.line, None
        if line is None:
            return
        charge = self.found.amount(line.row, 2, claim=line.claim)
        paid = self.found.amount(line.row, 3, claim=line.claim)
        if _differs(charge, line.adjusted, paid):
            self.found.add("B-835-01", line.row, 3, claim=line.claim)

    def _end_claim(self) -> None:
        self._end_line()
        claim, self.claim = self.claim, None
        if claim is None:
            return
        charge = self.found.amount(claim.row, 3, claim=claim.claim)
        if self.summary:
            self.summary.charges.append(charge)
        if _differs(charge, claim.adjusted, self.paid[-1]):
            self.found.add("B-835-02", claim.row, 4, claim=claim.claim)
        share = self.found.optional(claim.row, 5, claim=claim.claim)
        stated = total(self.patient)
        if claim.row.get(2) != REVERSAL and None not in (share, stated) and share != stated:
            self.found.add("B-835-04", claim.row, 5, claim=claim.claim)

    def _end_summary(self) -> None:
        self._end_claim()
        summary, self.summary = self.summary, None
        if summary is None:
            return
        count, charged = self.found.amount(summary.row, 4), self.found.amount(summary.row, 5)
        charges = total(summary.charges)
        if count is not None and count != len(summary.charges) * 100:
            self.found.add("B-835-05", summary.row, 4)
        if None not in (charged, charges) and charged != charges:
            self.found.add("B-835-05", summary.row, 5)


_STEPS = {
    "BPR": _Walk.bpr,
    "LX": _Walk.lx,
    "TS3": _Walk.ts3,
    "CLP": _Walk.clp,
    "SVC": _Walk.svc,
    "CAS": _Walk.cas,
    "PLB": _Walk.plb,
}


def _differs(charge: int | None, adjusted: list[int | None], paid: int | None) -> bool:
    """Charge less adjustments isn't the payment; an unknown part is not judged."""
    taken = total(adjusted)
    return charge is not None and taken is not None and paid is not None and charge - taken != paid


def _negative(amount: int | None) -> int | None:
    return None if amount is None else -amount
