"""One check whose advice comes in several files, and rows whose trace the bank wrote otherwise."""

import pytest

from almoner.core.collect import Deposit, DepositKind
from almoner.core.remit import Remittance, RemittanceState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.books import close
from almoner.flow.refused import Refused
from almoner.flow.remit import bank_rows, look_remits
from almoner.flow.remit.bank_rows import know_as_payments
from almoner.flow.remit.bank_undone import take_payments_back
from almoner.flow.remit.post import post, post_if_clean, reverse
from almoner.flow.remit.undone import set_aside, take_up_again
from almoner.flow.scrub import posting_rules
from almoner.store.session import books
from tests.flow.cycle import faults, pay, sent_claim, standing, take_in, totals
from tests.flow.files import Payment, paying
from tests.flow.remit.test_post_deposit import HEAD, ON
from tests.flow.remit.test_post_deposit import work as every_work
from tests.practices import DAY, House, new_house

LATER = ON.replace(day=ON.day + 1)
SUM = "2026-03-16,check,T1,MCR01,24000"


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def listed(house: House, *rows: str) -> None:
    take_in(house, (HEAD + "".join(f"{row}\n" for row in rows)).encode(), on=ON, name="bank.csv")


def came(house: House, cents: int, *, trace: str = "T1") -> int:
    """Receive the advice of a claim paid so; its payment."""
    decided = sent_claim(house).paid(cents, *((("CO", "45", 15000 - cents),) if cents < 15000 else ()))
    (remittance_id,) = take_in(house, paying(house, Payment("MCR01", trace, [decided])), on=ON).remittance_ids
    return remittance_id


def both(house: House) -> list[int]:
    """A check of 240.00 in two files; a person says that the second is no repetition."""
    first, second = came(house, 15000), came(house, 9000)
    post(house.actor, first, on=ON)
    post(house.actor, second, on=ON)
    assert state(house, second) is RemittanceState.SUSPECT
    post(house.actor, second, on=ON, reason="the second file of the check")
    return [first, second]


def work(house: House) -> list[str]:
    return [what for what in every_work(house) if what != "undelivered_file"]


def state(house: House, remittance_id: int) -> RemittanceState:
    with books(house.practice.id) as session:
        return session.get(Remittance, remittance_id).state


def parts(house: House) -> list[tuple[int, int]]:
    """The deposits of payments: which, and how much."""
    with books(house.practice.id) as session:
        found = session.find(Deposit, deposit_kind=[DepositKind.CHECK.value, DepositKind.EFT.value])
    return sorted((one.remittance_id, one.cents) for one in found)


def is_settled(house: House, paid: list[int]) -> None:
    """Each payment has its part of the row, nothing waits, and the books say the same."""
    assert parts(house) == [(paid[0], 15000), (paid[1], 9000)]
    left = totals(house)
    assert (left["bank"], left.get("cash", 0), left.get("suspense", 0)) == (24000, 0, 0)
    assert work(house) == []
    assert faults(house, on=LATER) == []


def test_the_banks_row_is_the_sum_of_two_files(house: House) -> None:
    paid = both(house)
    listed(house, SUM)
    is_settled(house, paid)
    before = totals(house)
    listed(house, SUM, "2026-03-16,eft,OTHER,MCR02,100")  # another list shows it again
    assert (totals(house)["bank"], len(parts(house))) == (before["bank"] + 100, 3)
    close.close_books(house.actor, on=DAY)
    close.close_books(house.actor, on=ON)
    page = look_remits.remittance(house.actor, paid[1], on=LATER)
    assert (page.origin.row_cents, page.remittance.amount_cents) == (24000, 9000)


def test_the_sum_that_came_first_is_explained_by_the_last_of_its_files(house: House) -> None:
    listed(house, SUM)
    first = came(house, 15000)
    post(house.actor, first, on=ON)
    assert work(house) == ["bank_row"]
    assert (totals(house)["suspense"], totals(house)["cash"]) == (-24000, 15000)
    second = came(house, 9000)
    close.close_books(house.actor, on=DAY)
    close.close_books(house.actor, on=ON)
    post(house.actor, second, on=LATER)
    with books(house.practice.id) as session:
        why = session.get(Remittance, second).why
    assert "The bank received $240.00: all together." in why
    post(house.actor, second, on=LATER, reason="the bank shows the sum")
    is_settled(house, [first, second])
    close.close_books(house.actor, on=LATER)


