"""What a policy's record must hold before it may stand in the books."""

from dataclasses import replace
from typing import Any

import pytest

from almoner.core.coverage.check import check_coverage
from almoner.core.coverage.coverage import Standing
from tests.core.claim.samples import coverage


def test_a_policy_that_is_whole() -> None:
    asked = Standing("active", 20, "age", is_supplement=True, answers_for="liability")
    assert check_coverage(replace(coverage(1), msp_type="12", standing=asked)) == []
    assert check_coverage(coverage(2)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"msp_type": "99"},
        {"rank": 0},
        {"standing": Standing(work="sometimes")},
        {"standing": Standing(medicare_reason="luck")},
        {"standing": Standing(answers_for="weather")},
        {"standing": Standing(employees=-1)},
        {"standing": Standing(employees=10**9)},
    ],
)
def test_what_the_rules_do_not_know_is_refused_with_a_mend(change: dict[str, Any]) -> None:
    (found,) = check_coverage(replace(coverage(1), **change))
    assert found.edit == "ELG-14"
    assert found.mend
