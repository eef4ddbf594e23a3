"""Slips tie to their receipts; the bank's rows find their remittance, confirm a slip, or get an owner."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect import BankList, BankRow, Deposit, DepositKind, Expected, Receipt, match_bank, slip
from almoner.core.plan import Plan, TaskState
from tests.core.collect.samples import TODAY, receipt, remittance, sums


def row(
    cents: int, *, kind: DepositKind = DepositKind.EFT, trace: str = "T1", payer: str = "CMA01"
) -> BankRow:
    return BankRow(number=1, posted_on=TODAY, kind=kind, trace=trace, payer=payer, cents=cents)


def match(rows: list[BankRow], expected: Expected) -> Plan:
    return match_bank(BankList(tuple(rows), source_id=55), expected, ids=count(200), on=TODAY)


@given(st.lists(st.integers(1, 50_000), min_size=1, max_size=12))
def test_a_slip_is_the_sum_of_its_receipts(amounts: list[int]) -> None:
    drawer = [receipt(100 + place, cents) for place, cents in enumerate(amounts)]
    plan = slip(drawer, ids=count(7), on=TODAY)
    deposit, *gone = plan.records
    assert isinstance(deposit, Deposit)
    assert (deposit.id, deposit.trace, deposit.cents, deposit.deposit_kind) == (7, "7", sum(amounts), "slip")
    assert deposit.receipt_ids == tuple(item.id for item in drawer)
    assert [item.deposit_id for item in gone if isinstance(item, Receipt)] == [7] * len(amounts)
    assert sums(plan.postings) == {"bank": sum(amounts), "undeposited": -sum(amounts)}
    assert [posting.key for posting in plan.postings] == [f"deposit:7:{n + 1}" for n in range(len(amounts))]
    assert set(plan.reads) == {("receipt", item.id) for item in drawer}


def test_an_empty_drawer_makes_no_slip() -> None:
    assert slip([], ids=count(7), on=TODAY).is_empty


def test_a_receipt_goes_to_the_bank_once() -> None:
    _, gone = slip([receipt(1, 500)], ids=count(7), on=TODAY).records
    assert isinstance(gone, Receipt)
    with pytest.raises(AssertionError):
        slip([gone], ids=count(8), on=TODAY)


@pytest.mark.parametrize("kind", [DepositKind.EFT, DepositKind.CHECK])
def test_a_payment_is_booked_by_trace_and_amount(kind: DepositKind) -> None:
    plan = match([row(9_000, kind=kind)], Expected(remittances=[remittance(5, 9_000)]))
    (deposit,) = plan.records
    assert isinstance(deposit, Deposit)
    assert (deposit.deposit_kind, deposit.remittance_id, deposit.cents) == (kind, 5, 9_000)
    assert sums(plan.postings) == {"bank": 9_000, "cash": -9_000}
    assert plan.postings[0].subject.remittance_id == 5
    assert plan.reads == {("remittance", 5): 2}
    assert plan.tasks == ()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row(-9_000)], Expected(remittances=[remittance(5, 9_000)])),
        ([row(700, kind=DepositKind.SLIP, trace="7")], Expected()),
    ],
)
def test_what_does_not_fit_gets_an_owner_and_moves_nothing(rows: list[BankRow], expected: Expected) -> None:
    plan = match(rows, expected)
    assert plan.postings == ()
    assert plan.records == ()
    (task,) = plan.tasks
    assert (task.subject_kind, task.subject_id, task.what) == ("interchange", 55, "bank_row")
    assert task.owner
    assert task.due_on > TODAY
    assert "Row 1" in task.why


@pytest.mark.parametrize(
    ("given", "expected", "why"),
    [
        (row(9_001), Expected(remittances=[remittance(5, 9_000)]), "another amount than remittance 5"),
        (row(9_000, trace="T2"), Expected(remittances=[remittance(5, 9_000)]), "ask the payer"),
        (row(9_000), Expected(waiting=[remittance(5, 9_000)]), "waits to be posted"),
        (
            row(9_000, payer="OTHER"),
            Expected(remittances=[remittance(5, 9_000), remittance(6, 9_000, payer="CMB01")]),
            "several payers use this trace",
        ),
    ],
)
def test_money_that_nothing_explains_is_in_the_bank_and_somebodys(
    given: BankRow, expected: Expected, why: str
) -> None:
    plan = match([given], expected)
    assert sums(plan.postings) == {"bank": given.cents, "suspense": -given.cents}
    (deposit,), (task,) = plan.records, plan.tasks
    assert isinstance(deposit, Deposit)
    assert deposit.is_unexplained
    assert (deposit.task_id, deposit.payer, task.what, task.cents) == (
        task.id,
        given.payer,
        "bank_row",
        given.cents,
    )
    assert why in task.why


def test_the_payer_decides_between_two_remittances_of_one_trace() -> None:
    two = Expected(remittances=[remittance(5, 9_000), remittance(6, 9_000, payer="CMB01")])
    (deposit,) = match([row(9_000, payer="CMB01")], two).records
    assert isinstance(deposit, Deposit)
    assert deposit.remittance_id == 6


def test_one_row_of_a_check_whose_advice_came_in_several_files_is_a_deposit_of_each() -> None:
    three = [remittance(5, 9_000), remittance(6, 500), remittance(7, 1)]
    plan = match([row(9_501, kind=DepositKind.CHECK)], Expected(remittances=three))
    booked = [one for one in plan.records if isinstance(one, Deposit)]
    assert [(one.remittance_id, one.cents) for one in booked] == [(5, 9_000), (6, 500), (7, 1)]
    assert {one.version for one in booked} == {1}
    assert {(one.source_id, one.row) for one in booked} == {(55, 1)}
    assert sums(plan.postings) == {"bank": 9_501, "cash": -9_501}
    assert [posting.subject.remittance_id for posting in plan.postings] == [5, 6, 7]
    assert set(plan.reads) == {("remittance", 5), ("remittance", 6), ("remittance", 7)}
    assert match([row(9_501, kind=DepositKind.CHECK)], Expected(deposits=booked)).is_empty
    again = match([row(9_000, kind=DepositKind.CHECK)], Expected(deposits=booked))
    assert sums(again.postings) == {"bank": 9_000, "suspense": -9_000}, "a part of the sum is another row"


def test_a_sum_that_was_held_is_explained_when_its_list_is_laid_again() -> None:
    first = match([row(9_500)], Expected(remittances=[remittance(5, 9_000)]))
    (held,) = (one for one in first.records if isinstance(one, Deposit))
    both = [remittance(5, 9_000), remittance(6, 500)]
    expected = Expected(
        remittances=both, deposits=[held], held={held.id: first.postings[0]}, tasks=first.tasks
    )
    plan = match_bank(BankList((row(9_500),), source_id=55), expected, ids=count(400), on=TODAY)
    moved = sums([*first.postings, *plan.postings])
    assert {account: cents for account, cents in moved.items() if cents} == {"bank": 9_500, "cash": -9_500}
    assert [task.state for task in plan.tasks] == [TaskState.DONE]


@pytest.mark.parametrize(
    ("cents", "why"),
    [(9_001, "another amount than the 2 remittances of its trace"), (4_500, "another amount than the 2")],
)
def test_a_row_that_is_neither_one_of_them_nor_the_sum_asks(cents: int, why: str) -> None:
    twins = [remittance(5, 4_500), remittance(6, 4_500)]
    plan = match([row(cents)], Expected(remittances=twins))
    assert sums(plan.postings) == {"bank": cents, "suspense": -cents}
    assert why in plan.tasks[0].why


def test_the_second_row_of_one_payment_asks() -> None:
    rows = [row(9_000), replace(row(9_000), number=2)]
    plan = match(rows, Expected(remittances=[remittance(5, 9_000)]))
    assert sums(plan.postings) == {"bank": 18_000, "cash": -9_000, "suspense": -9_000}
    assert len(plan.tasks) == 1
    booked = [record for record in plan.records if isinstance(record, Deposit)]
    assert match(rows, Expected(deposits=booked, tasks=plan.tasks)).is_empty


def test_the_bank_confirms_a_slip_and_moves_nothing() -> None:
    (mine, _) = slip([receipt(1, 700)], ids=count(7), on=TODAY).records
    assert isinstance(mine, Deposit)
    plan = match([row(700, kind=DepositKind.SLIP, trace="7", payer="")], Expected(slips=[mine]))
    (echo,) = plan.records
    assert isinstance(echo, Deposit)
    assert (echo.deposit_kind, echo.trace, echo.cents) == (DepositKind.ECHO, "7", 700)
    assert plan.postings == ()
    assert plan.tasks == ()


def test_the_bank_counted_otherwise() -> None:
    (mine, _) = slip([receipt(1, 700)], ids=count(7), on=TODAY).records
    assert isinstance(mine, Deposit)
    plan = match([row(690, kind=DepositKind.SLIP, trace="7", payer="")], Expected(slips=[mine]))
    assert plan.records == ()
    assert "another amount" in plan.tasks[0].why


def test_a_list_that_comes_again_changes_nothing() -> None:
    (mine, _) = slip([receipt(1, 700)], ids=count(7), on=TODAY).records
    assert isinstance(mine, Deposit)
    rows = [row(9_000), row(700, kind=DepositKind.SLIP, trace="7", payer="")]
    first = match(rows, Expected(remittances=[remittance(5, 9_000)], slips=[mine]))
    booked = [record for record in first.records if isinstance(record, Deposit)]
    again = match(rows, Expected(deposits=[mine, *booked]))
    assert again.is_empty
    assert len(again.notes) == 2


def test_money_that_came_before_its_advice_is_booked_on_a_later_look() -> None:
    rows = [row(9_000), replace(row(100, trace="T2"), number=2)]
    first = match(rows, Expected())
    assert len(first.tasks) == 2
    before = [record for record in first.records if isinstance(record, Deposit)]
    held = {deposit.id: posting for deposit, posting in zip(before, first.postings, strict=True)}
    come = Expected(remittances=[remittance(5, 9_000)], deposits=before, held=held, tasks=first.tasks)
    later = match(rows, come)
    (closed,) = later.tasks
    assert (closed.id, closed.version, closed.state) == (first.tasks[0].id, 2, TaskState.DONE)
    assert sums(later.postings) == {"suspense": 9_000, "cash": -9_000, "bank": 0}
    assert later.postings[0].reverses == held[before[0].id].key
    (explained,) = later.records
    assert isinstance(explained, Deposit)
    assert (explained.id, explained.version, explained.remittance_id) == (before[0].id, 2, 5)
    assert set(later.reads) == {("remittance", 5), ("deposit", before[0].id), ("task", closed.id)}
    again = Expected(deposits=[explained, before[1]], held=held, tasks=first.tasks[1:])
    assert match(rows, again).is_empty


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-100, 300)), max_size=10))
def test_every_row_is_booked_once_or_owned(rows: list[tuple[int, int]]) -> None:
    """The bank's money is the list's, part of it explained by remittances, once each; no row is lost."""
    remittances = [remittance(10 + n, 100 * n, trace=f"T{n}") for n in range(1, 4)]
    listed = [replace(row(cents, trace=f"T{n}"), number=place) for place, (n, cents) in enumerate(rows)]
    plan = match(listed, Expected(remittances=remittances))
    deposits = [record for record in plan.records if isinstance(record, Deposit)]
    found = [one.remittance_id for one in deposits if not one.is_unexplained]
    assert len(found) + len(plan.tasks) == len(rows)
    assert len(found) == len(set(found))
    moved = sums(plan.postings)
    assert moved["bank"] == sum(cents for _, cents in rows if cents > 0)
    assert moved["cash"] == -sum(100 * (number - 10) for number in found)
