"""A consent lets a claim leave within its purpose, payer, services and days, until it is taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.chart.disclosure import (
    DisclosureConsent,
    Purpose,
    against,
    lets_claim,
    program_codes,
    revoke,
)
from almoner.core.party.identifiers import is_taxonomy

DAY = date(2026, 3, 2)
GIVEN = DisclosureConsent(
    1, 7, Purpose.CARE_AND_PAYMENT, DAY, "the patient", "frances", DAY, place="drawer 3"
)


def lets(given: DisclosureConsent, *, payer: int = 4, service: date = DAY, on: date = DAY) -> bool:
    return lets_claim([given], payer_id=payer, service_on=service, on=on)


@pytest.mark.parametrize(
    ("given", "is_let"),
    [
        (GIVEN, True),
        (replace(GIVEN, purpose=Purpose.PAYMENT), True),
        (replace(GIVEN, purpose=Purpose.TREATMENT), False),
        (replace(GIVEN, payer_id=4), True),
        (replace(GIVEN, payer_id=5), False),
        (replace(GIVEN, signed_on=DAY + timedelta(1)), False),
        (replace(GIVEN, expires_on=DAY + timedelta(1)), True),
        (replace(GIVEN, expires_on=DAY), False),
        (replace(GIVEN, services_since_on=DAY), True),
        (replace(GIVEN, services_since_on=DAY + timedelta(1)), False),
        (replace(GIVEN, services_until_on=DAY + timedelta(1)), True),
        (replace(GIVEN, services_until_on=DAY), False),
        (replace(GIVEN, revoked_on=DAY), False),
        (replace(GIVEN, revoked_on=DAY + timedelta(1)), True),
    ],
)
def test_each_part_of_its_scope_narrows_it(given: DisclosureConsent, *, is_let: bool) -> None:
    assert lets(given) is is_let


def test_none_lets_nothing_and_one_of_several_is_enough() -> None:
    assert not lets_claim([], payer_id=4, service_on=DAY, on=DAY)
    both = [replace(GIVEN, payer_id=5), replace(GIVEN, payer_id=4)]
    assert lets_claim(both, payer_id=4, service_on=DAY, on=DAY)


@pytest.mark.parametrize(
    ("given", "edit"),
    [
        (replace(GIVEN, signed_by=" "), "DIS-01"),
        (replace(GIVEN, signed_by="a" * 121), "CHT-02"),
        (replace(GIVEN, signed_on=DAY + timedelta(1)), "DIS-02"),
        (replace(GIVEN, place=""), "DIS-03"),
        (replace(GIVEN, expires_on=DAY), "DIS-04"),
        (replace(GIVEN, services_since_on=DAY, services_until_on=DAY), "DIS-05"),
    ],
)
def test_what_a_written_consent_must_hold(given: DisclosureConsent, edit: str) -> None:
    assert [one.edit for one in against(given, on=DAY)] == [edit]
    assert against(GIVEN, on=DAY) == ()


def test_it_is_taken_back_once_and_with_its_how() -> None:
    plan = revoke(GIVEN, " by letter ", by="frances", on=DAY)
    (gone,) = plan.records
    assert isinstance(gone, DisclosureConsent)
    assert (gone.version, gone.revoked_on, gone.revoked_how, gone.revoked_by) == (
        2,
        DAY,
        "by letter",
        "frances",
    )
    assert [one.edit for one in revoke(gone, "again", by="frances", on=DAY).findings] == ["DIS-06"]
    assert [one.edit for one in revoke(GIVEN, " ", by="frances", on=DAY).findings] == ["DIS-07"]


def test_a_program_is_known_by_its_taxonomy() -> None:
    assert "2084P0802X" in program_codes()
    assert "207Q00000X" not in program_codes()
    assert all(map(is_taxonomy, program_codes()))
