"""What postings add to cash, by what it is: the cash that is told is the cash that moved."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.ledger import Account, Posting, Reason, Subject
from almoner.core.ledger.accounts import CHART
from almoner.core.ledger.posting import Effect, balance, post
from almoner.flow.remit.look_remit_money import effects

DAY = date(2026, 3, 2)


def moved(reason: Reason, cents: int) -> Posting:
    onward = 2 if reason is Reason.NEXT_PAYER else 0
    return post(Effect(reason, cents, Subject(rank=1), f"{reason}:{cents}", to_rank=onward), on=DAY)


def test_each_effect_has_its_name_and_sign() -> None:
    told = effects(
        [
            moved(Reason.CHARGE, 20000),
            moved(Reason.PAYMENT, 9000),
            moved(Reason.CONTRACTUAL, 4000),
            moved(Reason.PATIENT_SHARE, 1000),
            moved(Reason.NEXT_PAYER, 2000),
            moved(Reason.SUSPENDED_CASH, 700),
            moved(Reason.RECOUPMENT, 500),
            moved(Reason.INTEREST, 44),
        ]
    )
    assert (told.charged, told.paid, told.adjusted, told.patient, told.later) == (
        20000,
        9000,
        4000,
        1000,
        2000,
    )
    assert (told.suspended, told.other, told.cash) == (700, -456, 9244)


def test_what_is_turned_round_counts_against_it() -> None:
    told = effects(
        [moved(Reason.PAYMENT, 9000), moved(Reason.PAYMENT, -9000), moved(Reason.NEXT_PAYER, -300)]
    )
    assert (told.paid, told.later, told.cash) == (0, -300, 0)


reasons = st.sampled_from(sorted(CHART, key=str))


@given(st.lists(st.tuples(reasons, st.integers(-5000, 5000).filter(bool)), max_size=15))
def test_the_cash_that_is_told_is_the_cash_that_moved(made: list[tuple[Reason, int]]) -> None:
    postings = [moved(reason, cents) for reason, cents in made]
    assert effects(postings).cash == balance(postings, Account.CASH)
