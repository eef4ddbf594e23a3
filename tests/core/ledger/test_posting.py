"""A posting is positive and between two accounts, its reversal its opposite, and it names only what it was
given.
"""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.ledger import Account, Posting, Reason, Subject, reversal_of
from almoner.core.ledger.posting import Effect, balance, post

ON, LATER = date(2026, 3, 2), date(2026, 3, 9)
LINE = Subject(patient_id=3, line_id=5, payer_id=7, rank=2)
CENTS = st.integers(-10_000, 10_000).filter(bool)


def posted(reason: Reason, cents: int, subject: Subject = LINE) -> Posting:
    return post(Effect(reason, cents, subject, "k"), on=ON)


def test_a_subject_names_nothing_that_it_was_not_given() -> None:
    assert not any(getattr(Subject(), one.name) for one in fields(Subject))
    assert not any(getattr(Effect(Reason.PAYMENT, 1, LINE, "k"), name) for name in ("to_rank", "to_payer_id"))


@pytest.mark.parametrize("cents", [0, -1])
def test_a_posting_moves_a_positive_amount(cents: int) -> None:
    with pytest.raises(AssertionError):
        Posting("cash", "revenue", cents, Reason.PAYMENT, ON, "k")
    assert Posting("cash", "revenue", 1, Reason.PAYMENT, ON, "k").cents == 1


@given(CENTS)
def test_an_amount_below_zero_turns_the_accounts_and_nothing_else(cents: int) -> None:
    one = posted(Reason.PAYMENT, cents)
    assert one.cents == abs(cents)
    pair = ("cash", "payer_ar:2")
    assert (one.debit, one.credit) == (pair if cents > 0 else pair[::-1])


def test_the_next_payers_part_goes_to_its_rank_and_names_it() -> None:
    one = post(Effect(Reason.NEXT_PAYER, 100, LINE, "k", to_rank=3, to_payer_id=9), on=ON)
    assert (one.debit, one.credit, one.subject.other_payer_id) == ("payer_ar:3", "payer_ar:2", 9)
    assert posted(Reason.PAYMENT, 100).subject is LINE


@given(CENTS)
def test_a_balance_is_debits_less_credits_over_all_ranks(cents: int) -> None:
    one = posted(Reason.PAYMENT, cents)
    other = posted(Reason.PAYMENT, 5, Subject(rank=1))
    assert balance([one, other], Account.CASH) == cents + 5
    assert balance([one, other], Account.PAYER_AR) == -cents - 5
    assert balance([one, other], Account.BANK) == 0
    undone = reversal_of(one, key="u", on=LATER)
    assert (undone.reverses, undone.effective_on, undone.cents) == ("k", LATER, abs(cents))
    assert balance([one, undone], Account.CASH) == 0
