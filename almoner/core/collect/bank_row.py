"""Rows of the bank's list that a person knows: a settlement of cards, a slip or payments under another
number, a fee; and what none of it is, set aside with an owner and a reason.

Promises that a settlement takes receipts of the drawer to the bank whole, what the processor kept as its fee;
that a fee has a reason of its own; that payments are a row only where they come to its amount; and that a row
set aside stays somebody's.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.collect.deposit import DUE, OWNER, TASK, BankRow, slip
from almoner.core.collect.receipt import Deposit, DepositKind, Receipt
from almoner.core.collect.unexplained import explain
from almoner.core.ledger import Posting, Reason, Subject, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.core.money import in_dollars
from almoner.core.plan import Ids, Plan, Task, join, reading
from almoner.core.remit import Remittance, RemittanceState

CARD = "card"
MOST_KEPT = 10
"""A processor keeps at most one part in so many of what cards paid; more is a wrong choice of receipts."""
LONGEST_WHY = 300
MAY_BE_SHOWN = frozenset({RemittanceState.RECEIVED, RemittanceState.POSTED})
"""States of a payment of which a person may say that a row is its money; one may be held for just that."""
MOST_NAMED = 20
"""Payments that a person names for one row."""
_WORD = re.compile(r"[^,;\s](?:[^,;]*[^,;\s])?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A row that somebody was asked about, with the work about it; `deposit` and `held` are the record and
    the
    posting of money that no advice explains (None: nothing moved yet).
    """

    row: BankRow
    task: Task
    deposit: Deposit | None = None
    held: Posting | None = None


def settle_faults(asked: Asked, receipts: Sequence[Receipt]) -> list[str]:
    """Return what stands against a row being the settlement of these card receipts."""
    if asked.deposit is None or asked.held is None:
        return ["Only money that came as a transfer or a check settles cards."]
    gross = sum(receipt.cents for receipt in receipts)
    if not receipts or any(receipt.method != CARD or receipt.deposit_id for receipt in receipts):
        return ["A settlement is of card receipts that have not reached the bank."]
    if gross < asked.row.cents:
        return [
            f"The receipts come to {in_dollars(gross)}, and the bank received {in_dollars(asked.row.cents)}."
        ]
    if (gross - asked.row.cents) * MOST_KEPT > gross:
        return [f"{in_dollars(gross - asked.row.cents)} would be the processor's: choose other receipts."]
    return []


