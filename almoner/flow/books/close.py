"""The end of the cycle, close: receipts to the bank, its list on the books, a day closed when all ties."""

from collections.abc import Mapping
from datetime import date

from almoner.core.collect import Deposit, DepositKind, Receipt
from almoner.core.collect.bank_row import CARD
from almoner.core.collect.close import DayClose, DayFigures, Tie, close_day
from almoner.core.collect.deposit import TASK as ASKED
from almoner.core.collect.deposit import BankList, BankRow, Expected, match_bank, slip
from almoner.core.collect.receipt import FROM_PAYER
from almoner.core.collect.refund import Refund, RefundState
from almoner.core.collect.unexplained import BY_ITSELF, WAITS_FOR_MONEY, is_there, key_of
from almoner.core.collect.withdrawal import Outgoing
from almoner.core.party import Practice
from almoner.core.plan import Plan, Task, TaskState, join, reading
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.remit.history import SUSPENDING
from almoner.core.remit.receive import AWAITED
from almoner.core.report.deposit_slip import deposit_slip
from almoner.core.wire.bank_csv import write_slip
from almoner.core.wire.bank_list import read_bank
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.books.drawer import count_of, open_work
from almoner.flow.claim.outbox import Draft, store_out
from almoner.flow.collect.returned import taken_as
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_if
from almoner.store.commit import commit, take_turn
from almoner.store.money import figures as said
from almoner.store.money.postings import account_totals, day_movements, postings_of
from almoner.store.session import Session

LAID_ON = ("patient_ar", "collections", "bad_debt")
"""The accounts that patients' money is laid on."""


def deposit_receipts(actor: Actor, *, on: date, with_cards: bool = True) -> Deposit | None:
    """Take the drawer to the bank on one slip, whose file waits in the outbox; None when it is empty. Without
    the cards, which wait for their settlement on the bank's list.
    """
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        if (first := first_act(session, actor, Deposit)) is not None:
            return first
        ids = session.ids()
        drawer = session.find(Receipt, deposit_id=None, returned_cents=0)
        left = {FROM_PAYER} if with_cards else {FROM_PAYER, CARD}
        plan = slip((one for one in drawer if one.method not in left), ids=ids, on=on)
        made = next((record for record in plan.records if isinstance(record, Deposit)), None)
        if made is None:
            return None
        name, content = write_slip(made)
        plan, contents = store_out(session, plan, Draft(name, "slip", content, control=name))
        commit(session, plan, cause=cause(actor, "close"), contents=contents)
        return made


def slip_page(actor: Actor, deposit_id: int) -> bytes:
    """Return a slip for the bank's counter as PDF; Refused where it is no slip of ours."""
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        found = session.find(Deposit, id=deposit_id, deposit_kind=DepositKind.SLIP.value)
        if not found:
            raise refusal("DEP-01", "This is no slip of ours.", "Choose one under Money of the day.")
        inside = session.find(Receipt, id=list(found[0].receipt_ids))
        page = deposit_slip(found[0], inside, session.get(Practice, session.practice_id))
    from almoner.links.paper import receipt_pdf  # its compiler takes a while to load

    return receipt_pdf(page)


def plan_bank_list(session: Session, rows: tuple[BankRow, ...], *, source_id: int, on: date) -> Plan:
    """Return the plan that lays a bank's list on the books, for the first time or again.

    It runs inside the session of another flow. A row that was asked about before and fits now is answered.
    """
    take_turn(session)
    traces = list({row.trace for row in rows})
    unpaid = _unpaid(session, traces)
    deposits = session.find(Deposit, trace=traces)
    held = {key_of(one): one.id for one in deposits if one.is_unexplained}
    echoed = {deposit.trace for deposit in deposits if deposit.deposit_kind == "echo"}
    expected = Expected(
        remittances=[one for one in unpaid if one.state is RemittanceState.POSTED],
        waiting=[one for one in unpaid if one.state is not RemittanceState.POSTED],
        held={held[one.key]: one for one in postings_of(session, key=list(held))} if held else {},
        slips=[one for one in deposits if one.deposit_kind == "slip" and one.trace not in echoed],
        deposits=deposits,
        tasks=session.find(Task, subject_id=source_id, what=ASKED, state=TaskState.OPEN),
        outgoing=_outgoing(session, [row.trace for row in rows if row.cents < 0]),
    )
    plan = match_bank(BankList(rows, source_id), expected, ids=session.ids(), on=on)
    return join([plan, _released(session, rows, unpaid, on=on)], on=on)


def _unpaid(session: Session, traces: list[str]) -> list[Remittance]:
    """Return the remittances of these traces whose money the bank may show."""
    found = session.find(Remittance, trace=traces, state=sorted(WAITS_FOR_MONEY))
    paid = session.find(Deposit, remittance_id=[one.id for one in found]) if found else []
    done = {deposit.remittance_id for deposit in paid}
    return [one for one in found if one.id not in done]


