"""Money that a bank's list shows leaving: a payment that came back, or a refund that was paid out.

Promises that a row acts only where its trace and its amount are those of one deposited receipt or one issued
refund; every other row is somebody's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.collect.receipt import RETURNABLE, Receipt
from almoner.core.collect.refund import Refund, RefundState, clear
from almoner.core.collect.returned import Return, Taken, take_back
from almoner.core.plan import Ids, Plan

WHY = "The bank's list shows that it came back."


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a list may show leaving: the receipts and refunds that its traces name."""

    taken: Sequence[Taken] = ()
    refunds: Sequence[Refund] = ()


NOTHING_LEAVES = Outgoing()


def found_leaving(outgoing: Outgoing, *, trace: str, cents: int) -> Taken | Refund | None:
    """Return the one receipt or refund of a trace of which these cents (positive) may have left."""
    fits: list[Taken | Refund] = [
        one for one in outgoing.taken if one.receipt.reference == trace and _may_leave(one.receipt, cents)
    ]
    fits += [
        one
        for one in outgoing.refunds
        if one.number == trace and one.cents == cents and one.state is RefundState.ISSUED
    ]
    return fits[0] if len(fits) == 1 else None


def _may_leave(receipt: Receipt, cents: int) -> bool:
    """All of a receipt comes back; where a person recorded a return already, it is that amount."""
    is_deposited = bool(receipt.deposit_id) and receipt.method in RETURNABLE
    return is_deposited and cents == (receipt.returned_cents or receipt.cents)


def leave(found: Taken | Refund, *, ids: Ids, on: date) -> Plan:
    """Return the plan of what left: a refund is paid out, a receipt returned unless a person had said so."""
    if isinstance(found, Refund):
        return clear(found, on=on)
    if found.receipt.returned_cents:
        return Plan(on=on)
    return take_back(found, Return(found.receipt.cents, WHY), ids=ids, on=on)
