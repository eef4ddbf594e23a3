"""What people said of the bank's rows, taken back as a unit: settlements of cards, and slips or payments
under another number.
"""

from collections.abc import Sequence
from datetime import date

from almoner.core.collect import Deposit, DepositKind, Receipt
from almoner.core.collect.bank_row import LONGEST_WHY
from almoner.core.collect.bank_row_undone import Settlement, settlement_faults, unconfirm, unknow, unsettle
from almoner.core.collect.unexplained import booked_key
from almoner.core.wire.bank_list import read_bank
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.refused import refusal, refuse_faults
from almoner.store.commit import commit, take_turn
from almoner.store.money.postings import postings_of
from almoner.store.session import Session

MOST_SHOWN = 20


def said_of_rows(session: Session) -> tuple[Deposit, ...]:
    """Return the latest settlements, and slips under another number (inside another flow's session)."""
    settled = session.find(
        Deposit,
        deposit_kind=DepositKind.SETTLED.value,
        order="deposited_on DESC, t.id DESC",
        limit=MOST_SHOWN,
    )
    echoes = session.find(
        Deposit, deposit_kind=DepositKind.ECHO.value, order="deposited_on DESC, t.id DESC", limit=MOST_SHOWN
    )
    return (*settled, *_confirmed(session, echoes))


def take_settlement_back(actor: Actor, deposit_id: int, *, on: date, why: str) -> None:
    """Take back that a row was a settlement of cards: its receipts are in the drawer again, the processor's
    fee is reversed, and somebody is asked about the row. Refused where a card was charged back since.
    """
    require(actor, Permission.DEPOSIT_MAKE)
    _need_reason(why)
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        take_turn(session)
        settled = session.get(Deposit, deposit_id)
        if settled.deposit_kind is not DepositKind.SETTLED:
            raise refusal("BNK-07", "This is no settlement, or it was taken back.", "Load the list again.")
        found = _settlement(session, settled)
        refuse_faults("BNK-08", settlement_faults(found), "Correct by new postings what else is wrong.")
        plan = unsettle(found, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "close", why))


def take_slip_back(actor: Actor, deposit_id: int, *, on: date, why: str) -> None:
    """Take back that a row was a slip of ours under another number: the slip waits for the bank again."""
    require(actor, Permission.DEPOSIT_MAKE)
    _need_reason(why)
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        take_turn(session)
        echo = session.get(Deposit, deposit_id)
        if echo.deposit_kind is not DepositKind.ECHO or not _confirmed(session, [echo]):
            raise refusal("BNK-09", "Nobody said of this row that it is a slip.", "Load the list again.")
        commit(session, unconfirm(echo, ids=session.ids(), on=on), cause=cause(actor, "close", why))


def take_payments_back(actor: Actor, deposit_id: int, *, on: date, why: str) -> None:
    """Take back that a row was payments: they wait for their money again, and somebody is asked about it."""
    require(actor, Permission.DEPOSIT_MAKE)
    _need_reason(why)
    with enter(actor, Permission.DEPOSIT_MAKE) as session:
        take_turn(session)
        deposit = session.get(Deposit, deposit_id)
        if not deposit.said_by or not deposit.remittance_id:
            raise refusal("BNK-10", "Nobody said of this row which payment it is.", "Load the page again.")
        of_row = session.find(Deposit, trace=deposit.trace, deposit_kind=deposit.deposit_kind.value)
        place = (deposit.source_id, deposit.row)
        parts = [one for one in of_row if (one.source_id, one.row) == place]
        postings = postings_of(session, key=[booked_key(one) for one in parts])
        plan = unknow(parts, postings, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "close", why))


def _confirmed(session: Session, echoes: Sequence[Deposit]) -> tuple[Deposit, ...]:
    """Those of which a person said which slip it is: the bank wrote another number than ours."""
    traces = [one.trace for one in echoes if one.source_id]
    slips = session.find(Deposit, trace=traces, deposit_kind=DepositKind.SLIP.value) if traces else []
    ours = {one.trace for one in slips}
    return tuple(one for one in echoes if one.source_id and one.trace not in ours)


def _settlement(session: Session, settled: Deposit) -> Settlement:
    """Load all that one act left: what was recorded with the settlement is of it."""
    sql = """
    SELECT r.id FROM record r JOIN record s ON s.practice_id = r.practice_id AND s.audit_id = r.audit_id
    WHERE s.practice_id = %s AND s.id = %s AND s.version = %s AND r.kind = 'deposit' AND r.id <> s.id
    """
    ids = [row[0] for row in session.rows(sql, session.practice_id, settled.id, settled.version)]
    slip, echo = sorted(session.find(Deposit, id=ids), key=lambda one: one.deposit_kind, reverse=True)
    row = next(one for one in read_bank(session.content(settled.source_id)) if one.number == settled.row)
    receipts = session.find(Receipt, id=list(slip.receipt_ids))
    found = Settlement(row, settled, slip, echo, receipts)
    return Settlement(row, settled, slip, echo, receipts, postings_of(session, key=found.keys))


def _need_reason(why: str) -> None:
    if not why.strip() or len(why) > LONGEST_WHY or not why.isprintable():
        raise refusal(
            "BNK-04", "A row is asked about again for a reason.", f"Say why, in at most {LONGEST_WHY} signs."
        )
