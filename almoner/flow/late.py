"""Gives what has waited too long to somebody, and takes the work back when it has gone on by itself; called
inside `follow.watch`.
"""

from datetime import date, timedelta

from almoner.core.plan import Ids, Plan, Task, TaskState, reading
from almoner.store.late import LATENESSES, Late, Lateness, late, still_waiting
from almoner.store.session import Session

DUE = timedelta(days=3)
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
}
"""Why a booking is late and whose it is."""
OWNED = {"late_visit": VISITS, "late_booking": BOOKINGS}
NOTES = frozenset({"late_draft", "unsigned_work"})
WHY = {
    "late_draft": "The note was begun and is not signed.",
    "unsigned_work": "Something was done that will be charged, and the note is not signed.",
    "unposted_payment": "The payment has come and nobody has posted it.",
    "undelivered_file": "The file has not reached the other side.",
    "missing_deposit": "The payment is posted, and the bank has not shown its money.",
}


def late_work(session: Session, *, on: date, limit: int) -> Plan:
    """Return the plan of tasks for what became late, and of those that are over."""
    ids = session.ids()
    opened: list[Task] = []
    over: list[Task] = []
    for kind in LATENESSES:
        opened += [_task(kind, one, ids, on) for one in late(session, kind, on=on, limit=limit)]
        asked = session.find(Task, what=kind.what, state=TaskState.OPEN)
        waiting = still_waiting(session, kind, [task.subject_id for task in asked], on=on)
        over += [task for task in asked if task.subject_id not in waiting]
    done = (task.closed(by="almoner", outcome="It went on.", on=on) for task in over)
    return Plan(on=on, tasks=(*opened, *done), reads=reading(*over))


def _told(kind: Lateness, one: Late) -> tuple[str, str]:
    """Why it is late, and whose it is: by how far it has come, a note's its author's."""
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
        due_on=on + DUE,
        patient_id=one.patient_id,
        cents=one.cents,
    )
