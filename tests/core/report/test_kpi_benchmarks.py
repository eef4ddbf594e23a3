"""Reference rows are read whole or refused by their place, and say where a figure lies."""

import pytest

from almoner.core.report.kpi import Figure
from almoner.core.report.kpi_benchmarks import BenchmarkError, read_benchmarks
from almoner.core.report.kpi_listed import BY_ID

ROW = """
[[benchmark]]
indicator = "K31"
usual = "25 to 35"
best_at = 2400
poor_at = 4000
source = "somebody"
mark = "third-party"
"""


def figure(indicator: str, hundredths: int | None) -> Figure:
    return Figure(BY_ID[indicator].variants[0], 0, 0, hundredths)


def test_a_figure_lies_in_a_band() -> None:
    (row,) = read_benchmarks(ROW)
    bands = [row.band(BY_ID["K31"], figure("K31", value)) for value in (2400, 2401, 3999, 4000, None)]
    assert bands == ["best", "usual", "usual", "poor", ""]


def test_where_more_is_better_the_bounds_turn_round() -> None:
    (row,) = read_benchmarks(ROW.replace("K31", "K9").replace("2400", "9700").replace("4000", "9000"))
    bands = [row.band(BY_ID["K9"], figure("K9", value)) for value in (9700, 9699, 9001, 9000)]
    assert bands == ["best", "usual", "usual", "poor"]


def test_without_bounds_there_is_no_band() -> None:
    (row,) = read_benchmarks(ROW.replace("best_at = 2400\npoor_at = 4000\n", ""))
    assert row.band(BY_ID["K31"], figure("K31", 1)) == ""


def test_a_hidden_row_is_not_shown() -> None:
    assert read_benchmarks(ROW + "hidden = true\n") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[benchmark", "no TOML"),
        ("benchmark = 1", "rows"),
        (ROW + "colour = 'red'\n", "benchmark 1: colour is no key"),
        (ROW.replace('"somebody"', "7"), "benchmark 1: source is a text"),
        (ROW.replace('mark = "third-party"', ""), "benchmark 1: mark is missing"),
        (ROW.replace("2400", "24.0"), "benchmark 1: best_at counts hundredths"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_by_its_place(text: str, said: str) -> None:
    with pytest.raises(BenchmarkError, match=said):
        read_benchmarks(text)
