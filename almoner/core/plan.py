"""A plan says what should now be true: new records, postings, findings and tasks; plain data, no noun."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Protocol, Self

from almoner.core.ledger import Posting
from almoner.core.rules import Finding

Ids = Iterator[int]
"""A supply of fresh ids, given to a step by its flow, so that new records can name each other."""


class Record(Protocol):
    """Something that happened: added, or superseded by the next version; never edited, never deleted."""

    kind: ClassVar[str]

    @property
    def id(self) -> int: ...

    @property
    def version(self) -> int: ...


Tell = Callable[[Sequence[Record], Sequence[Posting]], None]
"""Hears which records and postings are all but sure to be in a plan that is still being made."""


class TaskState(StrEnum):
    """Whether a task still wants somebody."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Task:
    """Work for a person: what, about which record, why, whose, and until when. Put off, it sleeps until a
    day, for a reason, and is in nobody's list before.
    """

    kind: ClassVar[str] = "task"
    id: int
    what: str
    subject_kind: str
    subject_id: int
    why: str
    owner: str
    opened_on: date
    due_on: date
    version: int = 1
    patient_id: int = 0
    claim_id: int = 0
    cents: int = 0
    state: TaskState = TaskState.OPEN
    closed_on: date | None = None
    closed_by: str = ""
    outcome: str = ""
    asleep_until: date | None = None
    asleep_why: str = ""

    def closed(self, *, by: str, outcome: str, on: date) -> Self:
        """Return the task's next version, done, with what came of it."""
        return replace(
            self,
            version=self.version + 1,
            state=TaskState.DONE,
            closed_on=on,
            closed_by=by,
            outcome=outcome,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What a step proposes. A preview is the plan; committing it is one transaction and one audit entry.

    `reads` names every superseded record that the step looked at with the version it saw: a plan made from an
    older version is refused at commit. `notes` are plain sentences for the preview.
    """

    on: date
    records: tuple[Record, ...] = ()
    postings: tuple[Posting, ...] = ()
    findings: tuple[Finding, ...] = ()
    tasks: tuple[Task, ...] = ()
    reads: Mapping[tuple[str, int], int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when committing the plan would change nothing."""
        return not (self.records or self.postings or self.tasks)


def reading(*records: Record) -> dict[tuple[str, int], int]:
    """Return the `reads` of the records that a step looked at."""
    return {(record.kind, record.id): record.version for record in records}


def join(plans: Iterable[Plan], *, on: date) -> Plan:
    """Join the plans of several steps into one that commits as a whole.

    Two plans must have read the same version of a record that both read; the flow loaded it once.
    """
    parts = list(plans)
    reads: dict[tuple[str, int], int] = {}
    for part in parts:
        for key, version in part.reads.items():
            assert reads.setdefault(key, version) == version, "joined plans read one record at two versions"
    return Plan(
        on=on,
        records=tuple(record for part in parts for record in part.records),
        postings=tuple(posting for part in parts for posting in part.postings),
        findings=tuple(finding for part in parts for finding in part.findings),
        tasks=tuple(task for part in parts for task in part.tasks),
        reads=reads,
        notes=tuple(note for part in parts for note in part.notes),
    )
