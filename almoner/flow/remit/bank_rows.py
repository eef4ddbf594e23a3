"""Rows of the bank's list that nobody knows: a person says what each is, or who looks after it until when."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.collect import BankRow, Deposit, DepositKind, Receipt
from almoner.core.collect.bank_row import (
    CARD,
    LONGEST_WHY,
    MOST_NAMED,
    Asked,
    Keeper,
    Named,
    asking,
    confirm,
    fee_back,
    fee_faults,
    fee_key,
    is_in_books,
    know_payments,
    known_before,
    payment_faults,
    set_aside,
    settle,
    settle_faults,
    slip_faults,
    take_fee,
)
from almoner.core.collect.deposit import TASK
from almoner.core.collect.unexplained import key_of
from almoner.core.plan import Plan, Task, TaskState, join, reading
from almoner.core.remit import Remittance
from almoner.core.remit.receive import AWAITED
from almoner.core.wire.bank_list import read_bank
from almoner.flow.access import ROLES, Actor, Permission, cause, enter, require
from almoner.flow.refused import refusal, refuse_faults
from almoner.flow.remit.bank_undone import said_of_rows
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_remits import unpaid_remittances
from almoner.store.money.postings import postings_of
from almoner.store.session import Ask, Session

MOST_SHOWN = 200
MOST_FEES = 20
LATELY = timedelta(days=60)
"""How far the payments that no list has shown are looked back for, beside those of a row's very amount."""
_PLACE = re.compile(r"Row (\d{1,6}) of the bank's list")


@dataclass(frozen=True, slots=True)
class BankRows:
    """Rows with their work, the first due first; card receipts that have not reached the bank, and slips of
    ours that the bank has not shown under their own number; the latest fees, and what was said of other rows
    lately (`said`). `unpaid` are payments that no list has shown, the latest first.
    """

    frame: Frame
    rows: tuple[Asked, ...]
    cards: tuple[Receipt, ...]
    slips: tuple[Deposit, ...]
    owners: tuple[str, ...]
    fees: tuple[Deposit, ...]
    said: tuple[Deposit, ...]
    unpaid: tuple[Remittance, ...]


def bank_rows(actor: Actor, *, on: date) -> BankRows:
    """Return the rows of the bank's lists that are somebody's to explain."""
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        tasks = session.find(Task, what=TASK, state=TaskState.OPEN, order="due_on, t.id", limit=MOST_SHOWN)
        cards = session.find(Receipt, deposit_id=None, returned_cents=0, method=CARD)
        rows = tuple(_asked(session, tasks))
        return BankRows(
            lists.frame(session, on=on),
            rows,
            tuple(cards),
            tuple(_unseen(session)),
            tuple(sorted(ROLES)),
            tuple(_fees(session)),
            said_of_rows(session),
            tuple(_offered(session, rows, on=on)),
        )


def settle_cards(actor: Actor, task_id: int, receipt_ids: Collection[int], *, on: date) -> None:
    """Know a row as a processor's settlement of card receipts: they are in the bank, less what it kept."""
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        take_turn(session)
        asked = _one(session, task_id)
        receipts = session.find(Receipt, id=list(receipt_ids)) if receipt_ids else []
        _refuse(settle_faults(asked, receipts))
        plan = settle(asked, receipts, by=actor.name, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "close", "a settlement of cards"))


def confirm_slip(actor: Actor, task_id: int, slip_id: int, *, on: date) -> None:
    """Know a row as a slip of ours of the same amount, whose number the bank wrote otherwise."""
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        take_turn(session)
        asked = _one(session, task_id)
        slip = next((one for one in _unseen(session) if one.id == slip_id), None)
        if slip is None:
            raise refusal("BNK-02", "The bank has shown this slip already.", "Load the list again.")
        _refuse(slip_faults(asked, slip))
        plan = confirm(asked, slip, by=actor.name, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "close", f"slip {slip.trace} under another number"))


def know_as_payments(actor: Actor, task_id: int, traces: str, *, on: date) -> None:
    """Know a row as the payments of these traces, with commas between them, which no row has shown: together
    its amount. One that was held until its money came may post.
    """
    require(actor, Permission.DEPOSIT_MAKE)
    named = Named(traces)
    if not 0 < named.count <= MOST_NAMED:
        raise refusal("BNK-11", "Which payment it is isn't said.", f"Name 1 to {MOST_NAMED} by their trace.")
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        take_turn(session)
        asked = _one(session, task_id)
        read = unpaid_remittances(session, traces=named.readings)
        meant = set(named.traces({one.trace for one in read}))
        found = [one for one in read if one.trace in meant]
        missing = sorted(meant - {one.trace for one in found})
        _refuse([f"No payment under {one} waits for its money." for one in missing])
        _refuse(payment_faults(asked, found))
        known = know_payments(asked, found, by=actor.name, ids=session.ids(), on=on)
        awaited = session.find(Task, subject_id=[one.id for one in found], what=AWAITED, state=TaskState.OPEN)
        done = tuple(task.closed(by=actor.name, outcome="The deposit has come.", on=on) for task in awaited)
        freed = Plan(on=on, tasks=done, reads=reading(*awaited))
        commit(session, join([known, freed], on=on), cause=cause(actor, "close", "payments of another trace"))


def take_bank_fee(actor: Actor, task_id: int, *, on: date) -> None:
    """Know a row as a fee that the bank took; one that another list has shown is in the books already."""
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        take_turn(session)
        asked = _one(session, task_id)
        _refuse(fee_faults(asked))
        fees = session.find(Deposit, trace=asked.row.trace, deposit_kind=DepositKind.WITHDRAWAL)
        if is_in_books(asked.row, read_bank(session.content(asked.task.subject_id)), fees):
            plan = known_before(asked, by=actor.name, on=on)
        else:
            plan = take_fee(asked, by=actor.name, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "close", "a fee of the bank"))


