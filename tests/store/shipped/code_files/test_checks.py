"""What is odd about a file is said: cut, doubled, far off in time, or against what everybody knows."""

from datetime import date

import pytest

from almoner.core.rules.pack import Pack
from almoner.core.rules.tables import CodeTable, Line
from almoner.store.shipped.code_files.checks import doubts
from almoner.store.shipped.code_files.days import Span
from almoner.store.shipped.code_files.loaded import Loaded
from almoner.store.shipped.code_files.packing import packed
from almoner.store.shipped.code_files.tally import Tally

ON = date(2026, 3, 5)
SPAN = Span("2026", date(2026, 1, 1))


def loaded(*lines: Line, kind: str = "asp", columns: tuple[str, ...] = ("limit",)) -> Loaded:
    return Loaded(kind, SPAN, columns, list(lines))


def many(count: int, first: int = 10_000) -> Loaded:
    return loaded(*(Line(f"{first + number}", values=("1",)) for number in range(count)))


def table(of: Loaded) -> CodeTable:
    return CodeTable(Pack(packed(of, "test", "")))


def test_a_plausible_file_raises_no_doubt() -> None:
    assert doubts(many(100), Tally(accepted=100), [table(many(95))], ON) == []


@pytest.mark.parametrize(
    ("file", "tally", "said"),
    [
        (loaded(), Tally(), "no row that can be used"),
        (many(100), Tally(accepted=100, refused=21), "21 rows are wrong and 100 right"),
        (loaded(Line("J0000", values=("1",)), Line("J0000", values=("2",))), Tally(), "codes stand twice"),
        (loaded(Line("J0000", date(2999, 1, 1), values=("1",))), Tally(), "rows begin after 2028-01-01"),
        (
            loaded(Line("99213", values=("N",)), kind="mpfs", columns=("status",)),
            Tally(),
            "99213 hasn't the status A",
        ),
        (
            loaded(Line("M545", values=("1",)), kind="icd10cm", columns=("is_billable",)),
            Tally(),
            "M54.5 hasn't ended on 2021-09-30",
        ),
    ],
)
def test_what_is_odd_is_said(file: Loaded, tally: Tally, said: str) -> None:
    (doubt,) = doubts(file, tally, [], ON)
    assert said in doubt


def test_the_release_before_is_what_a_file_is_held_against() -> None:
    before = [table(many(100))]
    assert "more than a tenth off" in doubts(many(89), Tally(accepted=89), before, ON)[0]
    (other,) = doubts(many(100, first=10_011), Tally(accepted=100), before, ON)
    assert "89 of the 100 codes" in other
    assert doubts(many(92), Tally(accepted=92), before, ON) == []
