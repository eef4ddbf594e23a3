"""The balance equations of a remittance, in cents and as sent. Nothing is ever adjusted to make one true."""

from collections.abc import Iterable

from almoner.core.money import in_dollars
from almoner.core.remit.advice import REVERSAL, Adjustment, Advice, ProviderLevel


def total(adjustments: Iterable[Adjustment]) -> int:
    """Return the sum of adjustments, in cents."""
    return sum([adjustment.cents for adjustment in adjustments])


def faults(advice: Advice) -> list[str]:
    """Return the equations that fail for one claim (BQ1 to BQ3), each as a sentence with its amounts."""
    if advice.charge_cents is None or advice.paid_cents is None:
        return ["an amount of the claim cannot be read"]
    found: list[str] = []
    line_charges = line_paid = line_adjusted = 0
    for number, line in enumerate(advice.lines, 1):
        if line.charge_cents is None or line.paid_cents is None:
            return [f"an amount of line {number} cannot be read"]
        adjusted = total(line.adjustments)
        if line.charge_cents - adjusted != line.paid_cents:
            found.append(_line_fault(number, line.charge_cents, adjusted, line.paid_cents))
        line_charges += line.charge_cents
        line_paid += line.paid_cents
        line_adjusted += adjusted
    own = total(advice.adjustments)
    if advice.charge_cents - own - line_adjusted != advice.paid_cents:
        found.append(_claim_fault(advice.charge_cents, own + line_adjusted, advice.paid_cents))
    if advice.lines and line_charges != advice.charge_cents:
        found.append(
            f"the lines charge {in_dollars(line_charges)}, the claim {in_dollars(advice.charge_cents)} (BQ3)"
        )
    if advice.lines and line_paid - own != advice.paid_cents:
        found.append(
            f"the lines pay {in_dollars(line_paid)} less {in_dollars(own)} of the claim, the claim pays "
            f"{in_dollars(advice.paid_cents)} (BQ3)"
        )
    return found


def _line_fault(number: int, charged: int, adjusted: int, paid: int) -> str:
    left = charged - adjusted
    return (
        f"line {number}: {in_dollars(charged)} less adjustments {in_dollars(adjusted)} is "
        f"{in_dollars(left)}, paid is {in_dollars(paid)}, off by {in_dollars(left - paid)} (BQ1)"
    )


def _claim_fault(charged: int, adjusted: int, paid: int) -> str:
    left = charged - adjusted
    return (
        f"claim: {in_dollars(charged)} less adjustments {in_dollars(adjusted)} is {in_dollars(left)}, "
        f"paid is {in_dollars(paid)}, off by {in_dollars(left - paid)} (BQ2)"
    )


def amounts(advice: Advice) -> tuple[int, int]:
    """Return charge and payment of an advice without faults, in cents."""
    assert advice.charge_cents is not None, "an advice with faults goes no further"
    assert advice.paid_cents is not None, "an advice with faults goes no further"
    return advice.charge_cents, advice.paid_cents


def is_share_stated(advice: Advice) -> bool:
    """True where CLP05 equals the PR adjustments (BQ5); a reversal is not asked."""
    if advice.status == REVERSAL or advice.patient_cents is None:
        return True
    shares = sum([each.cents for each in advice.adjustments if each.group == "PR"])
    for line in advice.lines:
        for each in line.adjustments:
            if each.group == "PR":
                shares += each.cents
    return shares == advice.patient_cents


def check_difference(
    amount_cents: int, advices: Iterable[Advice], provider_level: Iterable[ProviderLevel]
) -> int | None:
    """Return the check less its parts (BQ4): 0 where it balances, None where a claim's payment cannot be
    read.
    """
    parts = -sum([pair.cents for pair in provider_level])
    for advice in advices:
        if advice.paid_cents is None:
            return None
        parts += advice.paid_cents
    return amount_cents - parts