def settle(asked: Asked, receipts: Sequence[Receipt], *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan of a settlement: the receipts go to the bank as on a slip, what was kept is a fee, and
    the
    money is nobody's unexplained money any more.
    """
    assert not settle_faults(asked, receipts), "the flow shows the faults first"
    deposit, held = asked.deposit, asked.held
    assert deposit is not None
    assert held is not None
    taken = slip(receipts, ids=ids, on=on)
    made = next(one for one in taken.records if isinstance(one, Deposit))
    known = replace(deposit, version=deposit.version + 1, deposit_kind=DepositKind.SETTLED)
    postings = [reversal_of(held, key=f"{held.key}:r", on=on)]
    if kept := made.cents - deposit.cents:
        postings.append(_fee(deposit, kept, on=on))
    own = Plan(
        on=on,
        records=(known, _echo(made, asked.row, ids=ids, on=on)),
        postings=tuple(postings),
        tasks=(asked.task.closed(by=by, outcome=f"card receipts of slip {made.trace}", on=on),),
        reads=reading(deposit, asked.task),
    )
    return join([taken, own], on=on)


def _echo(made: Deposit, row: BankRow, *, ids: Ids, on: date, trace: str = "") -> Deposit:
    """The bank's list shows a slip of ours."""
    return replace(
        made,
        id=next(ids),
        version=1,
        deposit_kind=DepositKind.ECHO,
        trace=trace or made.trace,
        deposited_on=on,
        bank_on=row.posted_on,
        row=row.number,
    )


def _fee(deposit: Deposit, cents: int, *, on: date) -> Posting:
    key, place = fee_key(deposit.id), f"row {deposit.row}"
    return post(Effect(Reason.BANK_FEE, cents, Subject(), key=key, element=place), on=on)


def slip_faults(asked: Asked, slip_of_ours: Deposit) -> list[str]:
    """Return what stands against a row being the bank's count of a slip of ours."""
    if asked.row.kind is not DepositKind.SLIP or asked.row.cents <= 0 or asked.deposit is not None:
        return ["The bank does not call it a deposit of ours."]
    if slip_of_ours.deposit_kind is not DepositKind.SLIP or slip_of_ours.cents != asked.row.cents:
        ours, counted = in_dollars(slip_of_ours.cents), in_dollars(asked.row.cents)
        return [f"The slip is of {ours}, and the bank counted {counted}."]
    return []


def confirm(asked: Asked, slip_of_ours: Deposit, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that knows a row as a slip of ours, whose number the bank wrote otherwise. No money
    moves:
    the slip moved it.
    """
    assert not slip_faults(asked, slip_of_ours), "the flow shows the faults first"
    echo = replace(
        _echo(slip_of_ours, asked.row, ids=ids, on=on, trace=asked.row.trace), source_id=asked.task.subject_id
    )
    done = asked.task.closed(by=by, outcome=f"slip {slip_of_ours.trace}", on=on)
    return Plan(on=on, records=(echo,), tasks=(done,), reads=reading(slip_of_ours, asked.task))


@dataclass(frozen=True, slots=True)
class Named:
    """Traces as a person named them, with commas or semicolons between them. A trace may hold one itself: of
    what can be read in several ways the longest trace that is known is meant.
    """

    text: str

    @property
    def count(self) -> int:
        """How many words stand between the separators."""
        return len(_WORD.findall(self.text))

    @property
    def readings(self) -> list[str]:
        """Return all that may be a trace: each word, and neighbours with what stands between them."""
        words = list(_WORD.finditer(self.text))
        return [
            self.text[first.start() : last.end()]
            for place, first in enumerate(words)
            for last in words[place:]
        ]

    def traces(self, known: Collection[str]) -> list[str]:
        """Return the traces that are meant, those of `known` and words that are none."""
        words, found, place = list(_WORD.finditer(self.text)), list[str](), 0
        while place < len(words):
            ends = range(len(words), place + 1, -1)
            texts = ((end, self.text[words[place].start() : words[end - 1].end()]) for end in ends)
            end, text = next((one for one in texts if one[1] in known), (place + 1, words[place][0]))
            found.append(text)
            place = end
        return found


def payment_faults(asked: Asked, remittances: Sequence[Remittance]) -> list[str]:
    """Return what stands against a row being these payments, which no other row is."""
    if asked.deposit is None or asked.held is None:
        return ["Only money that came as a transfer or a check is a payer's."]
    if any(one.state not in MAY_BE_SHOWN for one in remittances):
        return ["A payment that is held for another reason than its money is decided first."]
    told = sum(one.amount_cents for one in remittances)
    if told != asked.row.cents:
        return [
            f"The payments come to {in_dollars(told)}, and the bank received {in_dollars(asked.row.cents)}."
        ]
    return []


def know_payments(asked: Asked, remittances: Sequence[Remittance], *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that knows a row as payments whose trace the bank wrote otherwise."""
    assert not payment_faults(asked, remittances), "the flow shows the faults first"
    assert asked.deposit is not None
    assert asked.held is not None
    known = explain(replace(asked.deposit, said_by=by), asked.held, remittances, ids=ids, on=on)
    traces = ", ".join(one.trace for one in remittances)
    done = asked.task.closed(by=by, outcome=f"payment {traces}", on=on)
    own = Plan(on=on, tasks=(done,), reads=reading(asked.task, *remittances))
    return join([known, own], on=on)


def fee_faults(asked: Asked) -> list[str]:
    """Return what stands against a row being a fee."""
    return [] if asked.row.cents < 0 else ["A fee is money that the bank took."]


def take_fee(asked: Asked, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan of a fee that the bank took."""
    assert not fee_faults(asked), "the flow shows the faults first"
    row = asked.row
    left = Deposit(
        id=next(ids),
        deposit_kind=DepositKind.WITHDRAWAL,
        trace=row.trace,
        cents=row.cents,
        deposited_on=on,
        bank_on=row.posted_on,
        payer=row.payer,
        source_id=asked.task.subject_id,
        row=row.number,
    )
    done = asked.task.closed(by=by, outcome="a fee of the bank", on=on)
    return Plan(
        on=on,
        records=(left,),
        postings=(_fee(left, -row.cents, on=on),),
        tasks=(done,),
        reads=reading(asked.task),
    )


def is_in_books(row: BankRow, rows: Sequence[BankRow], fees: Sequence[Deposit]) -> bool:
    """True where the fees that stand are as many as this row's list says of them: the list overlaps one that
    somebody has answered for. `rows` are the list's, `fees` those of the row's trace.
    """
    alike = [one for one in rows if (one.trace, one.cents, one.posted_on) == _fact(row)]
    stand = [one for one in fees if (one.trace, one.cents, one.bank_on) == _fact(row)]
    return len(stand) >= len(alike)


def _fact(row: BankRow) -> tuple[str, int, date]:
    return row.trace, row.cents, row.posted_on


def known_before(asked: Asked, *, by: str, on: date) -> Plan:
    """Return the plan that ends the work about a row which another list has shown: no money moves."""
    done = asked.task.closed(by=by, outcome="a fee of another list, in the books already", on=on)
    return Plan(on=on, tasks=(done,), reads=reading(asked.task))


def fee_back(fee: Deposit, posted: Posting, task: Task, *, on: date) -> Plan:
    """Return the plan that takes a fee back: it was something else, and `task` asks about its row again."""
    undone = replace(fee, version=fee.version + 1, deposit_kind=DepositKind.UNDONE)
    back = reversal_of(posted, key=f"undo:{posted.key}", on=on)
    return Plan(on=on, records=(undone,), postings=(back,), tasks=(task,), reads=reading(fee))


def asking(task_id: int, row: Deposit, *, on: date) -> Task:
    """Return the work about a row that was known as a fee."""
    return asking_again(task_id, row, "a fee", on=on)


def asking_again(task_id: int, row: Deposit, taken_for: str, *, on: date) -> Task:
    """Return the work about a row that was known as something else."""
    return Task(
        id=task_id,
        what=TASK,
        subject_kind="interchange",
        subject_id=row.source_id,
        why=f"Row {row.row} of the bank's list: it was taken for {taken_for}, and is something else.",
        owner=OWNER,
        opened_on=on,
        due_on=on + DUE,
        cents=row.cents,
    )


def fee_key(deposit_id: int) -> str:
    """Return the key of the posting of a fee."""
    return f"deposit:{deposit_id}:fee"


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who looks after a row, why it is left as it is, and until when."""

    owner: str
    why: str
    due_on: date


def set_aside(asked: Asked, keeper: Keeper, *, on: date) -> Plan:
    """Return the plan that leaves a row as it is with another owner, day and reason."""
    place = asked.task.why.partition(":")[0]
    task = replace(
        asked.task,
        version=asked.task.version + 1,
        owner=keeper.owner,
        why=f"{place}: {keeper.why}",
        due_on=keeper.due_on,
    )
    return Plan(on=on, tasks=(task,), reads=reading(asked.task))
