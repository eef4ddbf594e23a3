"""The posting report's cash is the check to the cent, and no text of a payer is a formula."""

import csv
import io
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.report.posting_report import PostingReport, ReportRow, stays_of, table, to_csv
from tests.core.remit.samples import clp, era, read_one, svc

ON = date(2026, 3, 16)
CENTS = st.integers(-20_000, 20_000)
ROW = ReportRow("A1", "P1", 15_000, 8_000, 5_000, 2_000, 0, 0, 0)


def report(*rows: ReportRow, levels: tuple[tuple[str, str, int], ...] = (), check: int = 0) -> PostingReport:
    return PostingReport("Harbor", "T1", "ACH", ON, ON, check, "posted", rows, levels)


@given(st.lists(st.tuples(CENTS, CENTS)), st.lists(CENTS), st.integers(-2, 2))
def test_it_ties_exactly_where_its_parts_are_the_check(
    parts: list[tuple[int, int]], levels: list[int], off: int
) -> None:
    rows = [replace(ROW, paid=paid, suspended=held) for paid, held in parts]
    cents = sum(paid + held for paid, held in parts) + sum(levels)
    made = report(*rows, levels=tuple(("L6", "I", one) for one in levels), check=cents + off)
    assert made.ties is (off == 0)
    assert made.cash_cents == cents
    total = table(made)[-2]
    assert len(total) == len(table(made)[0])


def test_a_text_of_the_payer_is_no_formula() -> None:
    made = report(replace(ROW, claim="=1+1"), levels=(("L6", "@SUM", 5),))
    rows = list(csv.reader(io.StringIO(to_csv(made).decode())))
    assert (rows[2][0], rows[3][1]) == ("'=1+1", "'@SUM")
    assert rows[2][2] == "150.00"


def test_what_stays_with_the_payer_is_what_it_reduced_and_nothing_moved() -> None:
    advice = read_one(
        era(
            clp("A1", "1", "150", "80", "20"),
            svc("HC:99213", "150", "80", "CO 45 30", "PR 1 20", "OA 23 20"),
        )
    ).advices[0]
    assert stays_of(advice, 5_000) == 0
    assert stays_of(advice, 2_000) == 3_000, "what a payer before it did is no reduction of its own"
