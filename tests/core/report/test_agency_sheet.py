"""What an agency gets: who owes and how much, to the cent; no cell of it is a formula."""

import csv
import io
from dataclasses import replace
from itertools import count

import pytest

from almoner.core.collect.placement import Debt, Placement, place
from almoner.core.party import PersonName
from almoner.core.report.agency_sheet import COLUMNS, agency_sheet
from almoner.core.report.sheet import to_csv
from tests.core.report.samples import PATIENT, TODAY, line

LINES = {place: line(place, "99213", 10_000) for place in (1, 2, 3)}


def placed(*cents: int) -> list[Placement]:
    debts = [Debt(of, each) for of, each in zip(LINES.values(), cents, strict=False)]
    plan = place(debts, "North Shore", by="bea", ids=count(50), on=TODAY)
    return [one for one in plan.records if isinstance(one, Placement)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start: str) -> None:
    name = PersonName(f'{start}HYPERLINK("x")', "A\r\nB")
    evil = replace(PATIENT, guarantor=None, number=f"{start}1", name=name)
    content = to_csv(agency_sheet(placed(12_345, 100), LINES, {1: evil}))
    header, *rows, total = csv.reader(io.StringIO(content.decode()))
    assert header == [column.name for column in COLUMNS]
    assert len(rows) == 2
    assert total[-1] == "124.45"
    assert all(not cell.startswith(start) for row in rows for cell in row)
    assert "\n" not in "".join(cell for row in rows for cell in row)


def test_the_file_goes_to_who_answers_for_the_bill() -> None:
    content = to_csv(agency_sheet(placed(100), LINES, {1: PATIENT}))
    (row,) = list(csv.DictReader(io.StringIO(content.decode())))[:-1]
    assert (row["first_name"], row["birth_date"], row["answers_for"]) == ("Samuel", "", "another")