def test_one_file_of_a_check_is_undone_and_taken_up_again_beside_the_other(house: House) -> None:
    first, second = both(house)
    listed(house, SUM)
    reverse(house.actor, first, on=ON, reason="the wrong day")
    assert work(house) == ["undone_payment"]
    again = take_up_again(house.actor, first, on=ON, reason="it was right")
    with pytest.raises(Refused, match="not come again"):
        take_up_again(house.actor, first, on=ON, reason="once more")
    post(house.actor, again.id, on=ON)
    assert (state(house, again.id), totals(house)["cash"]) == (RemittanceState.SUSPECT, -15000)
    post(house.actor, again.id, on=ON, reason="the first file of the check")
    assert parts(house) == [(first, 15000), (second, 9000)], "the bank's row says what it said"
    listed(house, "2026-03-17,eft,OTHER,MCR01,15000")
    offered = bank_rows.bank_rows(house.actor, on=LATER)
    assert (len(offered.rows), offered.unpaid) == (1, ())
    left = totals(house)
    assert (left["bank"], left.get("cash", 0), left["suspense"]) == (39000, 0, -15000)
    assert work(house) == ["bank_row"]
    assert faults(house, on=LATER) == []


def test_two_files_that_are_held_until_their_deposit_post_when_the_sum_has_come(house: House) -> None:
    rule = posting_rules.PayerRule(True, ())
    posting_rules.set_payer(house.actor, house.payers["MCR01"].id, rule, on=DAY, reason="agreed")
    first, second = came(house, 15000), came(house, 9000)
    post(house.actor, first, on=ON)
    post(house.actor, second, on=ON)
    assert work(house) == ["awaiting_deposit", "suspect_remittance"]
    listed(house, SUM)
    assert work(house) == ["bank_row", "suspect_remittance"]
    assert post_if_clean(house.actor, first, on=ON)
    assert totals(house)["suspense"] == -24000, "the rest of the sum is nobody's yet"
    post(house.actor, second, on=ON, reason="the second file of the check")
    is_settled(house, [first, second])


def test_three_files_are_each_decided_and_none_is_lost(house: House) -> None:
    first, second, third = came(house, 15000), came(house, 9000), came(house, 7000)
    for one in (first, second, third):
        post(house.actor, one, on=ON)
    post(house.actor, second, on=ON, reason="the second file of the check")
    assert (state(house, third), work(house)) == (RemittanceState.SUSPECT, ["suspect_remittance"])
    post(house.actor, third, on=ON, reason="the third")
    listed(house, "2026-03-16,check,T1,MCR01,31000")
    assert (parts(house), work(house)) == ([(first, 15000), (second, 9000), (third, 7000)], [])
    assert faults(house, on=ON) == []


def test_a_file_that_did_not_balance_is_not_ended_by_another_file_of_its_check(house: House) -> None:
    sent = sent_claim(house)
    broken = Payment("MCR01", "T1", [sent.paid(15000)], amount=15001)
    (first,) = take_in(house, paying(house, broken), on=ON).remittance_ids
    post(house.actor, first, on=ON)
    post(house.actor, came(house, 9000), on=ON)
    assert (state(house, first), work(house)) == (RemittanceState.UNBALANCED, ["unbalanced_remittance"])
    mended = Payment("MCR01", "T1", [sent.paid(15000)])
    (right,) = take_in(house, paying(house, mended), on=ON).remittance_ids
    post(house.actor, right, on=ON)
    post(house.actor, right, on=ON, reason="the first file, mended")
    assert (state(house, first), work(house)) == (RemittanceState.DUPLICATE, [])
    assert faults(house, on=ON) == []


def test_what_cannot_post_is_set_aside_by_a_person(house: House) -> None:
    broken = Payment("MCR01", "T1", [sent_claim(house).paid(15000)], amount=15001)
    (first,) = take_in(house, paying(house, broken), on=ON).remittance_ids
    post(house.actor, first, on=ON)
    set_aside(house.actor, first, on=ON, reason="the payer sent it on paper")
    assert (state(house, first), work(house)) == (RemittanceState.DUPLICATE, [])
    assert faults(house, on=ON) == []


def test_undoing_one_of_them_leaves_the_money_where_it_is(house: House) -> None:
    paid = both(house)
    listed(house, SUM)
    reverse(house.actor, paid[1], on=ON, reason="the wrong practice")
    assert (totals(house)["bank"], totals(house)["cash"]) == (24000, -9000)
    assert close.relay_bank_lists(house.actor, on=LATER) == 0
    assert faults(house, on=LATER) == []


def asked(house: House) -> int:
    (row,) = bank_rows.bank_rows(house.actor, on=ON).rows
    return row.task.id


