"""What a payer has decided on a claim, as facts for the next payer: the advices that stand, line by line."""

from collections.abc import Mapping, Sequence
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim, PriorAdjustment, PriorLine, PriorPayer
from almoner.core.remit.advice import ADJUDICATED, REVERSAL, Adjustment, Advice, AdviceLine


def standing(advices: Sequence[Advice]) -> list[Advice]:
    """Return the adjudications of a claim that no reversal has taken back, in the order of arrival."""
    left: list[Advice] = []
    for advice in advices:
        if advice.status == REVERSAL:
            undone = next(
                (one for one in reversed(left) if one.charge_cents == -(advice.charge_cents or 0)), None
            )
            if undone is not None:
                left.remove(undone)
        elif advice.status in ADJUDICATED:
            left.append(advice)
    return left


def prior_payer(
    claim: Claim, lines: Sequence[ChargeLine], advices: Sequence[Advice], paid_on: Mapping[int, date]
) -> PriorPayer | None:
    """Return a payer's decision on a claim, or None where none stands.

    `lines` are the claim's charge lines, `paid_on` the payment day by remittance id. A claim that was paid in
    several advices is told as their sum.
    """
    decided = standing(advices)
    if not decided:
        return None
    by_control = {line.control: line for line in lines}
    parts: dict[int, list[AdviceLine]] = {}
    for part in (part for advice in decided for part in advice.lines):
        line = by_control.get(part.control)
        if line is not None:
            parts.setdefault(line.id, []).append(part)
    last = decided[-1]
    return PriorPayer(
        payer_id=claim.payer_id,
        payer_control=last.payer_control or claim.payer_control,
        decided_on=paid_on[last.remittance_id],
        paid_cents=sum(advice.paid_cents or 0 for advice in decided),
        lines=tuple(_line(line, parts[line.id]) for line in lines if line.id in parts),
        adjustments=tuple(_adjustment(one) for advice in decided for one in advice.adjustments),
        remarks=tuple(dict.fromkeys(remark for advice in decided for remark in advice.remarks)),
    )


def _line(line: ChargeLine, parts: Sequence[AdviceLine]) -> PriorLine:
    return PriorLine(
        line_id=line.id,
        code=parts[0].code,
        modifiers=parts[0].modifiers,
        paid_cents=sum(part.paid_cents or 0 for part in parts),
        units=line.units,
        adjustments=tuple(_adjustment(one) for part in parts for one in part.adjustments),
    )


def _adjustment(one: Adjustment) -> PriorAdjustment:
    return PriorAdjustment(one.group, one.carc, one.cents, one.quantity)
