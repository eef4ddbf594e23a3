"""Receivables roll forward: opening and moves are the closing, or the difference is told by account."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.ledger import Reason
from almoner.core.ledger.roll_forward import RollForward

SINCE, UNTIL = date(2026, 3, 1), date(2026, 4, 1)
ROLL = RollForward(
    SINCE,
    UNTIL,
    7,
    opening={"payer_ar:1": 10_000, "patient_ar": 2_000},
    moves={
        ("payer_ar:1", Reason.CHARGE): 5_000,
        ("payer_ar:1", Reason.PATIENT_SHARE): -1_500,
        ("patient_ar", Reason.PATIENT_SHARE): 1_500,
        ("patient_ar", Reason.ALLOCATION): -3_500,
    },
    closing={"payer_ar:1": 13_500},
)


def test_what_ties_has_nothing_off() -> None:
    assert ROLL.off == {}
    assert ROLL.accounts == ("patient_ar", "payer_ar:1")


def test_what_stood_at_nothing_before_or_does_so_now_ties_too() -> None:
    moves = {("payer_ar:2", Reason.CHARGE): 500, ("patient_ar", Reason.ALLOCATION): -200}
    assert RollForward(SINCE, UNTIL, 1, {"patient_ar": 200}, moves, {"payer_ar:2": 500}).off == {}


def test_a_move_between_receivables_changes_nothing() -> None:
    assert ROLL.by_reason() == ((Reason.CHARGE, 5_000), (Reason.ALLOCATION, -3_500))


accounts = st.sampled_from(["payer_ar:1", "payer_ar:2", "patient_ar"])


@given(
    st.dictionaries(accounts, st.integers(-900, 900)),
    st.dictionaries(st.tuples(accounts, st.sampled_from(list(Reason))), st.integers(-900, 900)),
    accounts,
    st.integers(-9, 9),
)
def test_a_cent_more_or_less_is_told(
    opening: dict[str, int], moves: dict[tuple[str, Reason], int], account: str, more: int
) -> None:
    closing = dict(opening)
    for (name, _), cents in moves.items():
        closing[name] = closing.get(name, 0) + cents
    closing[account] = closing.get(account, 0) + more
    roll = RollForward(SINCE, UNTIL, 1, opening, moves, closing)
    assert roll.off == ({account: more} if more else {})
