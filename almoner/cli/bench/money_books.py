"""Books in memory that take plans as the store does: records in step, postings once, reversals exact.

They refuse by an assertion what the database would refuse, and remember what each plan touched, so that the
truths of `money_truths` are asked about that alone.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, TypeVar

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.collect import Allocation, Receipt
from almoner.core.collect.adjust_reasons import ActReason
from almoner.core.collect.unlay import Laid
from almoner.core.coverage import Coverage
from almoner.core.denial import Denial
from almoner.core.denial.open import LIVE
from almoner.core.ledger import Posting
from almoner.core.party import Payer
from almoner.core.plan import Plan, Record, Task, TaskState
from almoner.core.remit import Advice, Book, ReadRemittance, Remittance, RemittanceState
from almoner.core.remit.takeback import PaidLine, paid_lines
from almoner.core.rules.reasons import Reasons

R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class Owed:
    """A claim with all that happened to it. `following` pays after it (None where the patient does), and
    `next_id` is that payer's claim once it was built.
    """

    claim: Claim
    lines: tuple[ChargeLine, ...]
    following: Coverage | None
    is_capitated: bool
    next_id: int = 0
    advices: list[Advice] = field(default_factory=list)
    posted: list[Posting] = field(default_factory=list)
    tasks: dict[int, Task] = field(default_factory=dict)
    denials: dict[int, Denial] = field(default_factory=dict)


@dataclass(slots=True)
class Touched:
    """What the last plan touched, by ids."""

    lines: set[int] = field(default_factory=set)
    receipts: set[int] = field(default_factory=set)
    remittances: set[int] = field(default_factory=set)
    claims: set[int] = field(default_factory=set)
    postings: tuple[Posting, ...] = ()


class MoneyBooks:
    """One practice's money. `on` is today; `ids` never give a number twice. `policies` are each patient's,
    `sent` the payments that came, `placed` suspended cash that found its claim, `history` the versions of
    what a day's close adds up, with their days.
    """

    def __init__(self, reasons: Reasons, act_reasons: tuple[ActReason, ...], *, on: date) -> None:
        self.reasons = reasons
        self.act_reasons = act_reasons
        self.on = on
        self.ids: Iterator[int] = count(1)
        self.accounts: Counter[str] = Counter()
        self.lines: dict[int, ChargeLine] = {}
        self.balances: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self.owed: dict[int, Owed] = {}
        self.controls: dict[str, int] = {}
        self.postings: dict[str, Posting] = {}
        self.undone_by: dict[str, Posting] = {}
        self.entry_of: dict[str, int] = {}
        self.posted_in: dict[int, int] = {}
        self.entries = 0
        self.of_remittance: defaultdict[int, list[Posting]] = defaultdict(list)
        self.of_receipt: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self.advices: defaultdict[int, list[Advice]] = defaultdict(list)
        self.laid: defaultdict[int, dict[int, Laid]] = defaultdict(dict)
        self.work: dict[int, Task] = {}
        self.policies: dict[int, list[Coverage]] = {}
        self.sent: list[tuple[Payer, ReadRemittance]] = []
        self.placed: list[tuple[int, str, int]] = []
        self.history: list[tuple[date, Record]] = []
        self.by_trace: defaultdict[str, list[int]] = defaultdict(list)
        self.closed_through_on: date | None = None
        self.touched = Touched()
        self._takers: dict[type, Callable[[Any], None]] = {
            ChargeLine: self._line,
            Claim: self._claim,
            Advice: self._advice,
            Denial: self._denial,
            Remittance: self._remittance,
            Receipt: self._receipt,
            Allocation: self._allocation,
            Task: self._task,
        }
        self._records: defaultdict[str, dict[int, Record]] = defaultdict(dict)

    # ------------------------------------------------------------------------------------------- looking up

    def all(self, kind: type[R]) -> dict[int, R]:
        """Return the current records of a kind by id."""
        return self._records[kind.kind]  # type: ignore[return-value]

    def book(self, owed: Owed) -> Book:
        """Return a claim as a remittance finds it."""
        balances = {
            (line.id, account): cents
            for line in owed.lines
            for account, cents in self.balances[line.id].items()
            if cents
        }
        remittances = self.all(Remittance)
        standing = tuple(
            one
            for one in owed.advices
            if remittances[one.remittance_id].state is not RemittanceState.REVERSED
        )
        return Book(
            claim=owed.claim,
            lines=owed.lines,
            balances=balances,
            posted=tuple(owed.posted),
            advices=standing,
            next_coverage=owed.following,
            is_capitated=owed.is_capitated,
            tasks=tuple(owed.tasks.values()),
        )

    def paid_lines(self, owed: Owed) -> list[PaidLine]:
        """Return the lines of a claim with what was paid and is open with its payer."""
        return paid_lines(owed.claim, owed.lines, lambda line_id, account: self.balances[line_id][account])

    def live_denials(self, owed: Owed) -> tuple[Denial, ...]:
        """Return the denials of a claim that are not settled."""
        return tuple(one for one in owed.denials.values() if one.state in LIVE)

    def laid_of(self, receipt_id: int) -> tuple[Laid, ...]:
        """Return what of a receipt lies on lines."""
        return tuple(self.laid[receipt_id].values())

    # ------------------------------------------------------------------------------------------- committing

    def open_claim(self, owed: Owed) -> None:
        """Take a claim that was built and sent."""
        self.owed[owed.claim.id] = owed
        self.controls[owed.claim.control] = owed.claim.id
        self._records[Claim.kind][owed.claim.id] = owed.claim

    def commit(self, plan: Plan) -> None:
        """Make a plan true, whole: what it read stands still, each record is the next version."""
        self.touched = Touched(postings=plan.postings)
        self.entries += 1
        for (kind, record_id), version in plan.reads.items():
            known = self._records[kind].get(record_id)
            assert known is not None, f"a plan read a {kind} that is not there"
            assert known.version == version, f"a plan read an old {kind}"
        for record in plan.records:
            self._supersede(record)
        for task in plan.tasks:
            self._supersede(task)
        for posting in plan.postings:
            self._post(posting)

    def _supersede(self, record: Record) -> None:
        known = self._records[record.kind].get(record.id)
        before = known.version if known else 0
        assert record.version == before + 1, f"a {record.kind} has one next version"
        self._records[record.kind][record.id] = record
        take = self._takers.get(type(record))
        if take is not None:
            take(record)

    def _line(self, line: ChargeLine) -> None:
        known = self.lines.get(line.id)
        self.lines[line.id] = line
        self.touched.lines.add(line.id)
        if known is None:
            return
        for owed in self.owed.values():
            if any(one.id == line.id for one in owed.lines):
                owed.lines = tuple(line if one.id == line.id else one for one in owed.lines)

    def _claim(self, claim: Claim) -> None:
        self.owed[claim.id].claim = claim
        self.touched.claims.add(claim.id)

    def _advice(self, advice: Advice) -> None:
        self.advices[advice.remittance_id].append(advice)
        if advice.claim_id:
            self.owed[advice.claim_id].advices.append(advice)

    def _denial(self, denial: Denial) -> None:
        self.owed[denial.claim_id].denials[denial.id] = denial
        self.touched.claims.add(denial.claim_id)

    def _remittance(self, remittance: Remittance) -> None:
        self.touched.remittances.add(remittance.id)
        self.history.append((self.on, remittance))
        if remittance.state is RemittanceState.POSTED:
            self.posted_in[remittance.id] = self.entries
        if remittance.version == 1:
            self.by_trace[remittance.trace].append(remittance.id)

    def _receipt(self, receipt: Receipt) -> None:
        self.touched.receipts.add(receipt.id)

    def _allocation(self, allocation: Allocation) -> None:
        self.history.append((self.on, allocation))
        if allocation.undone_on:
            del self.laid[allocation.receipt_id][allocation.id]

    def _task(self, task: Task) -> None:
        owed = self.owed.get(task.claim_id)
        if task.state is TaskState.OPEN:
            assert task.owner, "work has an owner"
            assert task.due_on >= task.opened_on, "work has a day"
            self.work[task.id] = task
            if owed:
                owed.tasks[task.id] = task
            return
        del self.work[task.id]
        if owed:
            del owed.tasks[task.id]
            self.touched.claims.add(owed.claim.id)

    def _post(self, posting: Posting) -> None:
        assert posting.key not in self.postings, "an effect is posted once"
        self.postings[posting.key] = posting
        self.entry_of[posting.key] = self.entries
        if posting.reverses:
            self._undo(posting)
        self.accounts[posting.debit] += posting.cents
        self.accounts[posting.credit] -= posting.cents
        about = posting.subject
        if about.line_id:
            own = self.balances[about.line_id]
            own[posting.debit] += posting.cents
            own[posting.credit] -= posting.cents
            self.touched.lines.add(about.line_id)
        if about.claim_id:
            self.owed[about.claim_id].posted.append(posting)
        if about.remittance_id:
            self.of_remittance[about.remittance_id].append(posting)
            self.touched.remittances.add(about.remittance_id)
        if about.receipt_id:
            own = self.of_receipt[about.receipt_id]
            own[posting.debit] += posting.cents
            own[posting.credit] -= posting.cents
            self.touched.receipts.add(about.receipt_id)
            self._lay(posting)

    def _undo(self, posting: Posting) -> None:
        undone = self.postings.get(posting.reverses)
        assert undone is not None, "a reversal undoes what is there"
        assert posting.reverses not in self.undone_by, "an effect is undone once"
        assert (undone.debit, undone.credit, undone.cents) == (
            posting.credit,
            posting.debit,
            posting.cents,
        ), "a reversal is exact"
        self.undone_by[posting.reverses] = posting

    def _lay(self, posting: Posting) -> None:
        """Bind an allocation with the posting that laid it."""
        head, _, number = posting.key.partition(":")
        if head == "alloc":
            one = self.all(Allocation)[int(number)]
            self.laid[one.receipt_id][one.id] = Laid(one, posting)
