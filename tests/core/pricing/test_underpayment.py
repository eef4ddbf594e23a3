"""Underpayment: a line of a remittance against the contract, a tolerance, and the federal cut."""

import pytest

from almoner.core.pricing import Priced, Service, Step
from almoner.core.pricing.underpayment import PaidLine, underpayment
from tests.core.pricing.tables import ON

TERM = "agreement of 2025, p. 4"


def expected(cents: int | None, *reports: str) -> Priced:
    steps = (Step("fixed fee, term visits", cents or 0, "", TERM),)
    return Priced(Service("99214", ON), cents, steps, by_report=reports)


def paid(cents: int, patient: int = 0, cut: int = 0) -> PaidLine:
    return PaidLine(2, 20000, cents, patient, cut)


def test_short_of_the_contract() -> None:
    found = underpayment(paid(8000, 2000), expected(11000))
    assert found is not None
    assert (found.edit, found.cents, found.line, found.because.source) == ("FIN-05", 1000, 2, TERM)
    assert found.because.row == "fixed fee, term visits: $110.00; the payer allowed $100.00"


@pytest.mark.parametrize("tolerance", [1000, 1001])
def test_within_the_tolerance(tolerance: int) -> None:
    assert underpayment(paid(8000, 2000), expected(11000), tolerance_cents=tolerance) is None
    assert underpayment(paid(8000, 2000), expected(11000), tolerance_cents=999) is not None


def test_the_cut_is_no_underpayment() -> None:
    line = paid(10632, 2712, 217)
    found = underpayment(line, expected(13561))
    assert found is not None
    assert (found.edit, found.cents) == ("FIN-09", 217)
    more = underpayment(line, expected(13562))
    assert more is not None
    assert (more.edit, more.cents) == ("FIN-05", 1)


def test_enough_is_silent() -> None:
    assert underpayment(paid(9000, 2000), expected(11000)) is None
    assert underpayment(paid(9000, 2000), expected(10000)) is None


def test_no_price_that_stands_is_silent() -> None:
    line = paid(100)
    assert underpayment(line, None) is None
    assert underpayment(line, expected(None)) is None
    assert underpayment(line, expected(11000, "reduced services are priced by report")) is None


def test_a_refused_line_is_a_denial_not_an_underpayment() -> None:
    assert underpayment(paid(0), expected(11000)) is None
