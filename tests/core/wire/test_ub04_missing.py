"""What a UB-04 wants and lacks: what stops it, and what is left to be written in by hand, by form locator."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from almoner.core.claim import ClaimRevision
from almoner.core.claim.revision import OtherPayer
from almoner.core.wire.ub04 import ub04_of_bill
from almoner.core.wire.ub04_missing import missing
from tests.core.claim.clinic_samples import urgent
from tests.core.claim.samples import DOS, crashed, injured, revision
from tests.core.wire.ub04_samples import ub04


def stops(told: ClaimRevision | None = None, **terms: Any) -> list[str]:
    found = [one for one in missing(ub04(told, **terms)) if one.is_stopping]
    return [one.message.split(":")[0] for one in found]


def blanks(told: ClaimRevision | None = None, **terms: Any) -> list[str]:
    found = [one for one in missing(ub04(told, **terms)) if not one.is_stopping]
    return [one.message.split(":")[0] for one in found]


def test_nothing_is_missing_where_the_place_has_said_everything() -> None:
    assert missing(ub04()) == []
    assert stops(since_on=DOS) == []


@pytest.mark.parametrize(
    ("terms", "locators"),
    [
        ({"bill_type": ""}, ["4"]),
        ({"since_on": date(2026, 3, 3)}, ["4"]),
        ({"origin": ""}, ["15"]),
        ({"origin": "", "bill_type": "14"}, []),
        ({"status": ""}, ["17"]),
        ({"revenue_codes": ("0300=85025",)}, ["42"]),
        ({"revenue_codes": ()}, ["42", "42"]),
    ],
)
def test_what_the_place_has_not_said_stops_the_form(terms: dict[str, Any], locators: list[str]) -> None:
    assert stops(**terms) == locators


def test_a_claim_without_a_diagnosis_or_with_too_many_makes_no_form() -> None:
    assert stops(replace(revision(), diagnoses=())) == ["67"]
    assert stops(replace(revision(), diagnoses=("I10",) * 18)) == []
    assert stops(replace(revision(), diagnoses=("I10",) * 19)) == ["67"]


def test_an_accident_elsewhere_is_coded_by_hand() -> None:
    assert blanks(revision(crashed())) == ["31"]
    assert blanks(revision(injured())) == []


def test_medicare_wants_to_know_why_a_bill_is_replaced() -> None:
    whole = replace(revision(), frequency="7", original_ref="2026-77")
    assert blanks(whole) == []
    assert blanks(replace(whole, payer=replace(whole.payer, payer_kind="medicare"))) == ["18"]


def test_a_fourth_payer_has_no_row() -> None:
    whole = revision()
    others = tuple(OtherPayer(replace(whole.payer, rank=rank), whole.subscriber) for rank in (2, 3, 4))
    told = replace(whole, others=others)
    assert blanks(told) == ["50"]
    assert blanks(replace(told, others=told.others[:2])) == []


def test_an_unscheduled_visit_without_its_reason_gets_it_by_hand() -> None:
    urgent: dict[str, Any] = {"bill_type": "13", "priority": "1", "revenue_codes": ("0450",)}
    assert blanks(**urgent) == ["70"]
    assert blanks(**urgent | {"priority": "3"}) == []
    assert blanks(**urgent | {"revenue_codes": ("0510",)}) == []
    assert blanks(**urgent | {"bill_type": "71"}) == []


def test_who_operated_is_named_by_hand_where_nobody_is_known() -> None:
    room: dict[str, Any] = {"bill_type": "13", "revenue_codes": ("0360",)}
    assert blanks(**room) == ["77"]
    assert blanks(**room | {"revenue_codes": ("0510",)}) == []


def test_what_was_told_of_the_visit_is_not_left_blank() -> None:
    told = revision(urgent())
    assert told.bill is not None
    bill = replace(told.bill, bill_type="13")
    lines = tuple(
        replace(line, revenue_code=code) for line, code in zip(told.lines, ("0450", "0360"), strict=False)
    )
    told = replace(told, lines=lines)
    assert [one.message[:2] for one in missing(ub04_of_bill(told, bill))] == []
    silent = replace(bill, reasons=(), operating=None)
    assert [one.message[:2] for one in missing(ub04_of_bill(told, silent))] == ["70", "77"]
