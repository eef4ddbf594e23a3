"""Whether a payer's line allows what the contract says (FIN-05); a federal cut alone is no underpayment
(FIN-09). Below the tolerance nothing is said."""

from dataclasses import dataclass

from almoner.core.money import in_dollars
from almoner.core.pricing.medicare import Priced
from almoner.core.rules import Because, Finding, Severity

SEQUESTRATION = "253"
"""The adjustment reason (CARC) of the federal cut."""


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line of a remittance (835), in cents: what was paid, left to the patient, and cut by federal law."""

    number: int
    charge_cents: int
    paid_cents: int
    patient_cents: int = 0
    cut_cents: int = 0

    @property
    def allowed_cents(self) -> int:
        """What the payer allowed: paid, the patient's share and the cut."""
        return self.paid_cents + self.patient_cents + self.cut_cents


def standing_cents(price: Priced | None) -> int | None:
    """What a payer should allow, where the price stands without a person; else None."""
    return None if price is None or price.by_report else price.allowed_cents


def underpayment(paid: PaidLine, expected: Priced | None, *, tolerance_cents: int = 0) -> Finding | None:
    """The finding of a line, with the cents that are missing and the steps of the price; None where the payer
    allows enough, refused the line as a whole, or the line has no price that stands without a person."""
    price = standing_cents(expected)
    is_refused = paid.charge_cents > 0 and paid.allowed_cents == 0
    if price is None or expected is None or is_refused:
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


def in_words(price: Priced) -> str:
    """The steps of a price as one line of text, each with its dollars after it."""
    return ", then ".join(f"{step.name}: {in_dollars(step.cents)}" for step in price.steps)


def source_of(price: Priced) -> str:
    """The page or release that the price rests on."""
    return next((step.source for step in price.steps if step.source), "the contract price of the line")


def _finding(edit: str, message: str, mend: str, line: tuple[PaidLine, Priced], cents: int) -> Finding:
    paid, expected = line
    row = f"{in_words(expected)}; the payer allowed {in_dollars(paid.allowed_cents)}"
    because = Because(card=edit, source=source_of(expected), row=row)
    return Finding(edit, "payment", Severity.INFO, paid.number, message, mend, because, cents=cents)
