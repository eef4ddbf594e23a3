"""What becomes of a claim or question that our own checks refuse to write: a person's task with the reason,
while the rest goes; and of a whole file whose envelope can't be written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from almoner.core.claim import Claim
from almoner.core.claim.state import Event, after
from almoner.core.coverage import Coverage
from almoner.core.party import Practice
from almoner.core.plan import Ids, Plan, Task, TaskState, reading
from almoner.flow.scrub.gate import hold_task
from almoner.store.session import Session

UNWRITTEN = "unwritten_file"
UNASKED = "unasked_benefits"
SILENT = "silent_claim"
DUE = timedelta(days=1)
HELD_BY = "our own check of the file"


def held(refused: Iterable[tuple[Claim, str]], ids: Ids, *, on: date) -> Plan:
    """Return the plan that holds ready claims, each with its owner and the reason."""
    pairs = list(refused)
    return Plan(
        on=on,
        records=tuple(after(claim, Event.HELD, on=on, cause=HELD_BY) for claim, _ in pairs),
        tasks=tuple(
            hold_task(claim, f"{why} Mend what it says, then check the claim again.", ids, on)
            for claim, why in pairs
        ),
        reads=reading(*(claim for claim, _ in pairs)),
    )


def file_waits(session: Session, practice: Practice, why: str, *, on: date) -> Plan:
    """Return the plan of a file whose envelope can't be written: one task, as long as it stays so. What was
    to go in the file stands as it stood, and goes once the practice's numbers are mended.
    """
    if session.find(Task, what=UNWRITTEN, state=TaskState.OPEN):
        return Plan(on=on)
    task = Task(
        id=next(session.ids()),
        what=UNWRITTEN,
        subject_kind=practice.kind,
        subject_id=practice.id,
        why=f"No file for the clearinghouse can be written. {why} Mend the practice's set-up; what waits "
        "then goes with the next batch.",
        owner="biller",
        opened_on=on,
        due_on=on + DUE,
    )
    return Plan(on=on, tasks=(task,))


def file_goes(session: Session, *, on: date) -> Plan:
    """Return the plan that closes what `file_waits` opened: a file could be written."""
    asked = session.find(Task, what=UNWRITTEN, state=TaskState.OPEN)
    done = tuple(task.closed(by="almoner", outcome="A file was written.", on=on) for task in asked)
    return Plan(on=on, tasks=done, reads=reading(*asked))


def unasked(
    session: Session, refused: Sequence[tuple[int, str]], asked: Sequence[int], *, service_on: date, on: date
) -> Plan:
    """Return the plan of coverages that no payer can be asked about: a task each, once; it is closed when the
    question has gone out.
    """
    why = dict(refused)
    open_now = session.find(Task, what=UNASKED, state=TaskState.OPEN, subject_id=[*why, *asked])
    known = {task.subject_id for task in open_now}
    ids = session.ids()
    new = [
        Task(
            id=next(ids),
            what=UNASKED,
            subject_kind=coverage.kind,
            subject_id=coverage.id,
            why=f"The payer can't be asked about the policy. {why[coverage.id]}",
            owner="front_desk",
            opened_on=on,
            due_on=max(on, service_on),
            patient_id=coverage.patient_id,
        )
        for coverage in session.find(Coverage, id=[one for one in why if one not in known])
    ]
    over = [task for task in open_now if task.subject_id not in why]
    done = [task.closed(by="almoner", outcome="The payer was asked.", on=on) for task in over]
    return Plan(on=on, tasks=(*new, *done), reads=reading(*over))


def unaskable(session: Session, refused: Sequence[tuple[Claim, str]], *, on: date) -> Plan:
    """Return the plan of claims that no payer can be asked about: the task of a claim's silence says why, and
    one is opened where there is none.
    """
    ids = session.ids()
    asked = session.find(Task, what=SILENT, state=TaskState.OPEN, claim_id=[claim.id for claim, _ in refused])
    open_now = {task.claim_id: task for task in asked}
    tasks = []
    for claim, why in refused:
        words = f"The payer can't be asked about the claim. {why}"
        task = open_now.get(claim.id)
        if task is None:
            tasks.append(replace(hold_task(claim, words, ids, on), what=SILENT))
        elif words not in task.why:
            tasks.append(replace(task, version=task.version + 1, why=f"{task.why} {words}"))
    return Plan(on=on, tasks=tuple(tasks), reads=reading(*asked))
