"""What a kept card is charged, when it is tried again, and what the policy may say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.collect.card import CardCharge, CardState
from almoner.core.collect.card_on_file import (
    Autopay,
    CardOnFile,
    PlanCard,
    card_of,
    kept_faults,
    read_autopay,
    to_charge,
    unpaid_since,
)
from almoner.core.collect.payment_plan import Every, PaidPlan, PaymentPlan, schedule

ON = date(2026, 3, 16)
DAY = timedelta(days=1)
POLICY = Autopay(3, 3, "1", "I agree.")
PLAN = PaymentPlan(5, 1, ON, "Helen", "desk", schedule(9000, count=3, first_on=ON, every=Every.WEEK), 10)
CARD = CardOnFile(7, 1, 5, "tok-0a1b2c-3d4e5f", "4242", "Helen", ON, "1", "desk")


def tried(on: date, state: CardState = CardState.DECLINED, number: int = 1) -> CardCharge:
    return CardCharge(number, 1, 3000, "almoner", on, plan_id=5, card_id=7, state=state)


@pytest.mark.parametrize(
    ("paid", "owed", "days", "cents"),
    [
        (0, 9000, -1, 0),
        (0, 9000, 0, 3000),
        (0, 9000, 7, 6000),
        (1000, 9000, 0, 2000),
        (3000, 6000, 0, 0),
        (0, 500, 0, 500),
        (0, 0, 0, 0),
        (0, -1, 0, 0),
    ],
)
def test_it_is_what_is_due_and_owed(paid: int, owed: int, days: int, cents: int) -> None:
    assert to_charge(PaidPlan(PLAN, paid, owed), PlanCard(CARD), POLICY, on=ON + days * DAY) == cents


def test_a_decline_waits_its_days_and_ends_after_the_last_try() -> None:
    paid = PaidPlan(PLAN, 0, 9000)
    once = PlanCard(CARD, (tried(ON),))
    assert once.next_try_on(POLICY) == ON + 3 * DAY
    assert [to_charge(paid, once, POLICY, on=ON + n * DAY) for n in (0, 2, 3)] == [0, 0, 3000]
    often = PlanCard(CARD, tuple(tried(ON + n * 3 * DAY, number=n + 1) for n in range(3)))
    assert (often.is_given_up(POLICY), often.next_try_on(POLICY)) == (True, None)
    assert to_charge(paid, often, POLICY, on=ON + 30 * DAY) == 0
    awaited = PlanCard(CARD, (tried(ON, CardState.ASKED),))
    assert to_charge(paid, awaited, POLICY, on=ON + DAY) == 0


def test_the_next_part_has_tries_of_its_own() -> None:
    second_on = PLAN.instalments[1].due_on
    charges = [tried(ON), tried(second_on, number=2), replace(tried(second_on), card_id=8)]
    assert len(card_of(CARD, charges, PaidPlan(PLAN, 0, 9000)).charges) == 2
    assert card_of(CARD, charges, PaidPlan(PLAN, 3000, 6000)).charges == (charges[1],)
    assert card_of(CARD, charges, PaidPlan(PLAN, 9000, 0)).charges == ()
    assert [unpaid_since(PLAN, cents) for cents in (2999, 3000, 9000)] == [ON, second_on, None]


@pytest.mark.parametrize(
    "changes",
    [
        {"patient_id": 2},
        {"agreed_by": " "},
        {"agreed_by": "x" * 101},
        {"token": ""},
        {"token": "short"},
        {"token": "4242424242424242"},
        {"token": "tok-4242424242424242"},
        {"token": "a token with blanks"},
    ],
)
def test_what_is_no_consent_or_no_token_is_not_kept(changes: dict[str, object]) -> None:
    assert kept_faults(CARD, PLAN) == []
    assert len(kept_faults(replace(CARD, **changes), PLAN)) == 1  # type: ignore[arg-type]


def test_the_policy_is_read_or_refused() -> None:
    good = 'most_tries = 3\nretry_days = 3\nversion = "1"\ntext = "I agree."'
    assert read_autopay(good) == POLICY
    for old, new in (
        ("= 3\nretry", "= 0\nretry"),
        ("days = 3", "days = 3.0"),
        ('"1"', '""'),
        ("text", "txt"),
    ):
        with pytest.raises(ValueError, match="card on file"):
            read_autopay(good.replace(old, new))
