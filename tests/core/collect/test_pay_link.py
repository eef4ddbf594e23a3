"""A pay link: its token reads back to its hash alone, wrong answers lock it, and what ends it is kept."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect.card import CardAnswer, CardCharge, CardState, FarePart, answered
from almoner.core.collect.pay_link import (
    MOST_TRIES,
    SIGNS,
    TASK,
    LinkState,
    PayLink,
    digest_of,
    ended,
    paid_cents,
    read_token,
    token_of,
)
from almoner.core.collect.pay_link import answered as link_answered
from almoner.core.collect.receipt import Receipt

ON = date(2026, 3, 2)
LINK = PayLink(1, 2, 3, "patient:3", "0" * 64, ON, ON + timedelta(days=60))


def tried(link: PayLink, *, is_right: bool, on: date = ON) -> PayLink:
    (made,) = link_answered(link, is_right=is_right, ids=count(9), on=on).records
    assert isinstance(made, PayLink)
    return made


@given(practice_id=st.integers(1, 10**18 - 1), secret=st.binary(min_size=32, max_size=32))
def test_a_token_reads_back_however_it_is_typed(practice_id: int, secret: bytes) -> None:
    token = token_of(practice_id, secret)
    assert read_token(token) == (practice_id, digest_of(token))
    assert read_token(f" {token.upper()} ") == read_token(token)
    head, _, signs = token.partition("-")
    assert read_token(f"{head}-{signs.replace('-', '')}") == read_token(token)
    assert set(signs) <= {*SIGNS, "-"}


@given(one=st.binary(min_size=15, max_size=15), other=st.binary(min_size=15, max_size=15))
def test_two_secrets_are_two_tokens_and_two_practices_two_hashes(one: bytes, other: bytes) -> None:
    assert (token_of(7, one) == token_of(7, other)) is (one == other)
    assert digest_of(token_of(7, one)) != digest_of(token_of(8, one))


@pytest.mark.parametrize("text", ["", "7", "0-" + "a" * 24, "7-" + "a" * 25, "7-" + "l" * 24, "x" * 999])
def test_what_is_no_token_is_none(text: str) -> None:
    assert read_token(text) is None


def test_wrong_answers_lock_it_with_one_task_and_a_right_one_forgives() -> None:
    link = LINK
    for _ in range(MOST_TRIES - 1):
        link = tried(link, is_right=False)
    assert link.leads_to_a_bill(on=ON)
    assert tried(link, is_right=True).wrong_tries == 0
    last = link_answered(link, is_right=False, ids=count(9), on=ON)
    assert [one.what for one in last.tasks] == [TASK]
    (locked,) = last.records
    assert isinstance(locked, PayLink)
    assert not locked.leads_to_a_bill(on=ON)
    with pytest.raises(AssertionError):
        tried(locked, is_right=True)


def test_what_is_closed_opens_nothing_and_its_lock_is_nobodys_work() -> None:
    closed = ended(LINK, LinkState.REVOKED, by="bea", why="lost", on=ON)
    assert tried(closed, is_right=True).openings == 0
    for _ in range(MOST_TRIES - 1):
        closed = tried(closed, is_right=False)
    assert link_answered(closed, is_right=False, ids=count(9), on=ON).tasks == ()
    late = LINK.until_on
    assert tried(LINK, is_right=True, on=late - timedelta(days=1)).openings == 1
    assert tried(LINK, is_right=True, on=late).openings == 0


def test_one_charge_of_several_patients_is_a_receipt_each() -> None:
    parts = (FarePart(3, 1000), FarePart(4, 500, plan_id=8))
    charge = CardCharge(20, 3, 1500, "pay page", ON, link_id=1, parts=parts)
    plan = answered(charge, CardAnswer(True, "REF", "4242"), ids=count(30), on=ON)
    receipts = [one for one in plan.records if isinstance(one, Receipt)]
    assert [(one.patient_id, one.cents, one.plan_id) for one in receipts] == [(3, 1000, 0), (4, 500, 8)]
    assert sum(one.cents for one in plan.postings) == 1500
    (made,) = (one for one in plan.records if isinstance(one, CardCharge))
    assert [part.receipt_id for part in made.parts] == [one.id for one in receipts]
    assert (made.state, paid_cents(LINK, [made]), paid_cents(LINK, [charge])) == (CardState.APPROVED, 1500, 0)