def take_fee_back(actor: Actor, deposit_id: int, *, on: date, why: str) -> None:
    """Take back that a row was a fee; somebody is asked about it again."""
    require(actor, Permission.DEPOSIT_MAKE)
    if not why.strip():
        raise refusal("BNK-04", "A fee is taken back for a reason.", "Say why.")
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        take_turn(session)
        fee = session.get(Deposit, deposit_id)
        posted = postings_of(session, key=fee_key(deposit_id))
        if fee.deposit_kind is not DepositKind.WITHDRAWAL or not posted:
            raise refusal("BNK-06", "This is no fee, or it was taken back.", "Load the list again.")
        task = asking(next(session.ids()), fee, on=on)
        plan = fee_back(fee, posted[0], task, on=on)
        commit(session, plan, cause=cause(actor, "close", why))


def set_row_aside(actor: Actor, task_id: int, keeper: Keeper, *, on: date) -> None:
    """Leave a row as it is, such as a transfer between accounts, with an owner, a reason and a day."""
    require(actor, Permission.DEPOSIT_MAKE)
    why = keeper.why.strip()
    if keeper.owner not in ROLES or keeper.due_on <= on:
        raise refusal("BNK-03", "A row set aside has an owner and a day to come.", "Choose both.")
    if not why or len(why) > LONGEST_WHY or not why.isprintable():
        raise refusal(
            "BNK-04", "A row is set aside for a reason.", f"Say why, in at most {LONGEST_WHY} signs."
        )
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        take_turn(session)
        plan = set_aside(_one(session, task_id), replace(keeper, why=why), on=on)
        commit(session, plan, cause=cause(actor, "close", why))


def _refuse(faults: list[str]) -> None:
    refuse_faults("BNK-01", faults, "Say something else of the row, or set it aside.")


def _one(session: Session, task_id: int) -> Asked:
    task = session.get(Task, task_id)
    if task.what != TASK or task.state is not TaskState.OPEN:
        raise refusal("BNK-05", "No row of the bank waits under this task.", "Load the list again.")
    return next(iter(_asked(session, [task])))


def _asked(session: Session, tasks: list[Task]) -> Iterable[Asked]:
    """Bind each task to its row of the list, and to what the books hold of it."""
    lists_of = {
        source_id: {row.number: row for row in read_bank(session.content(source_id))}
        for source_id in {task.subject_id for task in tasks}
    }
    rows = {task.id: lists_of[task.subject_id][_number(task)] for task in tasks}
    deposits = session.find(Deposit, trace=list({row.trace for row in rows.values()})) if rows else []
    waiting = {one.task_id: one for one in deposits if one.is_unexplained and one.task_id}
    keys = [key_of(one) for one in waiting.values()]
    held = {one.key: one for one in postings_of(session, key=keys)} if keys else {}
    for task in tasks:
        deposit = waiting.get(task.id)
        yield Asked(rows[task.id], task, deposit, held[key_of(deposit)] if deposit else None)


def _number(task: Task) -> int:
    found = _PLACE.match(task.why)
    assert found is not None, "a task about a row names it first"
    return int(found[1])


def _offered(session: Session, rows: Iterable[Asked], *, on: date) -> list[Remittance]:
    """The payments that one of the rows may be: of its very amount, and the latest that no list has shown."""
    amounts = sorted({one.row.cents for one in rows if one.deposit is not None})
    return unpaid_remittances(session, amounts=amounts, since=on - LATELY) if amounts else []


def _fees(session: Session) -> list[Deposit]:
    """The latest fees that the bank took and that stand."""
    sql = """
    SELECT split_part(p.key, ':', 2)::bigint FROM posting p
    WHERE p.practice_id = %s AND p.reason = 'bank_fee' AND p.reverses IS NULL AND NOT EXISTS (
      SELECT 1 FROM posting u WHERE u.practice_id = p.practice_id AND u.reverses = p.key)
    ORDER BY p.id DESC LIMIT %s
    """
    ids = [number for (number,) in session.rows(sql, session.practice_id, MOST_FEES)]
    return session.find(Deposit, id=ids, deposit_kind="withdrawal") if ids else []


def _unseen(session: Session) -> Iterable[Deposit]:
    """The slips that no echo shows, by the receipts on them. Nearly every echo names its slip, so that few
    are compared, with the echoes of their amounts; a bank shows no slip before its day.
    """
    sql = """
    SELECT s.trace FROM deposit s WHERE s.practice_id = %s AND s.deposit_kind = 'slip' AND NOT EXISTS (
      SELECT 1 FROM deposit e
      WHERE e.practice_id = s.practice_id AND e.deposit_kind = 'echo' AND e.trace = s.trace)
    """
    traces = [trace for (trace,) in session.rows(sql, session.practice_id)]
    slips = session.find(Deposit, trace=traces, deposit_kind="slip") if traces else []
    if not slips:
        return []
    first_on = min(one.deposited_on for one in slips)
    amounts = list({one.cents for one in slips})
    echoes = Ask(Deposit, {"deposit_kind": "echo", "cents": amounts}, "t.deposited_on >= %s", (first_on,))
    seen = {one.receipt_ids for one in session.gather(echoes).of(echoes)}
    return [one for one in slips if one.receipt_ids not in seen]


def row_kind(row: BankRow) -> str:
    """Return in a word what may be said of a row: `fee`, `slip` or `money`."""
    if row.cents < 0:
        return "fee"
    return "slip" if row.kind is DepositKind.SLIP else "money"