def _released(session: Session, rows: tuple[BankRow, ...], unpaid: list[Remittance], *, on: date) -> Plan:
    """Close the work about payments that were held until their money came: it is here, and they may post."""
    come = [
        one
        for one in unpaid
        if one.state is RemittanceState.RECEIVED
        and any(row.trace == one.trace and is_there(row.cents, one, _traced(unpaid, one)) for row in rows)
    ]
    freed = [one.id for one in come]
    asked = session.find(Task, subject_id=freed, what=AWAITED, state=TaskState.OPEN) if freed else []
    done = tuple(task.closed(by=BY_ITSELF, outcome="The deposit has come.", on=on) for task in asked)
    return Plan(on=on, tasks=done, reads=reading(*asked))


def _traced(remittances: list[Remittance], remittance: Remittance) -> list[Remittance]:
    return [one for one in remittances if one.trace == remittance.trace]


def _outgoing(session: Session, traces: list[str]) -> Outgoing:
    """What the rows that take money from the account may be about."""
    if not traces:
        return Outgoing()
    receipts = session.find(Receipt, reference=traces)
    return Outgoing(
        taken=[taken_as(session, receipt) for receipt in receipts if receipt.deposit_id],
        refunds=session.find(Refund, number=traces, state=RefundState.ISSUED),
    )


def relay_bank_lists(actor: Actor, *, on: date) -> int:
    """Lay again the lists of which rows wait for somebody: money that came before its advice finds it.

    Return how many rows fit by now. Each list is one commit; safe to run at any time.
    """
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        asked = session.find(Task, what=ASKED, state=TaskState.OPEN)
    return sum(_relay(actor, source_id, on=on) for source_id in sorted({task.subject_id for task in asked}))


def _relay(actor: Actor, source_id: int, *, on: date) -> int:
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        rows = read_bank(session.content(source_id))
        plan = plan_bank_list(session, rows, source_id=source_id, on=on)
        commit(session, plan, cause=cause(actor, "close", "a bank's list was laid again"))
        return len(plan.tasks)


def figures(actor: Actor, *, on: date) -> DayFigures:
    """Return what the books say of a day."""
    with enter(actor, Permission.DAY_READ) as session:
        return _figures(session, on)


def close_books(actor: Actor, *, on: date) -> DayClose:
    """Close a day, or raise Refused with everything that doesn't tie; a closed day takes no posting."""
    with enter(actor, Permission.DAY_CLOSE) as session:
        take_turn(session)
        plan = close_day(_figures(session, on), closed_by=actor.name, ids=session.ids(), on=on)
        refuse_if(plan.findings)
        commit(session, plan, cause=cause(actor, "close"))
        return next(record for record in plan.records if isinstance(record, DayClose))


def _figures(session: Session, on: date) -> DayFigures:
    moved = day_movements(session, on)
    totals = account_totals(session)
    paid = _net(moved, "cash") + _pair(moved, "bank", "cash")
    taken = _pair(moved, "undeposited", "unapplied")
    laid = sum(_pair(moved, "unapplied", account) for account in LAID_ON)
    found = _pair(moved, "bank", "cash") + _pair(moved, "bank", "suspense")
    debit_cents, credit_cents = said.debits_and_credits(session)
    closing = said.closing(session)
    count = count_of(session, on)
    return DayFigures(
        payer_cash=Tie(said.remittances_posted(session, on), paid),
        receipts=Tie(said.receipts_taken(session, on), taken),
        allocations=Tie(said.allocations_made(session, on), laid),
        slips=Tie(said.slips_made(session, on), _pair(moved, "bank", "undeposited")),
        bank=Tie(said.payers_deposits(session, on), found),
        drawer=Tie(said.drawer(session), totals.get("undeposited", 0)),
        unapplied=Tie(said.free_money(session), -totals.get("unapplied", 0)),
        posting_cents=sum(cents for cents, _ in moved.values()),
        suspense_cents=-totals.get("suspense", 0),
        suspense_owner_count=said.open_tasks(session, *SUSPENDING, ASKED),
        debit_cents=debit_cents,
        credit_cents=credit_cents,
        open_since_on=closing.open_since_on,
        closed_through_on=closing.closed_through_on,
        count=count,
        is_count_open=bool(count and not count.ties and open_work(session, count)),
    )


def _net(moved: Mapping[tuple[str, str], tuple[int, int]], account: str) -> int:
    return sum(
        cents if debit == account else -cents
        for (debit, credit), (cents, _) in moved.items()
        if account in (debit, credit)
    )


def _pair(moved: Mapping[tuple[str, str], tuple[int, int]], debit: str, credit: str) -> int:
    """Net movement from one account to another in a day; what was turned round counts against it."""
    return moved.get((debit, credit), (0, 0))[0] - moved.get((credit, debit), (0, 0))[0]
