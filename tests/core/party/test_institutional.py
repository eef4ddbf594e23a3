"""A place's terms of an institutional claim: from when, which revenue code, and which codes can't stand."""

from datetime import date

import pytest

from almoner.core.party.institutional import NO_TERMS, Institutional, check_institutional

CLINIC = Institutional(bill_type="71", revenue_codes=("0521", "0900=90832-90853", "0780=Q3014"))


@pytest.mark.parametrize(
    ("service", "code"),
    [("99213", "0521"), ("90832", "0900"), ("90853", "0900"), ("90854", "0521"), ("Q3014", "0780")],
)
def test_a_service_s_own_revenue_code_counts_before_that_for_every_service(service: str, code: str) -> None:
    assert CLINIC.revenue_code(service) == code


def test_what_the_place_has_not_said_is_nothing() -> None:
    assert NO_TERMS.revenue_code("99213") == ""
    assert Institutional(revenue_codes=("0900=90832",)).revenue_code("99213") == ""


def test_a_place_bills_so_from_its_day_on() -> None:
    on = date(2026, 3, 2)
    assert CLINIC.holds(on)
    assert Institutional("77", since_on=on).holds(on)
    assert not Institutional("77", since_on=date(2026, 3, 3)).holds(on)
    assert not NO_TERMS.holds(on)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (Institutional("11"), "type of bill"),
        (Institutional("7"), "type of bill"),
        (Institutional("71", revenue_codes=("521",)), "revenue code"),
        (Institutional("71", revenue_codes=("0521=9921",)), "revenue code"),
        (Institutional("71", revenue_codes=("0900=90853-90832",)), "revenue code"),
        (Institutional("71", priority="6"), "priority"),
        (Institutional("71", origin="*"), "point of origin"),
        (Institutional("71", status="1"), "status"),
    ],
)
def test_a_code_of_another_shape_is_refused(terms: Institutional, words: str) -> None:
    (found,) = check_institutional(terms)
    assert words in found.message
    assert found.is_stopping


def test_what_is_said_well_or_not_at_all_stands() -> None:
    assert list(check_institutional(NO_TERMS)) == list(check_institutional(CLINIC)) == []
