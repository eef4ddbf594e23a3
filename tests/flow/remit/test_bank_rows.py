"""Rows of the bank's list that are no payer's: known as what they are, or somebody's with reason and day."""

from datetime import date, timedelta

import pytest

from almoner.core.collect import Deposit, Receipt
from almoner.core.collect.bank_row import Keeper
from almoner.core.ledger import Reason
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.books import close
from almoner.flow.collect import collect
from almoner.flow.refused import Refused
from almoner.flow.remit import bank_rows
from almoner.flow.remit.bank_rows import (
    confirm_slip,
    set_row_aside,
    settle_cards,
    take_bank_fee,
    take_fee_back,
)
from almoner.store.money.postings import postings_of
from almoner.store.session import books
from tests.flow.cycle import faults, sent_claim, standing, take_in, totals
from tests.practices import DAY, House, new_house

ON = date(2026, 3, 16)
LATER = ON + timedelta(days=1)
HEAD = "date,kind,trace,payer,cents\n"


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def listed(house: House, *rows: str, on: date = ON) -> list[int]:
    """Take a bank's list in; the work about its rows, by their amount."""
    take_in(house, (HEAD + "".join(f"{row}\n" for row in rows)).encode(), on=on, name="bank.csv")
    return [one.task.id for one in sorted(shown(house).rows, key=lambda one: one.row.cents)]


def shown(house: House) -> bank_rows.BankRows:
    return bank_rows.bank_rows(house.actor, on=ON)


def took(house: House, method: str, cents: int) -> Receipt:
    sent = sent_claim(house)
    draft = Receipt(0, sent.claim.patient_id, method, cents, ON, "frances", reference="77")
    return collect.take_receipt(house.actor, draft, on=ON)


def laid_again(house: House) -> int:
    return close.relay_bank_lists(house.actor, on=LATER)


def test_a_settlement_of_cards_takes_them_to_the_bank_less_what_was_kept(house: House) -> None:
    cards = [took(house, "card", 5000), took(house, "card", 2500)]
    took(house, "cash", 1000)
    close.close_books(house.actor, on=DAY)
    (task_id,) = listed(house, "2026-03-16,eft,SQ991,CARD PROCESSOR,7275")
    assert [one.id for one in shown(house).cards] == [one.id for one in cards]
    assert (totals(house)["bank"], totals(house)["suspense"]) == (7275, -7275)
    close.close_books(house.actor, on=ON)
    settle_cards(house.actor, task_id, [one.id for one in cards], on=LATER)
    left = totals(house)
    assert (left["bank"], left["bank_fees"], left["undeposited"]) == (7275, 225, 1000)
    assert "suspense" not in left
    assert shown(house).rows == ()
    assert faults(house, on=LATER) == []
    close.close_books(house.actor, on=LATER)
    again = ("2026-03-16,eft,SQ991,CARD PROCESSOR,7275", "2026-03-17,eft,SQ992,CARD PROCESSOR,100")
    listed(house, *again, on=LATER + timedelta(days=1))
    assert [one.row.trace for one in shown(house).rows] == ["SQ992"], "the other row is known"
    assert totals(house)["bank"] == 7375


@pytest.mark.parametrize(
    ("cents", "why"), [(6600, "bank received"), (6500, ""), (5850, ""), (5849, "processor's")]
)
def test_no_more_than_a_tenth_is_the_processors(cents: int, why: str, house: House) -> None:
    card = took(house, "card", 6500)
    (task_id,) = listed(house, f"2026-03-16,eft,SQ1,CARDS,{cents}")
    if not why:
        settle_cards(house.actor, task_id, [card.id], on=ON)
        assert totals(house).get("bank_fees", 0) == 6500 - cents
        assert faults(house, on=ON) == []
        close.close_books(house.actor, on=DAY)
        close.close_books(house.actor, on=ON)
        return
    before = standing(house)
    with pytest.raises(Refused, match=why):
        settle_cards(house.actor, task_id, [card.id], on=ON)
    assert standing(house) == before


def test_only_cards_that_are_not_in_the_bank_are_settled(house: House) -> None:
    cash = took(house, "cash", 5000)
    (task_id,) = listed(house, "2026-03-16,eft,SQ1,CARDS,5000")
    for chosen in ([cash.id], []):
        with pytest.raises(Refused, match="have not reached the bank"):
            settle_cards(house.actor, task_id, chosen, on=ON)


def test_a_fee_has_its_own_reason_and_is_taken_back(house: House) -> None:
    sent_claim(house)
    (task_id,) = listed(house, "2026-03-16,deposit,FEE,MONTHLY FEE,-1500")
    assert "bank" not in totals(house)
    take_bank_fee(house.actor, task_id, on=ON)
    assert (totals(house)["bank"], totals(house)["bank_fees"]) == (-1500, 1500)
    with books(house.practice.id) as session:
        (posted,) = postings_of(session, reason=Reason.BANK_FEE.value)
        (fee,) = session.find(Deposit, deposit_kind="withdrawal")
    assert (posted.element, shown(house).rows, laid_again(house)) == ("row 1", (), 0)
    assert faults(house, on=LATER) == []
    take_fee_back(house.actor, fee.id, on=ON, why="It was a bounced check.")
    (row,) = shown(house).rows
    assert (row.row.cents, "bank_fees" in totals(house), laid_again(house)) == (-1500, False, 0)
    with pytest.raises(Refused, match="taken back"):
        take_fee_back(house.actor, fee.id, on=ON, why="Again.")
    take_bank_fee(house.actor, row.task.id, on=ON)
    assert totals(house)["bank_fees"] == 1500
    assert faults(house, on=LATER) == []


