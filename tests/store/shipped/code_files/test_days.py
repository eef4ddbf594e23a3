"""Days as publishers write them, and releases as their names tell."""

from datetime import date

import pytest

from almoner.store.shipped.code_files.days import NotADay, day_after, read_day, span_in


@pytest.mark.parametrize(
    "text", ["20240630", "2024-06-30", "06/30/2024", "6/30/2024", "6-30-24", "2024182", "2024-06-30T00:00:00"]
)
def test_a_day_is_read_in_each_form(text: str) -> None:
    assert read_day(text) == date(2024, 6, 30)


@pytest.mark.parametrize("text", ["", " ", "*", "00000000"])
def test_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["20240631", "2024367", "2024000", "soon", "18990101", "99991231"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(NotADay):
        read_day(text)


def test_a_last_day_is_inside() -> None:
    assert day_after("20191231") == date(2020, 1, 1)
    assert day_after("") is None


@pytest.mark.parametrize(
    ("name", "release", "since", "until"),
    [
        ("ncci_ptp_2024q3.csv", "2024q3", date(2024, 7, 1), date(2024, 10, 1)),
        ("ccipra-v303r0-f1.txt", "2024q4", date(2024, 10, 1), date(2025, 1, 1)),
        ("PPRRVU2026_Jul_nonQPP.csv", "2026q3", date(2026, 7, 1), date(2026, 10, 1)),
        ("mpfs_2026jul.csv", "2026q3", date(2026, 7, 1), date(2026, 10, 1)),
        ("rvu26c.csv", "2026q3", date(2026, 7, 1), date(2026, 10, 1)),
        ("MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", "2026q4", date(2026, 10, 1), date(2027, 1, 1)),
        ("HCPC2026_OCT_ANWEB.txt", "2026q4", date(2026, 10, 1), date(2027, 1, 1)),
        (
            "2026 National Physician Fee Schedule Relative Value File July Release RELEASED 06/30/2026",
            "2026q3",
            date(2026, 7, 1),
            date(2026, 10, 1),
        ),
        ("LIST OF SERVICES Effective January 1, 2026", "2026q1", date(2026, 1, 1), date(2026, 4, 1)),
        ("gpci_2024.csv", "2024", date(2024, 1, 1), date(2025, 1, 1)),
        ("Effective May 1, 2026 through May 31, 2026", "2026-05-01", date(2026, 5, 1), date(2026, 6, 1)),
    ],
)
def test_a_name_tells_its_release(name: str, release: str, since: date, until: date) -> None:
    span = span_in("nothing here", name)
    assert span
    assert (span.name, span.since_on, span.until_on) == (release, since, until)


def test_a_name_without_a_year_tells_nothing() -> None:
    assert span_in("nucc.csv", "pos 12345") is None
