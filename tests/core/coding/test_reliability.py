"""Said and true, beside sums done by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.reliability import Said, reliability


def test_error_and_brier_are_those_worked_out_by_hand() -> None:
    found = reliability([Said(0.95, True), Said(0.95, False), Said(0.2, False), Said(0.24, False)])
    assert [(tenth.begins, tenth.count) for tenth in found.tenths] == [(0.2, 2), (0.9, 2)]
    assert found.tenths[0].said == pytest.approx(0.22)
    assert found.error == pytest.approx((2 * 0.22 + 2 * 0.45) / 4)
    assert found.brier == pytest.approx((0.05**2 + 0.95**2 + 0.2**2 + 0.24**2) / 4)


def test_nothing_said_is_no_error() -> None:
    assert reliability([]) == reliability(iter(()))
    assert reliability([]).count == 0


@given(st.lists(st.builds(Said, st.floats(0, 1), st.booleans()), min_size=1))
def test_both_lie_between_nothing_and_all_wrong(said: list[Said]) -> None:
    found = reliability(said)
    assert 0 <= found.error <= 1
    assert 0 <= found.brier <= 1
    assert found.count == len(said) == sum(tenth.count for tenth in found.tenths)