def test_a_fee_that_two_lists_show_is_taken_once_and_two_alike_of_one_list_twice(house: House) -> None:
    sent_claim(house)
    fee = "2026-03-16,deposit,FEE,MONTHLY FEE,-1500"
    listed(house, fee)
    tasks = listed(house, fee, "2026-03-17,deposit,OTHER,A FEE,-100")
    assert len(tasks) == 3, "nobody has said yet what it is"
    for task_id in tasks:
        take_bank_fee(house.actor, task_id, on=ON)
    assert (totals(house)["bank_fees"], shown(house).rows) == (1600, ())
    for task_id in listed(house, fee, fee):
        take_bank_fee(house.actor, task_id, on=ON)
    assert (totals(house)["bank_fees"], shown(house).rows) == (3100, ()), "the second of the list is another"
    assert faults(house, on=LATER) == []


def test_a_slip_under_another_number_is_known(house: House) -> None:
    took(house, "check", 4000)
    slip = close.deposit_receipts(house.actor, on=ON)
    assert slip
    (task_id,) = listed(house, "2026-03-16,deposit,BRANCH-77,BRANCH,4000")
    assert [one.id for one in shown(house).slips] == [slip.id]
    left = totals(house)
    confirm_slip(house.actor, task_id, slip.id, on=ON)
    assert (totals(house), shown(house).rows, shown(house).slips) == (left, (), ())
    with pytest.raises(Refused, match="shown this slip"):
        confirm_slip(house.actor, listed(house, "2026-03-17,deposit,X,Y,4000")[0], slip.id, on=ON)
    assert faults(house, on=ON) == []


def test_another_amount_is_no_slip_of_ours_and_money_in_is_no_fee(house: House) -> None:
    took(house, "check", 4000)
    slip = close.deposit_receipts(house.actor, on=ON)
    assert slip
    (task_id,) = listed(house, "2026-03-16,deposit,BRANCH-77,BRANCH,3999")
    with pytest.raises(Refused, match=r"40\.00, and the bank counted \$39\.99"):
        confirm_slip(house.actor, task_id, slip.id, on=ON)
    with pytest.raises(Refused, match="the bank took"):
        take_bank_fee(house.actor, task_id, on=ON)
    with pytest.raises(Refused, match="a transfer or a check"):
        settle_cards(house.actor, task_id, [], on=ON)


def test_what_is_none_of_it_is_set_aside_with_an_owner_a_reason_and_a_day(house: House) -> None:
    sent_claim(house)
    (task_id,) = listed(house, "2026-03-16,eft,X1,OWN SAVINGS,100000")
    before = totals(house)
    why = "A transfer of our own: the accountant books it."
    set_row_aside(house.actor, task_id, Keeper("manager", why, LATER), on=ON)
    (row,) = shown(house).rows
    assert (row.task.owner, row.task.due_on, row.task.why) == (
        "manager",
        LATER,
        f"Row 1 of the bank's list: {why}",
    )
    assert (totals(house), laid_again(house)) == (before, 0)
    assert shown(house).rows[0].task.why.endswith(why), "it is asked about once"
    assert faults(house, on=ON) == []
    for owner, reason, day in (("nobody", why, LATER), ("manager", " ", LATER), ("manager", why, ON)):
        with pytest.raises(Refused):
            set_row_aside(house.actor, task_id, Keeper(owner, reason, day), on=ON)


def test_a_coder_says_nothing_of_the_bank(house: House) -> None:
    coder = Actor("cora", house.practice.id, frozenset({"coder"}))
    with pytest.raises(AccessDenied):
        bank_rows.bank_rows(coder, on=ON)
    with pytest.raises(AccessDenied):
        take_bank_fee(coder, 1, on=ON)


def test_cards_that_wait_for_their_settlement_are_on_no_slip(house: House) -> None:
    card = took(house, "card", 5000)
    took(house, "cash", 1000)
    slip = close.deposit_receipts(house.actor, on=ON, with_cards=False)
    assert slip is not None
    assert (slip.cents, totals(house)["undeposited"]) == (1000, 5000)
    assert close.deposit_receipts(house.actor, on=ON, with_cards=False) is None
    (task_id,) = listed(house, "2026-03-16,eft,SQ991,CARD PROCESSOR,4850")
    settle_cards(house.actor, task_id, [card.id], on=ON)
    assert (totals(house)["bank"], totals(house)["bank_fees"]) == (5850, 150)
    assert "undeposited" not in totals(house)
    assert faults(house, on=LATER) == []
