"""A settlement of cards and a slip under another number are taken back as a unit, and said anew."""

import pytest

from almoner.core.collect import Deposit, Receipt
from almoner.core.plan import Task, TaskState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.books import close
from almoner.flow.collect import returned
from almoner.flow.refused import Refused
from almoner.flow.remit.bank_rows import bank_rows, confirm_slip, settle_cards
from almoner.flow.remit.bank_undone import said_of_rows, take_settlement_back, take_slip_back
from almoner.store.session import books
from tests.flow.cycle import faults, pay, sent_claim, standing, totals
from tests.flow.files import Payment
from tests.flow.remit.test_bank_rows import LATER, ON, listed, took
from tests.practices import DAY, House, new_house

ROW = "2026-03-16,eft,SQ991,CARD PROCESSOR,7275"


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def said(house: House) -> list[Deposit]:
    with books(house.practice.id) as session:
        return [*said_of_rows(session)]


def settled(house: House) -> tuple[list[Receipt], int]:
    """Two card receipts that the bank's row has paid; the record of the row."""
    cards = [took(house, "card", 5000), took(house, "card", 2500)]
    (task_id,) = listed(house, ROW)
    settle_cards(house.actor, task_id, [one.id for one in cards], on=ON)
    (one,) = said(house)
    return cards, one.id


@pytest.mark.parametrize("is_later", [False, True])
def test_a_settlement_is_taken_back_whole_and_made_anew(house: House, *, is_later: bool) -> None:
    cards, deposit_id = settled(house)
    on = LATER if is_later else ON
    if is_later:
        close.close_books(house.actor, on=DAY)
        close.close_books(house.actor, on=ON)
    take_settlement_back(house.actor, deposit_id, on=on, why="It was another processor's.")
    left = totals(house)
    assert (left["bank"], left["suspense"], left["undeposited"]) == (7275, -7275, 7500)
    assert "bank_fees" not in left
    (row,) = bank_rows(house.actor, on=on).rows
    assert (row.row.cents, row.task.owner) == (7275, "biller")
    assert row.task.why.startswith("Row 1 of the bank's list: it was taken for a settlement of cards")
    assert (said(house), close.relay_bank_lists(house.actor, on=on)) == ([], 0)
    assert faults(house, on=on) == []
    with pytest.raises(Refused, match="was taken back"):
        take_settlement_back(house.actor, deposit_id, on=on, why="Again.")
    settle_cards(house.actor, row.task.id, [one.id for one in cards], on=on)
    assert (totals(house)["bank"], totals(house)["bank_fees"]) == (7275, 225)
    assert "undeposited" not in totals(house)
    take_settlement_back(house.actor, said(house)[0].id, on=on, why="And again.")
    assert faults(house, on=on) == []
    for day in (DAY, ON, LATER):
        if not is_later or day is LATER:
            close.close_books(house.actor, on=day)
    assert faults(house, on=LATER) == []


def test_the_row_of_a_settlement_that_was_none_is_explained_by_its_payers_advice(house: House) -> None:
    _, deposit_id = settled(house)
    take_settlement_back(house.actor, deposit_id, on=ON, why="It is a payer's.")
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "SQ991", [sent.paid(7275, ("CO", "45", 7725))]), on=ON)
    assert "suspense" not in totals(house)
    assert (totals(house).get("cash", 0), totals(house)["undeposited"]) == (0, 7500)
    assert bank_rows(house.actor, on=ON).rows == ()
    assert faults(house, on=ON) == []


def test_a_settlement_of_a_card_that_was_charged_back_stands(house: House) -> None:
    cards, deposit_id = settled(house)
    returned.return_receipt(house.actor, cards[0].id, 5000, on=ON, reason="disputed")
    before = standing(house)
    with pytest.raises(Refused, match="charged back since"):
        take_settlement_back(house.actor, deposit_id, on=ON, why="A mistake.")
    with pytest.raises(Refused, match="for a reason"):
        take_settlement_back(house.actor, deposit_id, on=ON, why=" ")
    assert standing(house) == before


def test_a_slip_under_another_number_waits_for_the_bank_again(house: House) -> None:
    took(house, "cash", 3000)
    slip = close.deposit_receipts(house.actor, on=ON)
    assert slip is not None
    (task_id,) = listed(house, "2026-03-17,deposit,BRANCH7,BRANCH,3000", on=LATER)
    before = totals(house)
    confirm_slip(house.actor, task_id, slip.id, on=LATER)
    (echo,) = said(house)
    take_slip_back(house.actor, echo.id, on=LATER, why="It was another branch's.")
    (row,) = bank_rows(house.actor, on=LATER).rows
    assert (row.row.trace, [one.id for one in bank_rows(house.actor, on=LATER).slips]) == (
        "BRANCH7",
        [slip.id],
    )
    assert (totals(house), said(house)) == (before, [])
    assert faults(house, on=LATER) == []
    with pytest.raises(Refused, match="Nobody said"):
        take_slip_back(house.actor, slip.id, on=LATER, why="Again.")
    confirm_slip(house.actor, row.task.id, slip.id, on=LATER)
    with books(house.practice.id) as session:
        assert session.find(Task, what="bank_row", state=TaskState.OPEN) == []


@pytest.mark.parametrize("act", [take_settlement_back, take_slip_back])
def test_only_who_makes_deposits_takes_them_back(house: House, act: object) -> None:
    stranger = Actor("kim", house.practice.id, frozenset({"coder"}))
    assert callable(act)
    with pytest.raises(AccessDenied):
        act(stranger, 0, on=ON, why="")
