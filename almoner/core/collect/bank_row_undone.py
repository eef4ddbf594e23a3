"""Takes back what a person said of a row of the bank: a settlement of cards, or a slip or payments under
another number.

Promises that each is taken back as a unit by exact reversals, that the receipts are in the drawer again, the
payments wait for their money again, and that the row is somebody's to explain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.collect.bank_row import asking_again, fee_key
from almoner.core.collect.deposit import BankRow
from almoner.core.collect.receipt import Deposit, DepositKind, Receipt
from almoner.core.collect.unexplained import hold
from almoner.core.ledger import Posting, reversal_of
from almoner.core.plan import Ids, Plan, reading


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settlement with all that it left: the bank's `row`, its record, our slip, the proof of it, the slip's
    receipts, and the postings that stand.
    """

    row: BankRow
    settled: Deposit
    slip: Deposit
    echo: Deposit
    receipts: Sequence[Receipt]
    postings: Sequence[Posting] = ()

    @property
    def keys(self) -> list[str]:
        """The keys of the postings that it made beside the row's own."""
        places = range(1, len(self.slip.receipt_ids) + 1)
        return [fee_key(self.settled.id), *(f"deposit:{self.slip.id}:{place}" for place in places)]


def settlement_faults(found: Settlement) -> list[str]:
    """Return what stands against taking a settlement back, each as one sentence."""
    if any(receipt.returned_cents for receipt in found.receipts):
        return ["A card of it was charged back since: that stands on the settlement."]
    return []


def unsettle(found: Settlement, *, ids: Ids, on: date) -> Plan:
    """Return the plan that takes a settlement back. The row's money is nobody's again, under a record of its
    own; the slip, its proof and the processor's fee are reversed.
    """
    assert not settlement_faults(found), "the flow shows the faults first"
    task = asking_again(next(ids), found.settled, "a settlement of cards", on=on)
    fresh = replace(
        found.settled,
        id=next(ids),
        version=1,
        deposit_kind=found.row.kind,
        deposited_on=on,
        task_id=task.id,
    )
    drawer = (replace(one, version=one.version + 1, deposit_id=0) for one in found.receipts)
    back = (reversal_of(one, key=f"undo:{one.key}", on=on) for one in found.postings)
    return Plan(
        on=on,
        records=(
            _as(found.settled, DepositKind.UNSETTLED),
            _as(found.slip, DepositKind.UNSLIPPED),
            _as(found.echo, DepositKind.UNDONE),
            *drawer,
            fresh,
        ),
        postings=(*back, hold(fresh, on=on)),
        tasks=(task,),
        reads=reading(found.settled, found.slip, found.echo, *found.receipts),
    )


def unconfirm(echo: Deposit, *, ids: Ids, on: date) -> Plan:
    """Return the plan that takes back that a row was a slip of ours. No money moves: the slip moved it."""
    task = asking_again(next(ids), echo, "a slip of ours", on=on)
    undone = _as(echo, DepositKind.UNDONE)
    return Plan(on=on, records=(undone,), tasks=(task,), reads=reading(echo))


def unknow(parts: Sequence[Deposit], postings: Sequence[Posting], *, ids: Ids, on: date) -> Plan:
    """Return the plan that takes back that a row was payments: `parts` are all deposits of the row,
    `postings` what booked them. The row's money is nobody's again, under a record of its own.
    """
    assert all(one.said_by and one.remittance_id for one in parts), "a person said it of the whole row"
    fresh = replace(
        parts[0],
        id=next(ids),
        version=1,
        cents=sum(one.cents for one in parts),
        remittance_id=0,
        said_by="",
    )
    task = asking_again(next(ids), fresh, "a payment", on=on)
    fresh = replace(fresh, task_id=task.id)
    undone = (replace(_as(one, DepositKind.UNDONE), remittance_id=0) for one in parts)
    back = (reversal_of(one, key=f"undo:{one.key}", on=on) for one in postings)
    return Plan(
        on=on,
        records=(*undone, fresh),
        postings=(*back, hold(fresh, on=on)),
        tasks=(task,),
        reads=reading(*parts),
    )


def _as(deposit: Deposit, kind: DepositKind) -> Deposit:
    return replace(deposit, version=deposit.version + 1, deposit_kind=kind)
