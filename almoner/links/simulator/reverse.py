"""The exact opposite of a decision (CLP02 22): every amount with the other sign, nothing recomputed."""

from dataclasses import replace

from almoner.links.simulator.nouns import Adjustment, LineResult, Result


def reverse(result: Result) -> Result:
    """The reversal of a decision, under the payer number of that decision."""
    return replace(
        result,
        status="22",
        charge_cents=-result.charge_cents,
        paid_cents=-result.paid_cents,
        lines=[_line(line) for line in result.lines],
        adjustments=_opposite(result.adjustments),
        interest_cents=0,
        deductible={year: -cents for year, cents in result.deductible.items()},
    )


def _line(line: LineResult) -> LineResult:
    return replace(
        line,
        charge_cents=-line.charge_cents,
        paid_cents=-line.paid_cents,
        allowed_cents=-line.allowed_cents,
        adjustments=_opposite(line.adjustments),
    )


def _opposite(adjustments: list[Adjustment]) -> list[Adjustment]:
    return [replace(part, cents=-part.cents) for part in adjustments]
