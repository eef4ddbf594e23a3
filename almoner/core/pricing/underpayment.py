"""Whether a payer's line allows what the contract says (FIN-05); a federal cut alone is no underpayment
(FIN-09)."""

from collections.abc import Sequence
from dataclasses import dataclass

from almoner.core.pricing.medicare import Priced
from almoner.core.rules import Because, Finding, Severity

SEQUESTRATION = "253"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An adjustment of a remittance's line: group (CO, PR, OA, PI), reason and cents."""

    group: str
    carc: str
    cents: int


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line of a remittance (835)."""

    number: int
    charge_cents: int
    paid_cents: int
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def patient_cents(self) -> int:
        """What the payer leaves to the patient."""
        return sum(each.cents for each in self.adjustments if each.group == "PR")

    @property
    def cut_cents(self) -> int:
        """The federal cut of the payer's part."""
        return sum(each.cents for each in self.adjustments if each.carc == SEQUESTRATION)

    @property
    def allowed_cents(self) -> int:
        """What the payer allowed: paid, the patient's share and the cut."""
        return self.paid_cents + self.patient_cents + self.cut_cents

    @property
    def is_balanced(self) -> bool:
        """Charge = paid + all adjustments."""
        return self.charge_cents == self.paid_cents + sum(each.cents for each in self.adjustments)


def underpayment(paid: PaidLine, expected: Priced, *, tolerance_cents: int = 0) -> Finding | None:
    """The finding of a line, with the cents that are missing and the term that says so; None where the payer
    allows enough, refused the line as a whole, or the line has no price that stands without a person."""
    price = expected.allowed_cents
    is_refused = paid.charge_cents > 0 and paid.allowed_cents == 0
    if price is None or expected.by_report or is_refused:
        return None
    short = price - paid.allowed_cents
    if short > tolerance_cents:
        return _finding(
            "FIN-05",
            "The payer allows less than the contract.",
            "Compare with the contract and dispute it.",
            (paid, expected),
            short,
        )
    if paid.cut_cents > 0 and price - (paid.paid_cents + paid.patient_cents) > tolerance_cents:
        return _finding(
            "FIN-09",
            "The payment is short by the sequestration cut only.",
            "Nothing: the cut is expected.",
            (paid, expected),
            paid.cut_cents,
        )
    return None


def _finding(edit: str, message: str, mend: str, line: tuple[PaidLine, Priced], cents: int) -> Finding:
    paid, expected = line
    source = next((step.source for step in expected.steps if step.source), "the contract price of the line")
    because = Because(
        card=edit, source=source, row=f"expected {expected.allowed_cents}, allowed {paid.allowed_cents}"
    )
    return Finding(edit, "payment", Severity.INFO, paid.number, message, mend, because, cents=cents)


def underpayments(lines: Sequence[tuple[PaidLine, Priced]], *, tolerance_cents: int = 0) -> list[Finding]:
    """The findings of several lines, in their order."""
    found = (underpayment(paid, expected, tolerance_cents=tolerance_cents) for paid, expected in lines)
    return [each for each in found if each is not None]
