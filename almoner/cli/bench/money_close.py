"""The bank and the closes on the books in memory: slips, bank lists, days and months, each with its proof."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from almoner.cli.bench.money_books import MoneyBooks
from almoner.cli.bench.money_truths import is_in_drawer
from almoner.core.collect import (
    Allocation,
    BankList,
    BankRow,
    DayFigures,
    Deposit,
    DepositKind,
    Expected,
    Receipt,
    Tie,
    close_day,
    match_bank,
    slip,
)
from almoner.core.collect.month import MonthClose, MonthFigures, close_month, first_of, next_month
from almoner.core.collect.receipt import FROM_PAYER
from almoner.core.collect.unexplained import key_of
from almoner.core.ledger import Reason
from almoner.core.ledger.roll_forward import RollForward
from almoner.core.remit import Remittance, RemittanceState

LAYING = (Reason.ALLOCATION, Reason.COLLECTIONS_ALLOCATION, Reason.BAD_DEBT_RECOVERED)
"""Why patients' money lies on lines."""


def take_to_bank(books: MoneyBooks, chance: random.Random) -> bool:
    """What lies in the drawer goes to the bank on one slip."""
    every = books.all(Receipt).values()
    drawer = [one for one in every if is_in_drawer(one) and not one.is_voided]
    some = [one for one in drawer if chance.random() < 0.8]
    if not some:
        return False
    books.commit(slip(some, ids=books.ids, on=books.on))
    return True


def read_bank_list(books: MoneyBooks, chance: random.Random) -> bool:
    """The bank shows payments and slips, and rows that are nobody's, of another amount, or of before."""
    remittances, slips, known = _waiting(books)
    unexplained = [one for one in known if one.is_unexplained]
    rows = _paid_rows(remittances, chance)
    rows += [(DepositKind.SLIP, one.trace, one.cents) for one in slips]
    shown = [row for row in rows if chance.random() < 0.7]
    if chance.random() < 0.2:
        shown.append((DepositKind.EFT, "STRANGE", chance.randint(1, 9999)))
    if shown and chance.random() < 0.1:
        kind, trace, cents = shown.pop()
        shown.append((kind, trace, cents + 1))
    if unexplained and chance.random() < 0.3:  # the row comes again: nothing is booked twice
        one = chance.choice(unexplained)
        shown.append((one.deposit_kind, one.trace, one.cents))
    if not shown:
        return False
    listed = tuple(
        BankRow(number, books.on, kind, trace, "", cents)
        for number, (kind, trace, cents) in enumerate(shown, 1)
    )
    held = {one.id: books.postings[key_of(one)] for one in unexplained}
    expected = Expected(remittances, slips=slips, deposits=known, held=held)
    books.commit(match_bank(BankList(listed, next(books.ids)), expected, ids=books.ids, on=books.on))
    return True


def _paid_rows(remittances: list[Remittance], chance: random.Random) -> list[tuple[DepositKind, str, int]]:
    """Payments as the bank may show them: those of one trace as one sum, or each alone."""
    amounts: dict[str, list[int]] = defaultdict(list)
    for one in remittances:
        if one.amount_cents > 0:
            amounts[one.trace].append(one.amount_cents)
    rows = []
    for trace, parts in amounts.items():
        shown = [sum(parts)] if len(parts) > 1 and chance.random() < 0.7 else parts
        rows += [(DepositKind.EFT, trace, cents) for cents in shown]
    return rows


def _waiting(books: MoneyBooks) -> tuple[list[Remittance], list[Deposit], list[Deposit]]:
    deposits = list(books.all(Deposit).values())
    banked = {one.remittance_id for one in deposits}
    echoed = {one.trace for one in deposits if one.deposit_kind is DepositKind.ECHO}
    remittances = [
        one
        for one in books.all(Remittance).values()
        if one.state is RemittanceState.POSTED and one.id not in banked
    ]
    slips = [one for one in deposits if one.deposit_kind is DepositKind.SLIP and one.trace not in echoed]
    return remittances, slips, deposits


def show_money(books: MoneyBooks, trace: str, cents: int) -> None:
    """The bank shows a payment of which no advice has come: it is in the bank, and in suspense."""
    row = BankRow(1, books.on, DepositKind.EFT, trace, "", cents)
    known = list(books.all(Deposit).values())
    plan = match_bank(BankList((row,), next(books.ids)), Expected(deposits=known), ids=books.ids, on=books.on)
    books.commit(plan)


def end_day(books: MoneyBooks, chance: random.Random) -> bool:
    """The day is closed, and where its month is over the month too; the next day begins. Nothing may stand
    against either.
    """
    plan = close_day(_day(books), closed_by="manager", ids=books.ids, on=books.on)
    assert not plan.findings, [one.message for one in plan.findings]
    books.commit(plan)
    books.closed_through_on = books.on
    today, books.on = books.on, books.on + timedelta(days=chance.choice([1, 1, 1, 3, 12]))
    if first_of(today) != first_of(books.on):
        _end_month(books, today)
    return True


