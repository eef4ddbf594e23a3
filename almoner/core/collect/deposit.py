"""Take patients' money to the bank, and find payers' money on the bank's list.

Promises that a slip's amount is the sum of its receipts, each posted once; that a payer's payment is booked
only where its trace and its amount are those of one posted remittance, or of all that the payer sent under
that trace, and waits in suspense until then; that what leaves again is known by the same; and that every
other row gets an owner.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from almoner.core.collect.receipt import Deposit, DepositKind, Receipt
from almoner.core.collect.refund import Refund
from almoner.core.collect.unexplained import BY_ITSELF, booked, divided, explain, hold, made_of
from almoner.core.collect.withdrawal import NOTHING_LEAVES, Outgoing, found_leaving, leave
from almoner.core.ledger import Posting, Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Ids, Plan, Record, Task, join, reading
from almoner.core.remit import Remittance

TASK = "bank_row"
"""What a task about a row is; its subject is the interchange that keeps the list."""
OWNER = "biller"
DUE = timedelta(days=4)
"""Money that waits is placed within four business days (people.md CK1); days of the calendar come no later.
"""


@dataclass(frozen=True, slots=True)
class BankRow:
    """One row of the bank's list; `number` is its place in the file, `payer` the bank's name for who paid."""

    number: int
    posted_on: date
    kind: DepositKind
    trace: str
    payer: str
    cents: int


@dataclass(frozen=True, slots=True)
class BankList:
    """One file of the bank; `source_id` is the interchange that keeps its bytes."""

    rows: tuple[BankRow, ...]
    source_id: int = 0


@dataclass(frozen=True, slots=True)
class Expected:
    """What the bank's list may show: posted remittances without a deposit and slips without an echo.

    `deposits` are the deposits of these days that the books hold already, so that a row that comes again is
    known; `held` are the postings that hold those which no advice explains, by deposit. `waiting` are
    remittances that nobody has posted yet. `outgoing` is what may leave again. `tasks` are the open tasks of
    an earlier look at this very list: one closes when its row now fits, and no row is asked about twice.
    """

    remittances: Sequence[Remittance] = ()
    waiting: Sequence[Remittance] = ()
    slips: Sequence[Deposit] = ()
    deposits: Sequence[Deposit] = ()
    tasks: Sequence[Task] = ()
    outgoing: Outgoing = NOTHING_LEAVES
    held: Mapping[int, Posting] = field(default_factory=dict)


def slip(receipts: Iterable[Receipt], *, ids: Ids, on: date) -> Plan:
    """Return the plan that takes the receipts of the drawer to the bank on one slip; empty where there are
    none.
    """
    drawer = sorted(receipts, key=lambda receipt: receipt.id)
    if not drawer:
        return Plan(on=on)
    assert all(receipt.deposit_id == 0 for receipt in drawer), "a receipt goes to the bank once"
    number = next(ids)
    deposit = Deposit(
        id=number,
        deposit_kind=DepositKind.SLIP,
        trace=str(number),
        cents=sum(receipt.cents for receipt in drawer),
        deposited_on=on,
        receipt_ids=tuple(receipt.id for receipt in drawer),
    )
    gone = (replace(receipt, version=receipt.version + 1, deposit_id=number) for receipt in drawer)
    postings = (
        _slip_posting(receipt, key=f"deposit:{number}:{place}", on=on)
        for place, receipt in enumerate(drawer, 1)
    )
    return Plan(on=on, records=(deposit, *gone), postings=tuple(postings), reads=reading(*drawer))


def _slip_posting(receipt: Receipt, *, key: str, on: date) -> Posting:
    subject = Subject(patient_id=receipt.patient_id, visit_id=receipt.visit_id, receipt_id=receipt.id)
    return post(Effect(Reason.DEPOSIT_RECEIPTS, receipt.cents, subject, key=key), on=on)


def match_bank(bank: BankList, expected: Expected, *, ids: Ids, on: date) -> Plan:
    """Return the plan of a bank's list: payer payments booked into the bank, slips confirmed, the rest as
    tasks. Laying a list again books only what fits by now, such as money whose advice came after it.
    """
    match = _Match(bank.source_id, expected, ids, on)
    for row in bank.rows:
        match.lay(row)
    return match.plan()


_Fact = tuple[DepositKind, str, int, date | None]
"""What a row says: the same again is the same payment."""


class _Match:
    """The list's rows laid one after the other on what is expected; what is found is expected no more."""

    def __init__(self, source_id: int, expected: Expected, ids: Ids, on: date) -> None:
        self._source_id = source_id
        self._ids = ids
        self._on = on
        self._remittances = list(expected.remittances)
        self._slips = list(expected.slips)
        self._known = _by_fact(expected.deposits)
        self._held = expected.held
        self._waiting = {one.trace for one in expected.waiting}
        self._asked = {task.why.partition(":")[0]: task for task in expected.tasks}
        self._found: list[Record] = []
        self._deposits: list[Deposit] = []
        self._postings: list[Posting] = []
        self._tasks: list[Task] = []
        self._notes: list[str] = []
        self._outgoing = expected.outgoing
        self._left: list[Plan] = []

    def plan(self) -> Plan:
        """Everything found so far, as one plan."""
        own = Plan(
            on=self._on,
            records=tuple(self._deposits),
            postings=tuple(self._postings),
            tasks=tuple(self._tasks),
            reads=reading(*self._found),
            notes=tuple(self._notes),
        )
        return join([own, *self._left], on=self._on)

    def lay(self, row: BankRow) -> None:
        """Book one row, confirm a slip by it, or give it an owner."""
        fact: _Fact = (_kind_of(row), row.trace, row.cents, row.posted_on)
        if not self._known[fact]:
            fact = (DepositKind.SETTLED, *fact[1:])
        if self._known[fact]:
            self._again(row, self._known[fact].pop(0))  # a second row of the same is another payment
        elif row.cents <= 0:
            self._leave(row)
        elif row.kind is DepositKind.SLIP:
            self._confirm(row)
        else:
            self._book(row)

    def _again(self, row: BankRow, deposit: Deposit) -> None:
        """A row that is in the books: its money may be explained by now."""
        self._notes.append(f"Row {row.number} is in the books already.")
        paid = self._paid_by(row) if deposit.is_unexplained else ()
        if paid:
            self._left.append(explain(deposit, self._held[deposit.id], paid, ids=self._ids, on=self._on))
        if not deposit.is_unexplained or paid:
            self._answer(row)

    def _leave(self, row: BankRow) -> None:
        """A payment that came back, or a refund that was paid out, each once."""
        found = found_leaving(self._outgoing, trace=row.trace, cents=-row.cents)
        if found is None:
            self._ask(row, "the bank took money from the account: find out what was returned")
            return
        self._outgoing = Outgoing(
            [one for one in self._outgoing.taken if one is not found],
            [one for one in self._outgoing.refunds if one is not found],
        )
        self._left.append(leave(found, ids=self._ids, on=self._on))
        receipt_ids = () if isinstance(found, Refund) else (found.receipt.id,)
        self._deposits.append(self._deposit(row, receipt_ids=receipt_ids))
        self._answer(row)

    def _confirm(self, row: BankRow) -> None:
        slip = next((slip for slip in self._slips if slip.trace == row.trace), None)
        if slip is None:
            self._ask(row, "no slip of ours has this number, or the bank showed it before")
        elif slip.cents != row.cents:
            self._ask(row, "the bank counted another amount than the slip: count the receipts")
        else:
            self._slips.remove(slip)
            self._deposits.append(self._deposit(row, receipt_ids=slip.receipt_ids))
            self._answer(row)

    def _book(self, row: BankRow) -> None:
        if paid := self._paid_by(row):
            parts = divided(self._deposit(row), paid, ids=self._ids)
            self._deposits += parts
            self._postings += [booked(part, one, on=self._on) for part, one in zip(parts, paid, strict=True)]
            self._answer(row)
        else:
            self._hold(row, self._why_unexplained(row))

    def _why_unexplained(self, row: BankRow) -> str:
        traced = self._traced(row)
        if row.trace in self._waiting:
            return "its advice is here and waits to be posted"
        if len(traced) == 1:
            return f"the bank received another amount than remittance {traced[0].id} says"
        if traced:
            return f"the bank received another amount than the {len(traced)} remittances of its trace say"
        if any(one.trace == row.trace for one in self._remittances):
            return "several payers use this trace: say which payment it is"
        return "no posted remittance has this trace: ask the payer for its advice, or say which payment it is"

    def _hold(self, row: BankRow, why: str) -> None:
        """Money that nothing explains yet: it is in the bank all the same, and somebody's to explain."""
        deposit = self._deposit(row, task_id=self._ask(row, why))
        self._deposits.append(deposit)
        self._postings.append(hold(deposit, on=self._on))

    def _paid_by(self, row: BankRow) -> tuple[Remittance, ...]:
        """Take the remittances that a row is out of what is expected; none where it is not theirs exactly."""
        paid = made_of(row.cents, self._traced(row))
        self._remittances = [one for one in self._remittances if one not in paid]
        self._found += paid
        return paid

    def _traced(self, row: BankRow) -> list[Remittance]:
        """The remittances of the row's trace; where two payers share a trace, the row's payer decides."""
        traced = [one for one in self._remittances if one.trace == row.trace]
        if len({one.payer_number for one in traced}) == 1:
            return traced
        return [one for one in traced if one.payer_number == row.payer]

    def _deposit(self, row: BankRow, *, receipt_ids: tuple[int, ...] = (), task_id: int = 0) -> Deposit:
        return Deposit(
            id=next(self._ids),
            deposit_kind=_kind_of(row),
            trace=row.trace,
            cents=row.cents,
            deposited_on=self._on,
            receipt_ids=receipt_ids,
            bank_on=row.posted_on,
            payer=row.payer,
            task_id=task_id,
            source_id=self._source_id,
            row=row.number,
        )

    def _ask(self, row: BankRow, why: str) -> int:
        """Return the id of the task about a row, a new one where nobody was asked yet."""
        if _place(row) in self._asked:
            return self._asked[_place(row)].id
        task = Task(
            id=next(self._ids),
            what=TASK,
            subject_kind="interchange",
            subject_id=self._source_id,
            why=f"{_place(row)}: {why}.",
            owner=OWNER,
            opened_on=self._on,
            due_on=self._on + DUE,
            cents=row.cents,
        )
        self._tasks.append(task)
        return task.id

    def _answer(self, row: BankRow) -> None:
        """Close the task of an earlier look at this row."""
        task = self._asked.pop(_place(row), None)
        if task is not None:
            self._found.append(task)
            self._tasks.append(task.closed(by=BY_ITSELF, outcome="The row fits by now.", on=self._on))


def _by_fact(deposits: Iterable[Deposit]) -> dict[_Fact, list[Deposit]]:
    """Index the deposits that the books hold by what the bank says of their row: one for each row, of those
    that several payments make up the first.
    """
    rows: dict[tuple[int, ...], list[Deposit]] = defaultdict(list)
    for deposit in deposits:
        is_part = deposit.remittance_id and deposit.source_id
        rows[(deposit.source_id, deposit.row) if is_part else (deposit.id,)].append(deposit)
    known = defaultdict(list)
    for first, *others in rows.values():
        cents = first.cents + sum(one.cents for one in others)
        known[first.deposit_kind, first.trace, cents, first.bank_on].append(first)
    return known


def _place(row: BankRow) -> str:
    """How a task names its row."""
    return f"Row {row.number} of the bank's list"


def _kind_of(row: BankRow) -> DepositKind:
    """A slip on the bank's list is the echo of it, and what is taken from the account a withdrawal."""
    if row.cents < 0:
        return DepositKind.WITHDRAWAL
    return DepositKind.ECHO if row.kind is DepositKind.SLIP else row.kind
