"""The balances of a claim: its charge is the sum of its lines, and what each earlier payer paid and adjusted
adds up to the charge again, for the claim and for each line."""

from dataclasses import dataclass, field

from almoner.core.x12.amounts import Findings, Row, rows_of, total
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.issue import Issue

_CHARGE_AT = {"SV1": 2, "SV2": 3, "SV3": 2}
Amounts = list[int | None]


def balance_837(claims: TransactionSet) -> list[Issue]:
    """The issues of all balances of an 837, in the order of the file.

    CLM02 is the sum of SV102, SV203 or SV302. For each other payer with a paid amount (AMT*D), CLM02 is that
    amount with the payer's adjustments of the claim and of its lines; for each line that a payer judged, the
    charge is what it paid with its adjustments there; and without adjustments of the claim AMT*D is what it
    paid for the lines. An amount that can't be read is an issue itself, and what it is part of isn't
    judged."""
    walk = _Walk()
    for row in rows_of(claims):
        walk.take(row)
    walk.end_claim()
    return sorted(walk.found.issues, key=lambda issue: issue.byte_offset)


@dataclass
class _Payer:
    """An other payer of a claim (2320): paid amount, its own adjustments, its id."""

    paid_row: Row | None = None
    adjusted: Amounts = field(default_factory=list)
    id: str = ""


@dataclass
class _Judgement:
    """What one payer said of one line (2430)."""

    row: Row
    paid: Amounts = field(default_factory=list)
    adjusted: Amounts = field(default_factory=list)


@dataclass
class _Line:
    charge: int | None
    judgements: dict[str, _Judgement] = field(default_factory=dict)


@dataclass
class _Claim:
    row: Row
    id: str
    payers: list[_Payer] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)


class _Walk:
    def __init__(self) -> None:
        self.found = Findings("B-837-00")
        self.claim: _Claim | None = None
        self.payer: _Payer | None = None
        self.judgement: _Judgement | None = None

    def take(self, row: Row) -> None:
        """The next segment."""
        if row.id == "CLM":
            self.end_claim()
            row.loop = "2300"
            self.claim = _Claim(row, row.get(1))
        elif row.id == "HL":
            self.end_claim()
        elif self.claim is not None:
            self._inside(self.claim, row)

    def end_claim(self) -> None:
        """Judges the claim that is open."""
        claim, self.claim = self.claim, None
        self.payer = self.judgement = None
        if claim is None:
            return
        charge = self.found.amount(claim.row, 2, claim=claim.id)
        lines = total([line.charge for line in claim.lines])
        if claim.lines and None not in (charge, lines) and charge != lines:
            self.found.add("B-837-01", claim.row, 2, claim=claim.id)
        for payer in claim.payers:
            self._judge_payer(claim, payer, charge)
        for line in claim.lines:
            self._judge_line(claim, line)

    def _inside(self, claim: _Claim, row: Row) -> None:
        if row.id in _CHARGE_AT:
            row.loop = "2400"
            claim.lines.append(_Line(self.found.amount(row, _CHARGE_AT[row.id], claim=claim.id)))
            self.payer = self.judgement = None
        elif row.id == "SBR":
            self.payer = _Payer()
            claim.payers.append(self.payer)
        elif row.id == "SVD" and claim.lines:
            self._svd(claim, row)
        elif row.id == "CAS":
            self._cas(claim, row)
        elif self.payer is not None:
            self._of_payer(self.payer, row)

    def _svd(self, claim: _Claim, row: Row) -> None:
        row.loop = "2430"
        judgement = claim.lines[-1].judgements.setdefault(row.get(1), _Judgement(row))
        judgement.paid.append(self.found.amount(row, 2, claim=claim.id))
        self.judgement = judgement

    def _cas(self, claim: _Claim, row: Row) -> None:
        part = self.judgement or self.payer
        if part is not None:
            row.loop = "2430" if self.judgement else "2320"
            part.adjusted.append(self.found.adjustments(row, claim=claim.id))

    def _of_payer(self, payer: _Payer, row: Row) -> None:
        if row.id == "AMT" and row.get(1) == "D" and payer.paid_row is None:
            row.loop = "2320"
            payer.paid_row = row
        elif row.id == "NM1" and row.get(1) == "PR":
            payer.id = row.get(9)

    def _judge_payer(self, claim: _Claim, payer: _Payer, charge: int | None) -> None:
        if payer.paid_row is None:
            return
        paid = self.found.amount(payer.paid_row, 2, claim=claim.id)
        judged = [line.judgements[payer.id] for line in claim.lines if payer.id in line.judgements]
        of_lines = [amount for each in judged for amount in each.adjusted]
        adjusted = total(payer.adjusted + of_lines)
        if charge is None or paid is None or adjusted is None:
            return
        lines_paid = total([amount for each in judged for amount in each.paid])
        if judged and not payer.adjusted and lines_paid is not None and paid != lines_paid:
            self.found.add("B-837-04", payer.paid_row, 2, claim=claim.id)
        elif charge != paid + adjusted:
            self.found.add("B-837-02", payer.paid_row, 2, claim=claim.id)

    def _judge_line(self, claim: _Claim, line: _Line) -> None:
        for judgement in line.judgements.values():
            told = total(judgement.paid + judgement.adjusted)
            if line.charge is not None and told is not None and line.charge != told:
                self.found.add("B-837-03", judgement.row, 2, claim=claim.id)
