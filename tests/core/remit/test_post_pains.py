"""The complaints about other systems that touch a payer's money, each by its number: a failing build names
it.
"""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.ledger import Posting, Reason, Subject
from almoner.core.ledger.posting import Effect, post, reversal_of
from almoner.core.plan import TaskState
from almoner.core.remit import (
    Adjustment,
    Advice,
    AdviceLine,
    Amount,
    ProviderLevel,
    Remittance,
    RemittanceState,
)
from almoner.core.remit.undo import undo
from tests.core.remit.samples import (
    TODAY,
    Books,
    batch_of,
    clp,
    era,
    make_book,
    svc,
)

PAID = (clp("A1", "1", "100", "60", "10"), svc("HC:99213", "100", "60", "CO 45 30", "PR 2 10", control="L1"))
TAKEN_BACK = (
    clp("A1", "22", "-100", "-60", "-10"),
    svc("HC:99213", "-100", "-60", "CO 45 -30", "PR 2 -10", control="L1"),
)
CORRECTED = (
    clp("A1", "1", "100", "50", "0", payer_control="P2"),
    svc("HC:99213", "100", "50", "CO 45 50", control="L1"),
)


@pytest.mark.parametrize("status", ["1", "2", "3", "4"])
@pytest.mark.parametrize("group", ["CO", "PI"])
@pytest.mark.parametrize("carc", ["16", "29", "50", "109", "197", "B7"])
def test_p1_a_denial_is_never_a_write_off(status: str, group: str, carc: str) -> None:
    books = Books.of(make_book())
    books.take(
        era(clp("A1", status, "100", "0"), svc("HC:99213", "100", "0", f"{group} {carc} 100", control="L1"))
    )
    assert books.postings == []
    assert books.receivable() == {"payer_ar:1": 100_00}
    (denial,) = books.denials.values()
    (task,) = books.tasks.values()
    assert denial.owner == task.owner != ""
    assert denial.due_on == task.due_on > TODAY


def test_p2_a_reversal_and_its_correction_net_exactly_and_show_all_three_states() -> None:
    books = Books.of(make_book())
    books.take(era(PAID[0], PAID[1], trace="T1"))
    states = [books.claim().state]
    books.take(era(TAKEN_BACK[0], TAKEN_BACK[1], trace="T2", plb=["FB:T2*-60"]))
    states.append(books.claim().state)
    books.take(era(CORRECTED[0], CORRECTED[1], trace="T3", plb=["FB:T2*60"]))
    states.append(books.claim().state)
    assert (books.total("cash"), books.total("contractual"), books.total("patient_ar")) == (50_00, 50_00, 0)
    assert books.total("payer_recoupment") == 0
    assert states[0] == states[2] != states[1]
    told = [(each.reason, bool(each.reverses)) for each in books.postings if each.carc == "45"]
    assert told == [(Reason.CONTRACTUAL, False), (Reason.CONTRACTUAL, True), (Reason.CONTRACTUAL, False)]


def test_p3_the_same_advice_again_changes_nothing_and_says_so() -> None:
    books = Books.of(make_book())
    data = era(PAID[0], PAID[1])
    books.take(data)
    before = list(books.postings)
    planned = books.take(data)
    assert books.postings == before
    assert planned.state is RemittanceState.DUPLICATE
    assert f"received on {TODAY:%m/%d/%Y}" in planned.why


def test_p3_an_unknown_reason_moves_no_receivable_and_has_an_owner() -> None:
    books = Books.of(make_book())
    books.take(era(clp("A1", "1", "100", "60"), svc("HC:99213", "100", "60", "CO 999 40", control="L1")))
    assert books.receivable() == {"payer_ar:1": 40_00}
    (task,) = books.tasks.values()
    assert (task.what, task.owner, task.cents) == ("unknown_code", "biller", 40_00)


def test_p4_a_dropped_modifier_matches_only_where_one_candidate_remains() -> None:
    line = svc("HC:99213", "100", "60", "CO 45 40")
    one = Books.of(make_book("A1", (("L1", "99213:25", 100_00), ("L2", "71046", 100_00))))
    one.take(era(clp("A1", "1", "100", "60"), line))
    assert one.total("contractual") == 40_00
    two = Books.of(make_book("A1", (("L1", "99213:25", 100_00), ("L2", "99213:24", 100_00))))
    two.take(era(clp("A1", "1", "100", "60"), line))
    assert two.total("contractual") == 0
    assert two.total("suspense") == -60_00
    assert two.open_work() == ["suspended_claim"]


def test_p42_advice_can_wait_for_its_deposit() -> None:
    books = Books.of(make_book())
    books.desk = replace(books.desk, is_held=True)
    planned = books.take(era(PAID[0], PAID[1]))
    assert books.postings == []
    assert planned.state is RemittanceState.RECEIVED
    assert [(each.cents, each.claim) for each in planned.suspense] == [(60_00, "")]
    assert books.open_work() == ["awaiting_deposit"]


def test_p42_a_payment_that_moves_no_money_waits_for_no_deposit() -> None:
    books = Books.of(make_book())
    books.desk = replace(books.desk, is_held=True)
    planned = books.take(
        era(clp("A1", "1", "100", "0"), svc("HC:99213", "100", "0", "CO 50 100", control="L1"))
    )
    assert planned.state is RemittanceState.POSTED


def test_p42_unposting_writes_reversals_and_keeps_the_history() -> None:
    books = Books.of(make_book())
    books.take(era(PAID[0], PAID[1]))
    posted = list(books.postings)
    (remittance,) = books.remittances.values()
    books.commit(undo(batch_of(books, remittance), on=TODAY))
    assert books.postings[: len(posted)] == posted
    assert [each.reverses for each in books.postings[len(posted) :]] == [each.key for each in posted]
    assert books.receivable() == {"payer_ar:1": 100_00}
    assert not [task for task in books.tasks.values() if task.state is TaskState.OPEN]


def test_p43_amounts_are_whole_cents_everywhere() -> None:
    for noun in (Adjustment, Amount, AdviceLine, Advice, ProviderLevel, Remittance, Posting):
        money = {each.name: str(each.type) for each in fields(noun) if each.name.endswith("cents")}
        assert money
        assert set(money.values()) <= {"int", "int | None", "<class 'int'>"}


@given(st.sampled_from(list(Reason)), st.integers(1, 10**12))
def test_p43_the_opposite_amount_moves_the_opposite_way(reason: Reason, cents: int) -> None:
    there = post(Effect(reason, cents, Subject(rank=1), "k", to_rank=2), on=TODAY)
    back = post(Effect(reason, -cents, Subject(rank=1), "k", to_rank=2), on=TODAY)
    assert (there.debit, there.credit, there.cents) == (back.credit, back.debit, cents)
    undone = reversal_of(there, key="u", on=TODAY)
    assert (undone.debit, undone.credit, undone.cents) == (back.debit, back.credit, cents)


@pytest.mark.parametrize(
    ("debit", "credit", "cents"), [("cash", "cash", 1), ("cash", "bank", 0), ("cash", "bank", -1)]
)
def test_p44_an_unbalanced_entry_cannot_be_expressed(debit: str, credit: str, cents: int) -> None:
    with pytest.raises(AssertionError):
        Posting(debit, credit, cents, Reason.PAYMENT, TODAY, "k")
