"""What the patient will owe for lines with a price: deductible, copay, coinsurance, up to the limit of what
a year may cost. An amount with a range, because a payer doesn't say everything; and the day of its answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.coverage.benefits import Benefits
from almoner.core.money import percent
from almoner.core.pricing.medicare import Priced
from almoner.core.pricing.patient_share import Shares

NO_SHARES = Shares(0, 0, 0, 0)
"""Of a line without a price."""


@dataclass(frozen=True, slots=True)
class CostShare:
    """What the payer said of the patient's share. None is what it did not say. The copay is owed once a day,
    of the first line; coinsurance of what the deductible leaves of the others, and of the first where there
    is no copay."""

    deductible_left_cents: int | None = None
    copay_cents: int | None = None
    coinsurance_bp: int | None = None
    out_of_pocket_left_cents: int | None = None
    answered_on: date | None = None


def cost_share(benefits: Benefits) -> CostShare:
    """The patient's share as a payer's answer (271) tells it."""
    left = benefits.deductible_left_cents
    return CostShare(
        deductible_left_cents=benefits.deductible_cents if left is None else left,
        copay_cents=benefits.copay_cents,
        coinsurance_bp=benefits.coinsurance_bp,
        out_of_pocket_left_cents=benefits.out_of_pocket_left_cents,
        answered_on=benefits.answered_on,
    )


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the patient will owe, and at least and at most; `unknown` names why the range is wide."""

    cents: int
    least_cents: int
    most_cents: int
    lines: tuple[Shares, ...]
    answered_on: date | None = None
    unknown: tuple[str, ...] = ()


def estimate(lines: Sequence[Priced], share: CostShare) -> Estimate:
    """The patient's part of priced lines. What the payer didn't say counts as nothing in the amount and at
    least, and as the whole at most; a line without a price is owed at most by its charge."""
    divided = divide_lines(lines, share)
    least = sum(each.patient_cents for each in divided)
    unknown = _unknown(lines, share)
    most = least
    if unknown:
        worst = replace(
            share,
            deductible_left_cents=_or(share.deductible_left_cents, 10**12),
            coinsurance_bp=_or(share.coinsurance_bp, 10_000),
        )
        most = sum(each.patient_cents for each in divide_lines(lines, worst)) + _unpriced_cents(lines)
        if share.out_of_pocket_left_cents is not None:
            most = min(most, share.out_of_pocket_left_cents)
    return Estimate(least, least, max(least, most), tuple(divided), share.answered_on, unknown)


def estimate_of_shares(least: Sequence[Priced], most: Sequence[Priced], answered_on: date | None) -> Estimate:
    """The patient's part of lines whose schedule says the shares itself (Medicare): priced with the
    deductible that is known to be left, or where it isn't known, with none of it left and with more than the
    price."""
    shares = tuple(line.shares or NO_SHARES for line in least)
    cents = sum(each.patient_cents for each in shares)
    worst = sum((line.shares or NO_SHARES).patient_cents for line in most) + _unpriced_cents(most)
    unknown = ["the deductible that is left"] if worst > cents + _unpriced_cents(most) else []
    unknown += ["the price of a line"] if any(each.allowed_cents is None for each in least) else []
    return Estimate(cents, cents, max(cents, worst), shares, answered_on, tuple(unknown))


def _or(value: int | None, other: int) -> int:
    return other if value is None else value


def _unpriced_cents(lines: Sequence[Priced]) -> int:
    return sum(line.service.charge_cents or 0 for line in lines if line.allowed_cents is None)


def _unknown(lines: Sequence[Priced], share: CostShare) -> tuple[str, ...]:
    found = []
    if share.deductible_left_cents is None:
        found.append("the deductible that is left")
    if share.coinsurance_bp is None and (share.copay_cents is None or len(lines) > 1):
        found.append("the coinsurance")
    if any(line.allowed_cents is None or line.by_report for line in lines):
        found.append("the price of a line")
    return tuple(found)


def divide_lines(lines: Sequence[Priced], share: CostShare) -> list[Shares]:
    """The shares of each line in order: the deductible first, then copay or coinsurance, until the limit is
    reached. A line without a price has none."""
    left = share.deductible_left_cents or 0
    limit = share.out_of_pocket_left_cents
    days: set[date] = set()
    found = []
    for line in lines:
        cents = line.allowed_cents or 0
        is_first = line.service.service_on not in days
        days.add(line.service.service_on)
        deductible = min(left, cents)
        rest = cents - deductible
        if share.copay_cents is not None and is_first:
            own = min(share.copay_cents, rest)
        else:
            own = percent(rest, share.coinsurance_bp or 0)
        if limit is not None:
            deductible = min(deductible, limit)
            own = min(own, limit - deductible)
            limit -= deductible + own
        left -= deductible
        found.append(Shares(cents - deductible - own, deductible, own, 0))
    return found


def cut(shares: Shares, basis_points: int) -> Shares:
    """The federal cut of the payer's part, where the plan is under it."""
    taken = percent(shares.payer_cents, basis_points)
    return replace(shares, payer_cents=shares.payer_cents - taken, cut_cents=taken)
