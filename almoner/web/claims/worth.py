"""What a claim is worth, in words: its contract's price a line with the steps to it, and the chance with what
it rests on.
"""

from dataclasses import dataclass

from almoner.core.pricing import Priced
from almoner.core.pricing.underpayment import SEQUESTRATION, standing_cents
from almoner.flow.claim.look_claim import Life
from almoner.flow.claim.look_claim_money import LineMoney
from almoner.flow.price.expected import MEDICARE
from almoner.web import words


@dataclass(frozen=True, slots=True)
class Worth:
    """A line's contract price and what the payer allowed, in cents; None where there is none. `steps` explain
    the price, each with what it multiplied or took away, its result and its source.
    """

    contract_cents: int | None
    allowed_cents: int | None
    steps: tuple[tuple[str, str, int, str], ...] = ()
    why: str = ""


def worths(life: Life) -> list[Worth]:
    """Return what each line of the claim is worth, in their order."""
    prices: list[Priced | None] = [*life.contract.prices]
    prices += [None] * (len(life.money) - len(prices))
    lines = [line.line_id for line in life.revision.lines]
    return [_worth(*each, life) for each in zip(prices, life.money, lines, strict=True)]


def _worth(price: Priced | None, money: LineMoney, line_id: int, life: Life) -> Worth:
    """What the federal cut took was allowed, and is no shortfall."""
    cut = sum(why.cents for why in life.whys if why.line_id == line_id and why.carc == SEQUESTRATION)
    allowed = money.paid + money.patient + money.later + cut if life.advices else None
    if price is None:
        return Worth(None, allowed, why=life.contract.why)
    steps = tuple((step.name, step.factor, step.cents, step.source) for step in price.steps)
    return Worth(standing_cents(price), allowed, steps, price.unpriced or ", ".join(price.by_report))


def schedule(life: Life) -> str:
    """Say by what the lines are priced."""
    name = life.contract.schedule
    return "Medicare's own schedule" if name == MEDICARE else f"contract {name}" if name else ""


def rests_on(life: Life) -> str:
    """Say what the chance rests on."""
    chance = life.chance
    if chance is None:
        return ""
    payer = life.head.payer
    if chance.is_measured:
        return (
            f"{chance.like.paid} of your last {chance.like.ended} refusals by {payer} for this reason that "
            "have an end were paid after all."
        )
    assumed = f"Assumed for any {words.plain(chance.what).lower()}; not measured in your books."
    if chance.what != "denial":
        return assumed
    few = words.count(chance.like.ended, "refusal")
    return f"{assumed} Only {few} by {payer} for this reason have an end." if chance.like.ended else assumed
