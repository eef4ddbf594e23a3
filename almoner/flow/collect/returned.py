"""Receipts that are taken back: voided in the drawer, returned by the bank, and won back from it."""

from datetime import date

from almoner.core.collect import Receipt
from almoner.core.collect.returned import (
    Return,
    Taken,
    return_faults,
    take_back,
    void,
    void_faults,
    win_back,
)
from almoner.core.collect.returned_fee import standing_fee
from almoner.core.ledger import Reason
from almoner.core.plan import join
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.collect.returned_fee import fee_back, fees_of
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_faults, refuse_without_reason
from almoner.store.commit import commit, take_turn
from almoner.store.money.owed import laid
from almoner.store.money.postings import postings_of
from almoner.store.session import Session


def void_receipt(actor: Actor, receipt_id: int, *, on: date, reason: str) -> None:
    """Void a receipt that has not left the drawer: off every line, and the taking reversed exactly."""
    with enter(actor, Permission.RECEIPT_VOID) as session:
        take_turn(session)
        refuse_without_reason(reason)
        receipt = session.get(Receipt, receipt_id)
        _refuse(void_faults(receipt))
        plan = void(taken_as(session, receipt), why=reason, on=on)
        commit(session, plan, cause=cause(actor, "collect", reason))


def return_receipt(actor: Actor, receipt_id: int, cents: int, *, on: date, reason: str) -> bool:
    """Record that the bank took a deposited payment back: a bounced check, a chargeback.

    The patient owes again what was paid with it. False where it had been refunded already: then nothing
    moves, and somebody has to dispute it.
    """
    with enter(actor, Permission.RECEIPT_RETURN) as session:
        take_turn(session)
        if first_act(session, actor, Receipt) is not None:
            return True
        refuse_without_reason(reason)
        receipt = session.get(Receipt, receipt_id)
        returned = Return(cents, reason)
        _refuse(return_faults(receipt, returned))
        plan = take_back(taken_as(session, receipt), returned, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "collect", reason))
        return bool(plan.postings)


def win_receipt_back(actor: Actor, receipt_id: int, *, on: date, reason: str) -> None:
    """Record that the bank gave a returned payment again, such as a chargeback that was won; a fee for the
    return is taken back with it.
    """
    with enter(actor, Permission.RECEIPT_RETURN) as session:
        take_turn(session)
        refuse_without_reason(reason)
        receipt = session.get(Receipt, receipt_id)
        if not receipt.returned_cents or receipt.is_voided:
            raise refusal("RET-01", "The bank has not taken it back.", "Load the receipt again.")
        posted = postings_of(session, receipt_id=receipt_id, reason=Reason.RETURNED_PAYMENT.value)
        gone = {one.reverses for one in posted}
        (standing,) = (one for one in posted if not one.reverses and one.key not in gone)
        plan = win_back(receipt, standing, on=on)
        fee = standing_fee(fees_of(session, receipt_id))
        if fee is not None:
            plan = join([plan, fee_back(session, fee, on=on)], on=on)
        commit(session, plan, cause=cause(actor, "collect", reason))


def taken_as(session: Session, receipt: Receipt) -> Taken:
    """Return a receipt with the posting that took it and what of it is laid."""
    (posting,) = postings_of(session, key=f"receipt:{receipt.id}")
    return Taken(receipt, posting, tuple(laid(session, receipt_id=receipt.id)))


def _refuse(faults: list[str]) -> None:
    refuse_faults("RET-01", faults, "Load the receipt again and choose what fits.")
