"""Whose decision a reversal of a file alone takes back, where two payers decided on the claim."""

from dataclasses import replace

from almoner.core.remit.advice import Adjustment, Advice
from almoner.core.remit.own_groups import Decision, by_rank_of, is_decision, negated
from almoner.core.remit.read import ReadRemittance
from tests.core.remit.samples import era, read_one

READ: ReadRemittance = read_one(era())


def decision(status: str, paid: int, *, ordinal: int, charge: int = 100_00) -> Advice:
    sign = -1 if status == "22" else 1
    cut = Adjustment("CO", "45", sign * (charge - paid))
    return Advice(0, 0, ordinal, "A1", status, sign * charge, sign * paid, None, "P1", (), adjustments=(cut,))


FIRST, SECOND = decision("1", 60_00, ordinal=1), decision("2", 30_00, ordinal=2)


def groups(*reversals: Advice) -> list[list[int]]:
    """The ordinals of each payer's decisions, with the reversals that went to it."""
    of_first: list[Decision] = [(READ, one) for one in (FIRST, *reversals)]
    found = by_rank_of({1: of_first, 2: [(READ, SECOND)]})
    return [[advice.ordinal for _, advice in group] for group in found]


def test_a_reversal_goes_to_the_payer_whose_decision_it_mirrors() -> None:
    assert groups(decision("22", 30_00, ordinal=3)) == [[1], [2, 3]]
    assert groups(decision("22", 60_00, ordinal=3)) == [[1, 3], [2]]
    both = decision("22", 30_00, ordinal=3), decision("22", 60_00, ordinal=4)
    assert groups(*both) == [[1, 4], [2, 3]]


def test_a_reversal_that_mirrors_neither_or_does_not_balance_is_of_the_first() -> None:
    assert groups(decision("22", 10_00, ordinal=3)) == [[1, 3], [2]]
    unread = replace(decision("22", 30_00, ordinal=3), paid_cents=None)
    assert groups(unread) == [[1, 3], [2]]
    broken = replace(decision("22", 30_00, ordinal=3), paid_cents=-29_00)
    assert groups(broken) == [[1, 3], [2]]


def test_a_decision_that_does_not_balance_is_mirrored_by_nothing() -> None:
    broken = replace(SECOND, paid_cents=None)
    found = by_rank_of({1: [(READ, FIRST), (READ, decision("22", 30_00, ordinal=3))], 2: [(READ, broken)]})
    assert [[advice.ordinal for _, advice in group] for group in found] == [[1, 3], [2]]


def test_what_moves_a_claim_on_is_balanced_and_decides() -> None:
    assert is_decision(FIRST)
    assert is_decision(decision("22", 60_00, ordinal=3))
    assert not is_decision(replace(FIRST, status="23"))
    assert not is_decision(replace(FIRST, paid_cents=61_00))


def test_what_a_reversal_takes_back_is_it_with_every_sign_turned() -> None:
    back = negated(decision("22", 60_00, ordinal=3), 2)
    assert (back.status, back.charge_cents, back.paid_cents) == ("1", 100_00, 60_00)
    assert back.adjustments == FIRST.adjustments
    assert (back.id, back.remittance_id) == (0, 0), "no payment of the file brought it"
    assert back.ordinal not in (FIRST.ordinal, SECOND.ordinal, 3)
    assert back.ordinal != negated(decision("22", 60_00, ordinal=3), 1).ordinal
