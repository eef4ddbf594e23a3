"""Takes a posted remittance back as a unit: each of its postings that still stands is reversed exactly, never
edited.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.claim import Claim
from almoner.core.claim.state import IN_TRANSIT, Event, after
from almoner.core.ledger import Account, Posting, reversal_of
from almoner.core.plan import Ids, Plan, Record, Task, TaskState
from almoner.core.remit.advice import Remittance, RemittanceState
from almoner.core.remit.desk import OWNER, business_days_after
from almoner.core.remit.history import standing_of

REVIEW = "refund_review"
REVIEW_DAYS = 10


@dataclass(frozen=True, slots=True)
class Batch:
    """A posted remittance with all that it left. `postings` are its own in the order of recording,
    `reversing` those of anybody that reverse one of them, or one of those, and so on; `claims` and `tasks`
    (open ones) are what it is about. `subjects` are the ids of its advices and of the denials that close with
    it: work about others stays open; None stands for all. `later` are the postings that other remittances
    made since on its lines, with all that reverses them.
    """

    remittance: Remittance
    postings: Sequence[Posting]
    reversing: Sequence[Posting]
    claims: Sequence[Claim]
    tasks: Sequence[Task] = ()
    subjects: frozenset[int] | None = None
    later: Sequence[Posting] = ()

    def is_about(self, task: Task) -> bool:
        """True where a task goes with the batch: it is about the remittance, a claim of it, or one of its
        subjects.
        """
        if self.subjects is None or task.subject_kind == Claim.kind:
            return True
        return task.subject_id in self.subjects or task.subject_id == self.remittance.id


class NotTogether(ValueError):
    """A later remittance has reversed part of this one, or decided anew what this one took back: that one has
    to be undone first.
    """


def lines_taken_back(own: Iterable[Posting]) -> set[int]:
    """Return the ids of the lines whose decisions a remittance's own postings reversed."""
    return {one.subject.line_id for one in own if one.reverses} - {0}


def posted_since(own: Sequence[Posting], of_lines: Sequence[Posting]) -> list[Posting]:
    """Return what other remittances posted after these on the lines that they took back (`Batch.later`).
    `of_lines` are all postings of those lines, in the order of recording.
    """
    keys = {one.key for one in own}
    taken = {one.key for one in own if one.reverses}
    last = max((place for place, one in enumerate(of_lines) if one.key in taken), default=len(of_lines))
    return [one for one in of_lines[last + 1 :] if one.subject.remittance_id and one.key not in keys]


def undo(batch: Batch, *, on: date) -> Plan:
    """Return the plan that reverses a batch; its claims wait for a decision again, and those that have gone
    out since wait for the answer to that. Raises NotTogether.

    Undoing twice is refused by the remittance's state and by the keys of the postings.
    """
    remittance = batch.remittance
    assert remittance.state is RemittanceState.POSTED, "only a posted remittance is undone"
    back = tuple(_back(batch, on=on))
    state = replace(remittance, version=remittance.version + 1, state=RemittanceState.REVERSED)
    records: list[Record] = [state]
    reads = {("remittance", remittance.id): remittance.version}
    for claim in batch.claims:
        reads["claim", claim.id] = claim.version
        if claim.state in IN_TRANSIT:
            continue
        event = Event.VOID_UNDONE if claim.cause == Event.VOID_CONFIRMED else Event.REVERSED
        waiting = after(claim, event, on=on, cause="the remittance was undone")
        if waiting is not claim:
            records.append(waiting)
    tasks = tuple(closed(filter(batch.is_about, batch.tasks), on=on))
    return Plan(on=on, records=tuple(records), postings=back, tasks=tasks, reads=reads)


def _back(batch: Batch, *, on: date) -> Iterable[Posting]:
    """Yield the reversal of each posting that stands. One that was reversed by a remittance which is undone
    itself stands under the last key of that chain; the movement is this batch's all the same.
    """
    own = {posting.key for posting in batch.postings}
    reversed_by = {posting.reverses: posting for posting in batch.reversing}
    decided = _decided_since(batch.later)
    for posting in batch.postings:
        if posting.reverses in own:
            continue
        standing, undoing = posting, reversed_by.get(posting.key)
        while undoing is not None and undoing.key in reversed_by:
            standing = reversed_by[undoing.key]
            undoing = reversed_by.get(standing.key)
        if undoing is None and posting.reverses and _place(posting) in decided:
            raise NotTogether("a later remittance decided anew what this one took back: undo that one first")
        if undoing is None:
            back = reversal_of(standing, key=f"undo:{standing.key}", on=on)
            yield replace(back, subject=posting.subject)
        elif undoing.key not in own:
            raise NotTogether("a later remittance has reversed part of this one: undo that one first")


def _decided_since(later: Sequence[Posting]) -> set[tuple[int, int]]:
    """Return the lines, each with its payer's rank, on which something of these stands: two decisions of one
    payer never stand side by side.
    """
    reversed_by = {posting.reverses: posting for posting in later if posting.reverses}
    laid = (posting for posting in later if posting.subject.line_id and not posting.reverses)
    return {_place(posting) for posting in laid if standing_of(posting, reversed_by)}


def _place(posting: Posting) -> tuple[int, int]:
    return posting.subject.line_id, posting.subject.rank


def closed(tasks: Iterable[Task], *, on: date) -> Iterable[Task]:
    """Yield the next versions of open tasks whose cause was undone."""
    for task in tasks:
        if task.state is TaskState.OPEN:
            yield replace(
                task,
                version=task.version + 1,
                state=TaskState.DONE,
                closed_on=on,
                closed_by="undo",
                outcome="The remittance was undone.",
            )


def review_credits(
    back: Iterable[Posting], claims: Sequence[Claim], balances: Mapping[int, int], *, ids: Ids, on: date
) -> Plan:
    """Return the plan that gives to somebody what patients paid on shares that reversals take back: work for
    each claim. `balances` are the patients' of the lines, before the reversals.
    """
    left, claim_of = Counter(balances), dict[int, int]()
    for posting in back:
        line_id, patients = posting.subject.line_id, Account.PATIENT_AR.value
        left[line_id] += posting.cents * ((posting.debit == patients) - (posting.credit == patients))
        claim_of[line_id] = posting.subject.claim_id
    credit: Counter[int] = Counter()
    for line_id, claim_id in claim_of.items():
        credit[claim_id] += max(0, -left[line_id])
    tasks = (_review(claim, credit[claim.id], next(ids), on) for claim in claims if credit[claim.id])
    return Plan(on=on, tasks=tuple(tasks))


def _review(claim: Claim, cents: int, task_id: int, on: date) -> Task:
    return Task(
        id=task_id,
        what=REVIEW,
        subject_kind=claim.kind,
        subject_id=claim.id,
        why="The decision that made the patient owe it was undone: apply it elsewhere or refund it.",
        owner=OWNER,
        opened_on=on,
        due_on=business_days_after(on, REVIEW_DAYS),
        patient_id=claim.patient_id,
        claim_id=claim.id,
        cents=cents,
    )
