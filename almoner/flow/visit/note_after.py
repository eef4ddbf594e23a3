"""What may come after a signature: a correction, a withdrawal, a cosignature, an addendum; and what becomes
of the work about the note by it. The signed note itself stays as it was signed.
"""

from dataclasses import replace
from datetime import date, timedelta

from almoner.core.charge import ChargeLine
from almoner.core.charge.corrected import resting_on
from almoner.core.charge.proposal import CORRECT
from almoner.core.chart import Note, Visit, VisitState
from almoner.core.chart.note import NoteSort
from almoner.core.chart.sign import Act, correct, cosign, withdraw
from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.documented import LACKS
from almoner.core.claim.state import Event, after
from almoner.core.coding.decision import CodingDecision
from almoner.core.plan import Plan, Task, TaskState, reading
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.charge.sufficient import DUE, as_signed, fresh_task, look, open_task_of, task_for
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_if
from almoner.flow.scrub.gate import hold_task
from almoner.flow.visit.note import COSIGN, note_of, signer_of, templates
from almoner.store.commit import commit
from almoner.store.session import NotFound, Session
from almoner.store.shipped.documentation import shipped_documentation

LATE_ADDENDUM = "late_addendum"
REVERSE_CHARGES = "reverse_charges"
_FLOW = "document"


def correct_note(actor: Actor, note_id: int, wrong: str, right: str, *, on: date) -> Note:
    """State what was wrong in a signed note and what is right; the old words stay readable."""
    with enter(actor, Permission.NOTE_SIGN) as session:
        if (first := first_act(session, actor, Note)) is not None:
            return first
        note = _standing(session, note_id)
        plan = correct(note, wrong, right, act=Act(signer_of(session, actor), session.ids(), on))
        refuse_if(plan.findings)
        plan = with_later(session, plan, note, on=on)
        plan = replace(plan, tasks=(*plan.tasks, *_doubted(session, note, wrong.strip(), on)))
        commit(session, plan, cause=cause(actor, _FLOW, "corrected"))
        return note_of(plan)


def withdraw_note(actor: Actor, note_id: int, reason: str, *, on: date) -> Note:
    """Mark a signed note as entered in error; the note stays readable with the reason."""
    with enter(actor, Permission.NOTE_SIGN) as session:
        if (first := first_act(session, actor, Note)) is not None:
            return first
        note = _standing(session, note_id)
        plan = withdraw(note, reason, act=Act(signer_of(session, actor), session.ids(), on))
        refuse_if(plan.findings)
        plan = _taken_back(session, plan, note, actor, on)
        commit(session, plan, cause=cause(actor, _FLOW, "entered in error"))
        return note_of(plan)


def cosign_note(actor: Actor, note_id: int, text: str, *, on: date) -> Note:
    """Attest a note in the supervising clinician's own words."""
    with enter(actor, Permission.NOTE_SIGN) as session:
        if (first := first_act(session, actor, Note)) is not None:
            return first
        note = _standing(session, note_id)
        if session.find(Note, addendum_to_id=note_id, sort=NoteSort.COSIGNATURE.value):
            raise refusal("DOC-14", "The note is cosigned already.", "Write an addendum.")
        plan = cosign(note, text, act=Act(signer_of(session, actor), session.ids(), on))
        refuse_if(plan.findings)
        plan = with_later(session, plan, note, on=on)
        commit(session, plan, cause=cause(actor, _FLOW, "cosigned"))
        return note_of(plan)


def with_later(session: Session, plan: Plan, note: Note, *, on: date) -> Plan:
    """Return the plan of a text that points to a note, with what becomes of the work about the note: what it
    lacked is looked at again with the new words, the wait for a second signature is over, and an addendum
    that comes late is the coder's to look at (inside a flow).
    """
    added = note_of(plan)
    root = note if note.what is NoteSort.VISIT else session.get(Note, note.addendum_to)
    visit = session.get(Visit, root.visit_id)
    asked = open_task_of(session, visit.id)
    tasks: tuple[Task, ...] = ()
    if asked is not None or added.what is NoteSort.COSIGNATURE:
        later = [*session.find(Note, addendum_to_id=root.id), added]
        template = templates().get(root.template.id) if root.template else None
        looked = look(session, visit, as_signed(root, later, template))
        owner = asked.owner if asked else added.signed_by
        fresh = fresh_task(visit, owner=owner, ids=session.ids(), on=on)
        tasks = task_for(looked, fresh, asked)
    if added.what is NoteSort.COSIGNATURE:
        waiting = session.find(Task, what=COSIGN, subject_id=root.id, state=TaskState.OPEN)
        tasks += tuple(one.closed(by=added.signed_by, outcome="Cosigned.", on=on) for one in waiting)
    elif _is_late(root, visit, on):
        tasks += (_late_addendum(session, added, on),)
    return replace(plan, tasks=(*plan.tasks, *tasks))