def _day(books: MoneyBooks) -> DayFigures:
    today = [one for one in books.postings.values() if one.effective_on == books.on]
    by_reason: Counter[Reason] = Counter()
    cash = 0
    for posting in today:
        by_reason[posting.reason] += -posting.cents if posting.reverses else posting.cents
        if posting.reason is not Reason.DEPOSIT_CASH:
            cash += (posting.debit == "cash") * posting.cents - (posting.credit == "cash") * posting.cents
    found = by_reason[Reason.DEPOSIT_CASH] + by_reason[Reason.UNEXPLAINED_DEPOSIT]
    receipts = books.all(Receipt).values()
    deposits = [one for one in books.all(Deposit).values() if one.deposited_on == books.on]
    accounts = books.accounts
    debits = sum(cents for cents in accounts.values() if cents > 0)
    return DayFigures(
        payer_cash=Tie(_posted(books), cash),
        receipts=Tie(_received(receipts, books.on), by_reason[Reason.RECEIPT]),
        allocations=Tie(_laid(books), sum(by_reason[reason] for reason in LAYING)),
        slips=Tie(_of(deposits, DepositKind.SLIP), by_reason[Reason.DEPOSIT_RECEIPTS]),
        bank=Tie(_of(deposits, DepositKind.EFT, DepositKind.CHECK), found),
        drawer=Tie(
            sum(one.cents - one.returned_cents for one in receipts if is_in_drawer(one)),
            accounts["undeposited"],
        ),
        unapplied=Tie(sum(one.free_cents for one in receipts), -accounts["unapplied"]),
        posting_cents=sum(one.cents for one in today),
        suspense_cents=-accounts["suspense"],
        suspense_owner_count=len(books.work),
        debit_cents=debits,
        credit_cents=debits - sum(accounts.values()),
        closed_through_on=books.closed_through_on,
    )


def _posted(books: MoneyBooks) -> int:
    signs = {RemittanceState.POSTED: 1, RemittanceState.REVERSED: -1}
    return sum(
        signs.get(one.state, 0) * one.amount_cents
        for on, one in books.history
        if on == books.on and isinstance(one, Remittance)
    )


def _laid(books: MoneyBooks) -> int:
    return sum(
        -one.cents if one.undone_on else one.cents
        for on, one in books.history
        if on == books.on and isinstance(one, Allocation)
    )


def _received(receipts: Iterable[Receipt], on: date) -> int:
    return sum(
        (one.received_on == on) * one.cents - (one.is_voided and one.returned_on == on) * one.returned_cents
        for one in receipts
        if one.method != FROM_PAYER
    )


def _of(deposits: Iterable[Deposit], *kinds: DepositKind) -> int:
    return sum(one.cents for one in deposits if one.deposit_kind in kinds)


def _end_month(books: MoneyBooks, last_on: date) -> None:
    """Close the month of a day whose every day is over."""
    month_on = first_of(last_on)
    closes = [one.month_on for one in books.all(MonthClose).values()]
    first_on = min((one.effective_on for one in books.postings.values()), default=None)
    books.closed_through_on = next_month(month_on) - timedelta(days=1)
    figures = MonthFigures(
        _rolled(books, month_on), books.closed_through_on, max(closes, default=None), first_on
    )
    plan = close_month(figures, closed_by="manager", ids=books.ids, on=books.on)
    assert not plan.findings, [one.message for one in plan.findings]
    books.commit(plan)


def _rolled(books: MoneyBooks, month_on: date) -> RollForward:
    until_on = next_month(month_on)
    opening: Counter[str] = Counter()
    moves: Counter[tuple[str, Reason]] = Counter()
    for posting in books.postings.values():
        for account, cents in ((posting.debit, posting.cents), (posting.credit, -posting.cents)):
            if posting.effective_on < month_on:
                opening[account] += cents
            elif posting.effective_on < until_on:
                moves[account, posting.reason] += cents
    closing = {account: cents for account, cents in books.accounts.items() if cents}
    return RollForward(month_on, until_on, len(books.postings), opening, moves, closing)


def months_stand(books: MoneyBooks) -> list[str]:
    """Return which closed months would be closed otherwise now: as of their end, as known then."""
    found = []
    postings = list(books.postings.values())
    for close in books.all(MonthClose).values():
        accounts: Counter[str] = Counter()
        until_on = next_month(close.month_on)
        for posting in postings[: close.entry_id]:
            if posting.effective_on < until_on:
                accounts[posting.debit] += posting.cents
                accounts[posting.credit] -= posting.cents
        if tuple(sorted((name, cents) for name, cents in accounts.items() if cents)) != close.balances:
            found.append(f"the month of {close.month_on} is not what it was closed as")
    return found
