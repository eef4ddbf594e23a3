"""Where refusals begin: each reason under one step, nothing lost."""

import csv
from importlib.resources import files

from almoner.core.report.causes import STEP_OF, Reason, Step, causes


def test_reasons_are_gathered_by_the_step_upstream() -> None:
    reasons = [
        Reason("CO-197", "authorization", 3, 18_400),
        Reason("CO-27", "eligibility", 2, 9_000),
        Reason("CO-22", "other_payer", 4, 12_000),
        Reason("CO-A1", "unknown_code", 1, 50),
    ]
    found = causes(reasons)
    assert [(one.step, one.count, one.cents) for one in found] == [
        (Step.COVERAGE, 6, 21_000),
        (Step.AUTHORIZATION, 3, 18_400),
        (Step.OTHER, 1, 50),
    ]
    assert found[0].categories == ("other_payer", "eligibility")
    assert sum(one.cents for one in found) == sum(one.cents for one in reasons)
    assert causes([]) == ()


def test_every_step_is_of_a_category_that_the_table_knows() -> None:
    table = files("almoner").joinpath("policy", "codes", "adjustments.csv").read_text(encoding="utf-8")
    known = {row["category"] for row in csv.DictReader(table.splitlines())}
    assert set(STEP_OF) <= known | {"underpayment"}
    assert set(STEP_OF.values()) == set(Step) - {Step.OTHER}