def _doubted(session: Session, note: Note, wrong: str, on: date) -> list[Task]:
    """The work with each charge whose evidence was corrected and that is nobody's yet."""
    lines = session.find(ChargeLine, visit_id=note.visit_id, order="sequence")
    made = session.find(CodingDecision, visit_id=note.visit_id) if lines else []
    doubted = resting_on(note, wrong, made, lines)
    asked = session.find(Task, what=CORRECT, subject_id=[one.id for one in doubted], state=TaskState.OPEN)
    known = {one.subject_id for one in asked}
    ids = session.ids()
    return [
        Task(
            id=next(ids),
            what=CORRECT,
            subject_kind=ChargeLine.kind,
            subject_id=line.id,
            why=f"{line.code} is charged, and words of the note that it rests on were corrected: "
            "decide what becomes of it.",
            owner="biller",
            opened_on=on,
            due_on=on + DUE,
            patient_id=line.patient_id,
        )
        for line in doubted
        if line.id not in known
    ]


def _is_late(note: Note, visit: Visit, on: date) -> bool:
    """An addendum after the card's days, or after a claim was built."""
    limit = timedelta(days=shipped_documentation().late_addendum_days)
    return visit.state is VisitState.BILLED or on - note.signed_on > limit


def _late_addendum(session: Session, added: Note, on: date) -> Task:
    return Task(
        id=next(session.ids()),
        what=LATE_ADDENDUM,
        subject_kind="visit",
        subject_id=added.visit_id,
        why="A note was added to late. Codes that rest on the new words alone want a look.",
        owner="coder",
        opened_on=on,
        due_on=on + DUE,
        patient_id=added.patient_id,
    )


def _taken_back(session: Session, plan: Plan, note: Note, actor: Actor, on: date) -> Plan:
    """A withdrawn note leaves its visit open for the right one where nothing was charged; else its charges go
    to the biller for reversal, and the gate holds what has not left.
    """
    visit = session.get(Visit, note.visit_id)
    open_tasks = [*session.find(Task, what=LACKS, subject_id=visit.id, state=TaskState.OPEN)]
    open_tasks += session.find(Task, what=COSIGN, subject_id=note.id, state=TaskState.OPEN)
    tasks = tuple(one.closed(by=actor.name, outcome="The note was withdrawn.", on=on) for one in open_tasks)
    if visit.state is VisitState.SIGNED:
        again = replace(visit, version=visit.version + 1, state=VisitState.OPEN, note_id=0)
        return replace(plan, records=(*plan.records, again), reads=reading(visit), tasks=tasks)
    reverse = Task(
        id=next(session.ids()),
        what=REVERSE_CHARGES,
        subject_kind="visit",
        subject_id=visit.id,
        why="The visit's note was withdrawn: withdraw its claims and reverse its charges.",
        owner="biller",
        opened_on=on,
        due_on=on + DUE,
        patient_id=visit.patient_id,
    )
    ready = session.find(Claim, visit_id=visit.id, state=ClaimState.READY)
    kept_back = tuple(after(claim, Event.HELD, on=on) for claim in ready)
    holds = tuple(hold_task(claim, reverse.why, session.ids(), on) for claim in ready)
    return replace(
        plan,
        records=(*plan.records, *kept_back),
        tasks=(*tasks, reverse, *holds),
        reads=reading(*ready),
    )


def _standing(session: Session, note_id: int) -> Note:
    """A visit's note that was not withdrawn."""
    note = session.get(Note, note_id)
    if note.what is not NoteSort.VISIT:
        raise NotFound("no such note of a visit")
    if session.find(Note, addendum_to_id=note_id, sort=NoteSort.WITHDRAWAL.value):
        raise refusal("DOC-13", "The note was withdrawn already.", "Write the right one.")
    return note