def test_a_person_knows_a_row_as_payments_of_other_traces_and_takes_it_back(house: House) -> None:
    first, second = came(house, 15000), came(house, 9000, trace="T2")
    post(house.actor, first, on=ON)
    post(house.actor, second, on=ON)
    listed(house, "2026-03-16,eft,0000T1,MEDICARE,24000")
    task_id = asked(house)
    assert {one.trace for one in bank_rows.bank_rows(house.actor, on=ON).unpaid} == {"T1", "T2"}
    know_as_payments(house.actor, task_id, "T1, T2", on=LATER)
    is_settled(house, [first, second])
    listed(house, "2026-03-16,eft,0000T1,MEDICARE,24000")
    is_settled(house, [first, second])
    page = look_remits.remittance(house.actor, first, on=LATER)
    assert page.origin.said_by == house.actor.name
    take_payments_back(house.actor, page.origin.deposit_id, on=LATER, why="It was another payer's.")
    left = totals(house)
    assert (left["bank"], left["suspense"], left["cash"]) == (24000, -24000, 24000)
    assert work(house) == ["bank_row"]
    assert faults(house, on=LATER) == []
    with pytest.raises(Refused, match="Nobody said"):
        take_payments_back(house.actor, page.origin.deposit_id, on=LATER, why="Again.")
    know_as_payments(house.actor, asked(house), "T1, T2", on=LATER)
    is_settled(house, [first, second])
    for day in (DAY, ON, LATER):
        close.close_books(house.actor, on=day)
    assert faults(house, on=LATER) == []


def test_a_trace_that_holds_a_comma_is_named_as_it_is(house: House) -> None:
    for cents, trace in ((15000, "A,B; C"), (9000, "B")):
        post(house.actor, came(house, cents, trace=trace), on=ON)
    listed(house, "2026-03-16,eft,0000T2,MEDICARE,24000")
    with pytest.raises(Refused, match="No payment under C waits"):
        know_as_payments(house.actor, asked(house), "B, C", on=ON)
    know_as_payments(house.actor, asked(house), "B , A,B; C", on=ON)
    assert sorted(cents for _, cents in parts(house)) == [9000, 15000]
    assert faults(house, on=ON) == []


def test_a_payment_that_is_held_for_its_money_posts_when_a_person_has_found_it(house: House) -> None:
    rule = posting_rules.PayerRule(True, ())
    posting_rules.set_payer(house.actor, house.payers["MCR01"].id, rule, on=DAY, reason="agreed")
    first = came(house, 15000)
    post(house.actor, first, on=ON)
    listed(house, "2026-03-16,eft,0000T1,MEDICARE,15000")
    assert work(house) == ["awaiting_deposit", "bank_row"]
    know_as_payments(house.actor, asked(house), "T1", on=ON)
    assert (work(house), faults(house, on=ON)) == ([], [])
    assert post_if_clean(house.actor, first, on=ON)
    assert totals(house) == {"bank": 15000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_what_is_not_the_rows_amount_is_refused_and_changes_nothing(house: House) -> None:
    first = came(house, 15000)
    post(house.actor, first, on=ON)
    listed(house, "2026-03-16,eft,0000T1,MEDICARE,14000", "2026-03-16,deposit,99,,500")
    rows = {row.row.cents: row.task.id for row in bank_rows.bank_rows(house.actor, on=ON).rows}
    before = standing(house)
    for cents, traces, why in (
        (14000, "T1", "come to .150.00, and the bank received .140.00"),
        (14000, "T1;T9", "No payment under T9 waits"),
        (500, "T1", "transfer or a check"),
        (14000, " ; ,", "isn't said"),
        (14000, "T1," * 21, "isn't said"),
    ):
        with pytest.raises(Refused, match=why):
            know_as_payments(house.actor, rows[cents], traces, on=ON)
    desk = Actor("dora", house.practice.id, frozenset({"front_desk"}))
    with pytest.raises(AccessDenied):
        know_as_payments(desk, rows[14000], "T1", on=ON)
    with pytest.raises(AccessDenied):
        take_payments_back(desk, 1, on=ON, why="No.")
    assert standing(house) == before


def test_a_payment_is_paid_by_one_row_alone(house: House) -> None:
    first = came(house, 15000)
    post(house.actor, first, on=ON)
    listed(house, "2026-03-16,eft,T1,MCR01,15000", "2026-03-16,eft,0000T1,MEDICARE,15000")
    with pytest.raises(Refused, match="No payment under T1 waits"):
        know_as_payments(house.actor, asked(house), "T1", on=ON)
    assert pay(house, Payment("MCR01", "T3", [sent_claim(house).paid(15000)]), on=ON)
    know_as_payments(house.actor, asked(house), "T3", on=ON)
    assert work(house) == []
