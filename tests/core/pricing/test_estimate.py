"""What the patient will owe: deductible, copay, coinsurance, the limit, and the range of what isn't known."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coverage import Benefits, BenefitState
from almoner.core.pricing import Priced, Service
from almoner.core.pricing.estimate import (
    CostShare,
    Free,
    cost_share,
    cut,
    divide_lines,
    estimate,
    estimate_of_shares,
)
from almoner.core.pricing.patient_share import Shares
from tests.core.pricing.tables import ON


def line(cents: int | None, *, on: date = ON, charge: int | None = None) -> Priced:
    return Priced(Service("99214", on, charge_cents=charge), cents, ())


def owed(share: CostShare, *cents: int) -> list[tuple[int, int]]:
    lines = [line(each) for each in cents]
    return [(each.deductible_cents, each.coinsurance_cents) for each in divide_lines(lines, share)]


def test_deductible_then_coinsurance() -> None:
    share = CostShare(deductible_left_cents=10000, coinsurance_bp=2000)
    assert owed(share, 13561, 5000) == [(10000, 712), (0, 1000)]


def test_the_copay_is_owed_once_a_day() -> None:
    share = CostShare(deductible_left_cents=0, copay_cents=2500, coinsurance_bp=1000)
    assert owed(share, 13561, 5000) == [(0, 2500), (0, 500)]
    lines = [line(10000), line(10000, on=date(2026, 8, 4))]
    assert [each.patient_cents for each in divide_lines(lines, share)] == [2500, 2500]
    assert owed(share, 1000) == [(0, 1000)]


def test_the_copay_is_the_visits_and_takes_the_place_of_the_deductible() -> None:
    share = CostShare(deductible_left_cents=10000, copay_cents=2500, coinsurance_bp=1000)
    assert owed(share, 13561, 5000, 8000) == [(0, 2500), (5000, 0), (5000, 300)]
    first = replace(line(5000), service=Service("93000", ON))
    divided = divide_lines([first, line(13561)], share)
    assert [one.patient_cents for one in divided] == [5000, 2500], "of the visit, wherever it stands"
    alone = divide_lines([first], share)
    assert alone[0].deductible_cents == 5000, "without a visit there is no copay"
    nothing = replace(share, copay_cents=0)
    assert owed(nothing, 13561) == [(10000, 356)], "a copay of nothing leaves the deductible"


def test_a_plan_that_puts_the_deductible_first_is_within_the_range() -> None:
    share = CostShare(10000, 2500, 1000)
    found = estimate([line(13561)], share)
    assert (found.cents, found.most_cents) == (2500, 12500)
    assert found.unknown == ("whether the deductible comes before the copay",)
    met = estimate([line(13561)], replace(share, deductible_left_cents=0))
    assert (met.cents, met.most_cents, met.unknown) == (2500, 2500, ())


def test_what_is_free_costs_nothing_and_other_plans_widen_the_range() -> None:
    share, codes = CostShare(10000, None, 1000), {"99214": "a law"}
    by_law = estimate([line(13561)], share, Free(codes, is_law=True))
    assert (by_law.cents, by_law.most_cents, by_law.unknown) == (0, 0, ())
    mostly = estimate([line(13561)], share, Free(codes))
    assert (mostly.cents, mostly.most_cents) == (0, 10356)
    assert mostly.unknown == ("whether the plan pays prevention in full",)


def test_the_years_limit_ends_it() -> None:
    share = CostShare(deductible_left_cents=10000, coinsurance_bp=5000, out_of_pocket_left_cents=11000)
    assert owed(share, 12000, 5000) == [(10000, 1000), (0, 0)]
    assert owed(CostShare(deductible_left_cents=900, out_of_pocket_left_cents=500), 1000) == [(500, 0)]


def test_what_is_known_has_no_range() -> None:
    found = estimate([line(10000)], CostShare(1000, None, 2000, None, date(2026, 8, 1)))
    assert (found.cents, found.least_cents, found.most_cents) == (2800, 2800, 2800)
    assert (found.unknown, found.answered_on) == ((), date(2026, 8, 1))


def test_what_is_not_known_widens_it() -> None:
    found = estimate([line(10000)], CostShare(coinsurance_bp=2000))
    assert (found.cents, found.most_cents) == (2000, 10000)
    assert found.unknown == ("the deductible that is left",)
    unpriced = estimate([line(10000), line(None, charge=3000)], CostShare(0, None, 2000))
    assert (unpriced.cents, unpriced.most_cents) == (2000, 5000)
    capped = estimate([line(10000)], CostShare(None, None, 2000, 4000))
    assert (capped.cents, capped.most_cents) == (2000, 4000)


def test_it_reads_the_payers_answer() -> None:
    told = Benefits(
        1, 2, 3, 4, ON, date(2026, 8, 1), BenefitState.ACTIVE, copay_cents=2000, deductible_cents=50000
    )
    assert cost_share(told) == CostShare(50000, 2000, None, None, date(2026, 8, 1))
    limited = replace(told, deductible_left_cents=100, out_of_pocket_left_cents=700)
    assert cost_share(limited) == CostShare(100, 2000, None, 700, date(2026, 8, 1))


def test_medicares_own_shares_are_taken_as_they_are() -> None:
    met = replace(line(10000), shares=Shares(8000, 0, 2000, 0))
    unmet = replace(line(10000), shares=Shares(0, 10000, 0, 0))
    known = estimate_of_shares([met], [met], ON)
    assert (known.cents, known.most_cents, known.unknown, known.answered_on) == (2000, 2000, (), ON)
    wide = estimate_of_shares([met], [unmet], None)
    assert (wide.cents, wide.least_cents, wide.most_cents) == (2000, 2000, 10000)
    assert wide.unknown == ("the deductible that is left",)
    unpriced = line(None, charge=3000)
    open_end = estimate_of_shares([met, unpriced], [met, unpriced], ON)
    assert (open_end.cents, open_end.most_cents) == (2000, 5000)
    assert open_end.unknown == ("the price of a line",)


AMOUNTS = st.integers(0, 10**7)


@given(
    cents=st.lists(AMOUNTS, min_size=1, max_size=6),
    left=AMOUNTS,
    copay=st.none() | AMOUNTS,
    limit=st.none() | AMOUNTS,
    bp=st.integers(0, 10_000),
)
def test_shares_always_make_the_price(
    cents: list[int], left: int, copay: int | None, limit: int | None, bp: int
) -> None:
    lines = [line(each) for each in cents]
    divided = divide_lines(lines, CostShare(left, copay, bp, limit))
    for each, whole in zip(divided, cents, strict=True):
        assert each.payer_cents + each.patient_cents == whole
        assert min(each.payer_cents, each.deductible_cents, each.coinsurance_cents) >= 0
        less = cut(each, 200)
        assert less.payer_cents + less.cut_cents + less.patient_cents == whole
    assert limit is None or sum(each.patient_cents for each in divided) <= limit
