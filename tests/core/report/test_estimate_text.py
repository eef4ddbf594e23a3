"""The paper of a good-faith estimate: every fact that it must have, within its width whatever the names."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect.estimate_notice import EstimatedLine, EstimateNotice
from almoner.core.party import PersonName, Provider
from almoner.core.report.estimate_text import WIDTH, Parties, text
from tests.core.report.samples import LABELS, PATIENT, PRACTICE, TODAY

NOTICE = EstimateNotice(
    id=77,
    patient_id=1,
    provider_id=2,
    asked_on=TODAY,
    service_on=date(2026, 4, 1),
    due_on=TODAY,
    made_on=TODAY,
    made_by="fay",
    lines=(
        EstimatedLine("99213", 1, 15_000),
        EstimatedLine("93000", 2, 8_000),
        EstimatedLine("J1100", 4, 400),
    ),
)
PROVIDER = Provider(2, PersonName("Adeyemi", "Folake"), "1234567893", "207Q00000X", "NY1", "NY")


def test_it_says_who_what_when_and_how_much() -> None:
    shown = text(NOTICE, Parties(PRACTICE, PATIENT, PROVIDER), LABELS)
    for fact in (
        "Ada N Okoro, born 06/01/2019",
        "Visit on April 1, 2026",
        "With Folake Adeyemi, NPI 1234567893",
        "Harbor Family Medicine, NPI 1555555556, tax id 161234567",
        "Office visit, established patient (99213)",
        "Electrocardiogram (93000), 2 units",
        "Service (J1100), 4 units",
        "150.00",
        "234.00",
        "$400.00 or more above this estimate",
        "within 120 days",
    ):
        assert fact in " ".join(shown.split()), fact
    assert "With" not in text(NOTICE, Parties(PRACTICE, PATIENT), LABELS).partition("tax id")[0]


@given(st.text(max_size=120), st.text(max_size=120), st.integers(0, 10**9))
def test_no_name_breaks_the_page(last: str, label: str, cents: int) -> None:
    odd = replace(PATIENT, name=PersonName(last, "Ada"))
    notice = replace(NOTICE, lines=(EstimatedLine("99213", 1, cents),))
    rows = text(notice, Parties(PRACTICE, odd), {"99213": label}).splitlines()
    assert all(len(row) <= WIDTH and row.isprintable() for row in rows)
