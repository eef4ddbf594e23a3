"""The date of service in a note's head."""

from datetime import date

import pytest

from almoner.core.coding.head import date_of_service


@pytest.mark.parametrize(
    "text",
    [
        "Date of service: 2026-03-04",
        "DOS: 03/04/2026\r\n",
        "Patient: X\nDOB: 01/02/1960\nVisit date - 3/4/26",
        "**Date:** March 4, 2026",
        "Encounter date: 4 March 2026",
        "\ufeffDate of Visit: Mar. 4th, 2026",
        "HF CLINIC 3/4/2026\nseen with spouse",
        "PODIATRY F/U - DATE OF SVC 03/04/2026",
        "DERM   3/4/26   73M est   skin check",
    ],
)
def test_dates_in_their_forms(text: str) -> None:
    assert date_of_service(text) == date(2026, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Date of birth: 03/04/1960",
        "Date: 13/45/2026",
        "Date: sometime",
        "Fell on 03/04/2026",
        "55M born 03/04/1960, here for cough",
        "Pain since 3/4/2026",
        "First\nSecond\nThird 03/04/2026",
        "DOS: 0/0/0",
        "x" * 2000 + "\nDOS: 03/04/2026",
        "Date: 03/04/1890",
    ],
)
def test_no_date(text: str) -> None:
    assert date_of_service(text) is None
