"""What the patient will owe for lines with a price: deductible, copay, coinsurance, up to the limit of what
a year may cost. An amount with a range, because a payer doesn't say everything; and the day of its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from almoner.core.coverage.benefits import Benefits
from almoner.core.money import percent
from almoner.core.pricing.medicare import Priced
from almoner.core.pricing.patient_share import Shares
from almoner.core.pricing.service import Service

NO_SHARES = Shares(0, 0, 0, 0)
"""Of a line without a price."""


VISITS = (
    ("90791", "90853"),
    ("92002", "92014"),
    ("99202", "99215"),
    ("99242", "99245"),
    ("99341", "99350"),
)
"""The codes of visits, first and last: what a payer's copay of a visit is for."""


def is_visit(code: str) -> bool:
    """True for the code of a visit."""
    return any(first <= code <= last for first, last in VISITS)


@dataclass(frozen=True, slots=True)
class Free:
    """Codes of which the patient pays nothing, each with its source. `is_law`: whatever the plan; else most
    plans have to, and one that does not widens the range."""

    codes: Mapping[str, str] = field(default_factory=dict)
    is_law: bool = False

    def why(self, service: Service) -> str:
        """The source that frees a service, or an empty text."""
        return self.codes.get(service.code, "")


NOTHING_FREE = Free()


@dataclass(frozen=True, slots=True)
class CostShare:
    """What the payer said of the patient's share. None is what it did not say. The copay is owed once a day,
    of the first visit, in place of deductible and coinsurance; these are owed of everything else, and of the
    visit where the copay is nothing. With `is_copay_last` the deductible comes first."""

    deductible_left_cents: int | None = None
    copay_cents: int | None = None
    coinsurance_bp: int | None = None
    out_of_pocket_left_cents: int | None = None
    answered_on: date | None = None
    is_copay_last: bool = False


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


def estimate(lines: Sequence[Priced], share: CostShare, free: Free = NOTHING_FREE) -> Estimate:
    """The patient's part of priced lines. What the payer didn't say counts as nothing in the amount and at
    least, and as the whole at most; a line without a price is owed at most by its charge."""
    divided = divide_lines(lines, share, free)
    least = sum(each.patient_cents for each in divided)
    unknown = _unknown(lines, share)
    worst = replace(
        share,
        deductible_left_cents=_or(share.deductible_left_cents, 10**12),
        coinsurance_bp=_or(share.coinsurance_bp, 10_000),
        is_copay_last=True,
    )
    paying = free if free.is_law else NOTHING_FREE
    most = sum(each.patient_cents for each in divide_lines(lines, worst, paying)) + _unpriced_cents(lines)
    if share.out_of_pocket_left_cents is not None:
        most = min(most, share.out_of_pocket_left_cents)
    if most > least and not unknown:
        unknown = _of_the_plan(lines, share, free)
    return Estimate(least, least, max(least, most), tuple(divided), share.answered_on, unknown)


def _of_the_plan(lines: Sequence[Priced], share: CostShare, free: Free) -> tuple[str, ...]:
    """What no answer says and the plan's own terms do."""
    has_copay = bool(share.copay_cents) and any(is_visit(one.service.code) for one in lines)
    is_freed = not free.is_law and any(free.why(one.service) for one in lines)
    found = ["whether the deductible comes before the copay"] if has_copay else []
    return (*found, "whether the plan pays prevention in full") if is_freed else tuple(found)


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
    if share.coinsurance_bp is None and (
        not share.copay_cents or len(lines) > 1 or not is_visit(lines[0].service.code)
    ):
        found.append("the coinsurance")
    if any(line.allowed_cents is None or line.by_report for line in lines):
        found.append("the price of a line")
    return tuple(found)


def divide_lines(lines: Sequence[Priced], share: CostShare, free: Free = NOTHING_FREE) -> list[Shares]:
    """The shares of each line in order: of a day's first visit the copay, of the others the deductible and
    then coinsurance, until the limit is reached. A line that is free or has no price has none."""
    left = share.deductible_left_cents or 0
    limit = share.out_of_pocket_left_cents
    days: set[date] = set()
    found = []
    for line in lines:
        if free.why(line.service):
            found.append(Shares(line.allowed_cents or 0, 0, 0, 0))
            continue
        cents, on = line.allowed_cents or 0, line.service.service_on
        has_copay = bool(share.copay_cents) and is_visit(line.service.code) and on not in days
        days |= {on} if has_copay else set()
        deductible = 0 if has_copay and not share.is_copay_last else min(left, cents)
        rest = cents - deductible
        own = min(share.copay_cents or 0, rest) if has_copay else percent(rest, share.coinsurance_bp or 0)
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
