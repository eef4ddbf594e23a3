"""The working paper of one remittance: what has been decided so far, gathered into the plan at the end."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from almoner.core.claim import Claim
from almoner.core.ledger import Account, Posting, Reason, Subject, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Ids, Record, Task, TaskState
from almoner.core.remit.advice import Advice, Remittance
from almoner.core.remit.desk import DUE_DAYS, Book, Desk, due_of, owner_of
from almoner.core.remit.gate import Standings
from almoner.core.remit.outcome import OpenItem, Suspended
from almoner.core.rules import Finding

CASH = Account.CASH.value


def prefix_of(advice: Advice) -> str:
    """Return the start of the keys of everything that an advice does to the books."""
    return f"era:{advice.remittance_id}:{advice.ordinal}"


def cash_of(posting: Posting) -> int:
    """Return what a posting adds to cash, negative where it takes from it."""
    if posting.debit == CASH:
        return posting.cents
    return -posting.cents if posting.credit == CASH else 0


@dataclass(slots=True)
class Fate:
    """What a remittance did to one claim, summed up for its next version."""

    book: Book
    payer_control: str = ""
    forwarded_to: str = ""
    is_adjudicated: bool = False
    is_undone: bool = False
    is_standing: bool = False
    is_passed_back: bool = False
    is_suspended: bool = False
    is_forwarded: bool = False
    is_crossed_over: bool = False
    passed_on_cents: int = 0
    lines: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)

    @property
    def record(self) -> Claim:
        """The claim's record, whichever payer's view of it the book shows."""
        return self.book.home or self.book.claim


@dataclass(slots=True)
class Sheet:
    """Mutable while a remittance is planned, and seen by nobody else."""

    remittance: Remittance
    desk: Desk
    ids: Ids
    on: date
    postings: list[Posting] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    items: list[OpenItem] = field(default_factory=list)
    suspense: list[Suspended] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    fates: dict[tuple[int, int], Fate] = field(default_factory=dict)
    taken: set[tuple[int, int]] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    ended: dict[int, Claim] = field(default_factory=dict)
    undone: set[int] = field(default_factory=set)
    freed: set[str] = field(default_factory=set)
    standings: Standings = field(init=False)

    def __post_init__(self) -> None:
        self.standings = Standings(self.desk.reasons, self.remittance.paid_on)

    _moved: defaultdict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))
    _counted: int = 0

    def fate(self, book: Book) -> Fate:
        """Return the fate of a claim, new where nothing has happened to it yet."""
        key = (book.claim.id, book.claim.rank)
        fate = self.fates.get(key)
        if fate is None:
            fate = self.fates[key] = Fate(book)
        return fate

    def move(self, effect: Effect) -> None:
        """Post an effect."""
        self.postings.append(post(effect, on=self.on))

    def keep(self, posting: Posting) -> None:
        """Take a posting into the plan."""
        self.postings.append(posting)

    def moved(self) -> Mapping[tuple[int, str], int]:
        """Return what this plan has moved so far, by line and account id; each posting is counted once."""
        counted = self._moved
        for place in range(self._counted, len(self.postings)):
            posting = self.postings[place]
            line_id = posting.subject.line_id
            if line_id:
                counted[line_id, posting.debit] += posting.cents
                counted[line_id, posting.credit] -= posting.cents
        self._counted = len(self.postings)
        return counted

    def balance(self, book: Book, line_id: int, account: str) -> int:
        """Return a line's balance on an account (debits less credits) with this plan's movements."""
        key = (line_id, account)
        return book.balances.get(key, 0) + self.moved().get(key, 0)

    def undo(self, posting: Posting, *, key: str, advice: Advice) -> None:
        """Reverse a posting on behalf of a reversal, whose remittance the movement then belongs to."""
        self.freed.add(posting.key)
        back = reversal_of(posting, key=key, on=self.on)
        subject = replace(posting.subject, remittance_id=advice.remittance_id)
        self.keep(replace(back, subject=subject, element=advice.element))

    def task(
        self, kind: str, why: str, *, advice: Advice | None = None, book: Book | None = None, cents: int = 0
    ) -> None:
        """Open work for the owner of its kind, about an advice, a claim, or the remittance itself."""
        subject_kind, subject_id = "remittance", self.remittance.id
        if advice is not None:
            subject_kind, subject_id = advice.kind, advice.id
        elif book is not None:
            subject_kind, subject_id = book.claim.kind, book.claim.id
        self.tasks.append(
            Task(
                id=next(self.ids),
                what=kind,
                subject_kind=subject_kind,
                subject_id=subject_id,
                why=why,
                owner=owner_of(self.desk, kind),
                opened_on=self.on,
                due_on=due_of(self.desk, kind, on=self.on, days=DAYS.get(kind, DUE_DAYS)),
                patient_id=book.claim.patient_id if book else 0,
                claim_id=book.claim.id if book else 0,
                cents=cents,
            )
        )

    def close(self, task: Task, outcome: str) -> None:
        """Record that the cause of a task is gone; once, whoever finds it first."""
        if task.id in self.closed:
            return
        self.closed.add(task.id)
        self.tasks.append(
            replace(
                task,
                version=task.version + 1,
                state=TaskState.DONE,
                closed_on=self.on,
                closed_by="remittance",
                outcome=outcome,
            )
        )

    def suspend(self, advice: Advice, book: Book | None, *, kind: str, why: str) -> None:
        """Hold an advice: its cash goes to suspense, a task gets an owner, and the claim waits for it."""
        cents = advice.paid_cents or 0
        if cents:
            self.move(
                Effect(
                    reason=Reason.SUSPENDED_CASH,
                    cents=cents,
                    subject=self.subject_of(book, remittance_id=advice.remittance_id),
                    key=prefix_of(advice) + ":s",
                    element=advice.element,
                )
            )
        self.suspense.append(Suspended(advice.control, cents, why, advice.id))
        self.task(kind, why, advice=advice, book=book, cents=cents)
        if book is not None:
            self.fate(book).is_suspended = True

    def subject_of(self, book: Book | None, *, remittance_id: int) -> Subject:
        """Return what a movement about a whole claim, or about none that we know, is about."""
        payer_id = self.remittance.payer_id
        if book is None:
            return Subject(payer_id=payer_id, remittance_id=remittance_id)
        claim = book.claim
        return Subject(
            patient_id=claim.patient_id,
            claim_id=claim.id,
            revision_id=claim.revision_id,
            payer_id=claim.payer_id,
            rank=claim.rank,
            service_on=claim.service_on,
            remittance_id=remittance_id,
        )


DAYS = {
    "await_correction": 22,
    "part_decided": 22,
    "crossover_watch": 22,
    "forwarded_claim": 22,
    "bill_next_payer": 3,
    "recode_review": 10,
    "coverage_proposal": 10,
    "member_paid": 10,
    "recoupment": 10,
    "provider_level_review": 10,
    "offset_check": 10,
    "refund_review": 10,
    "replace_secondary": 10,
}
"""Business days for each kind of work that isn't money waiting for its place."""
