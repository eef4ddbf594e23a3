"""What an institutional claim tells of a visit: the shapes of its codes."""

from datetime import date

import pytest

from almoner.core.chart.institutional import (
    InstitutionalVisit,
    Occurrence,
    ValueCode,
    check_institutional_visit,
)

ON = date(2026, 3, 2)


def test_what_is_told_in_its_shape_stands() -> None:
    whole = InstitutionalVisit(
        ("R109", "M545"),
        ("D9", "02"),
        (Occurrence("05", ON),),
        (ValueCode("A2", 0),),
        priority="1",
        origin="1",
        status="01",
    )
    assert list(check_institutional_visit(whole)) == []
    assert list(check_institutional_visit(InstitutionalVisit())) == []


@pytest.mark.parametrize(
    ("told", "edit"),
    [
        (InstitutionalVisit(reasons=("R10.9",)), "INS-01"),
        (InstitutionalVisit(reasons=("R109",) * 4), "INS-01"),
        (InstitutionalVisit(conditions=("D",)), "INS-02"),
        (InstitutionalVisit(conditions=("D9",) * 12), "INS-02"),
        (InstitutionalVisit(occurrences=(Occurrence("5", ON),)), "INS-03"),
        (InstitutionalVisit(values=(ValueCode("A2", -1),)), "INS-04"),
        (InstitutionalVisit(priority="6"), "INS-05"),
        (InstitutionalVisit(origin="ab"), "INS-06"),
        (InstitutionalVisit(status="1"), "INS-07"),
    ],
)
def test_another_shape_is_refused(told: InstitutionalVisit, edit: str) -> None:
    assert [one.edit for one in check_institutional_visit(told)] == [edit]
