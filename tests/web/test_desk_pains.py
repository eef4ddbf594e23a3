"""Complaints about other systems' front desks, each by its number: a failing build names it."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.coverage import BenefitState
from almoner.core.schedule import VisitType
from tests.web.shelf import DAY, Shelf
from tests.web.test_money_receipts import take

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")
SILENT = "the payer cannot answer now"


@pytest.fixture
def sheet(sign_in: "SignIn") -> Callable[[Shelf, int], tuple[str, str, str]]:
    """What a desk sees of a patient: the check-in, the day's row and the account."""

    def seen(shelf: Shelf, booking_id: int, patient_id: int = 0) -> tuple[str, str, str]:
        client = sign_in("front_desk", practice_id=shelf.practice_id)
        places = (f"/today/{booking_id}", "/today", f"/patients/{patient_id}")
        return tuple(client.get(place).content.decode() for place in places)  # type: ignore[return-value]

    return seen


def test_p17_a_payer_that_does_not_answer_hides_neither_the_policy_nor_its_last_answer(
    sheet: Callable[..., tuple[str, str, str]],
) -> None:
    shelf = Shelf(name="Silent payer")
    patient = shelf.patient(0)
    first, second = shelf.coverage(patient, 0), shelf.coverage(patient, 1, rank=2)
    then = DAY - timedelta(days=3)
    shelf.benefits(first, answered_on=then, service_on=then, deductible_left_cents=12000)
    shelf.benefits(first, state=BenefitState.REFUSED, refusals=(SILENT,), copay_cents=None)
    shelf.benefits(second, state=BenefitState.REFUSED, refusals=(SILENT,), copay_cents=None)
    booking = shelf.booking(patient, 0)
    shelf.lay()
    check_in, today, account = sheet(shelf, booking.id, patient.id)
    for words in (
        "First: <b>Medicare</b>",
        "Second: <b>",
        "answered 3 days ago",
        "Deductible: $120.00 left to pay this year.",
        "Asked again today, and the payer gave no answer: its last one stands above.",
        f"It says: {SILENT}.",
        "The payer gave no answer.",
        "$30.00",
    ):
        assert words in check_in, words
    (row,) = re.findall(r"<tr data-row.*?</tr>", today, re.S)
    assert "answered 11/20" in row
    assert "$30.00" in row
    assert "copay $30.00" in account
    assert "no answer" in account.lower(), "the second payer told nothing yet"


def test_p17_what_was_never_answered_says_so_and_keeps_the_policy(
    sheet: Callable[..., tuple[str, str, str]],
) -> None:
    shelf = Shelf(name="Always silent")
    patient = shelf.patient(0)
    shelf.benefits(
        shelf.coverage(patient, 0), state=BenefitState.REFUSED, refusals=(SILENT,), copay_cents=None
    )
    booking = shelf.booking(patient, 0)
    shelf.lay()
    check_in, today, account = sheet(shelf, booking.id, patient.id)
    assert all("Medicare" in page for page in (check_in, today, account))
    assert "The payer has not confirmed the copay." in check_in
    assert "Ask again" in check_in


def test_p20_what_is_not_laid_yet_stands_on_the_banner_and_in_the_trial_balance(sign_in: "SignIn") -> None:
    shelf = Shelf(name="Prepaid")
    patient = shelf.patient(0)
    shelf.lay()
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    for _ in range(2):
        assert take(desk, patient, target="nothing") == 302
    banner = desk.get(f"/patients/{patient.id}").content.decode().partition('class="head banner"')[2]
    assert "$100.00" in banner.partition('class="body')[0]
    day = sign_in("manager", practice_id=shelf.practice_id).get("/day").content.decode()
    accounts = {row for row in re.findall(r"<tr[^>]*>.*?</tr>", day, re.S) if "napplied" in row}
    assert any("$100.00" in row for row in accounts)


@pytest.mark.parametrize(
    ("asks", "answered", "due"), [(True, True, "$30.00"), (False, True, "$0.00"), (False, False, "$0.00")]
)
def test_p22_a_visit_after_an_operation_asks_no_copay(
    *, asks: bool, answered: bool, due: str, sheet: Callable[..., tuple[str, str, str]]
) -> None:
    shelf = Shelf(name="After surgery")
    shelf.records.append(VisitType(shelf.id(), "After surgery", 15, date(2026, 1, 1), has_copay=asks))
    patient = shelf.patient(0)
    covered = shelf.coverage(patient, 0)
    if answered:
        shelf.benefits(covered)
    booking = shelf.booking(patient, 0, reason="After surgery")
    other = shelf.patient(1)
    shelf.benefits(shelf.coverage(other, 1))
    shelf.booking(other, 1)
    shelf.lay()
    check_in, today, _ = sheet(shelf, booking.id, patient.id)
    assert f'<p class="big">{due}</p>' in check_in
    assert ("A visit of this type asks no copay." in check_in) is not asks
    own, usual = re.findall(r"<tr data-row.*?</tr>", today, re.S)
    assert ("$30.00" in own) is asks
    assert "$30.00" in usual, "another type asks it still"
