"""Gives what has waited too long to somebody, and takes the work back when it has gone on by itself; called
inside `follow.watch`.
"""

from dataclasses import replace
from datetime import date, timedelta

from almoner.core.plan import Ids, Plan, Task, TaskState, reading
from almoner.store.lists.late import LATENESSES, Late, Lateness, late, still_waiting
from almoner.store.session import Session

DUE = timedelta(days=3)
FILING = "filing_limit"
"""The work about a claim that its payer may soon refuse for its age; it is due by that day."""
VISITS = {
    "open": ("The visit's note is not signed.", "provider"),
    "signed": ("The visit is signed and nobody has decided on its codes.", "coder"),
    "coded": ("The visit is coded and not charged.", "biller"),
    "charged": ("The visit is charged and its claim is not built.", "biller"),
}
"""Why a visit is late and whose it is, by how far it has come."""
BOOKINGS = {
    "booked": ("The day has passed, and nobody has said whether the patient came.", "front_desk"),
    "arrived": ("The patient came, and nothing was written.", "provider"),
    "in_room": ("The visit has begun, and nobody has checked the patient in.", "front_desk"),
}
"""Why a booking is late and whose it is."""
OWNED = {"late_visit": VISITS, "late_booking": BOOKINGS}
NOTES = frozenset({"late_draft", "unsigned_work"})
WHY = {
    "late_draft": "The note was begun and is not signed.",
    "unsigned_work": "Something was done that will be charged, and the note is not signed.",
    "unposted_payment": "The payment has come and nobody has posted it.",
    "undelivered_file": "The file has not reached the other side.",
    "unacknowledged_file": "The file of claims was sent, and neither a 999 nor a 277CA has come.",
    "missing_deposit": "The payment is posted, and the bank has not shown its money.",
}


def late_work(session: Session, *, on: date, limit: int) -> Plan:
    """Return the plan of tasks for what became late, of those that are over, and of those that came one step
    further and are somebody else's now.
    """
    ids = session.ids()
    changed: list[Task] = []
    asked: list[Task] = []
    for kind in LATENESSES:
        changed += [_task(kind, one, ids, on) for one in late(session, kind, on=on, limit=limit)]
        own = session.find(Task, what=kind.what, state=TaskState.OPEN)
        waiting = still_waiting(session, kind, [task.subject_id for task in own], on=on)
        for task in own:
            after = _after(kind, task, waiting.get(task.subject_id), on)
            if after is not task:
                changed.append(after)
                asked.append(task)
    return Plan(on=on, tasks=tuple(changed), reads=reading(*asked))


def _after(kind: Lateness, task: Task, one: Late | None, on: date) -> Task:
    """Return the work as it stands now: over, handed on to whose the next step is, or the same."""
    if one is None:
        return task.closed(by="almoner", outcome="It went on.", on=on)
    why, owner = _told(kind, one)
    if kind.what not in OWNED or why == task.why:
        return task
    return replace(task, version=task.version + 1, why=why, owner=owner, due_on=on + DUE)


def _told(kind: Lateness, one: Late) -> tuple[str, str]:
    """Why it is late, and whose it is: by how far it has come, a note's its author's."""
    if kind.what == FILING:
        return f"Nothing proves yet that the payer has it, and its filing limit is {one.state}.", "biller"
    if kind.what in OWNED:
        return OWNED[kind.what][one.state]
    return WHY[kind.what], (one.state or "provider") if kind.what in NOTES else "biller"


def _task(kind: Lateness, one: Late, ids: Ids, on: date) -> Task:
    why, owner = _told(kind, one)
    return Task(
        id=next(ids),
        what=kind.what,
        subject_kind=kind.subject_kind,
        subject_id=one.id,
        why=why,
        owner=owner,
        opened_on=on,
        due_on=date.fromisoformat(one.state) if kind.what == FILING else on + DUE,
        patient_id=one.patient_id,
        claim_id=one.id if kind.subject_kind == "claim" else 0,
        cents=one.cents,
    )
