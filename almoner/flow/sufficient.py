"""What a visit's note lacks, as the flows ask: beside the draft while it is written, and at the signature.
What a claim waits for becomes the author's task; the gate holds the claim while that is open.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.chart import Note, Visit
from almoner.core.chart.draft import Composed
from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Administration
from almoner.core.chart.note import Care, NoteSort
from almoner.core.chart.order import Order
from almoner.core.chart.sign import corrected
from almoner.core.chart.template import Must, Template
from almoner.core.claim.documented import LACKS
from almoner.core.coding.asked import MOST_AGE
from almoner.core.coding.sufficient import Around, Shortfall, sufficient
from almoner.core.coding.suggest import Answer, Asked, suggest
from almoner.core.coding.visit_read import VisitRange
from almoner.core.party import Patient, Provider
from almoner.core.plan import Ids, Task, TaskState
from almoner.flow.coder import tools
from almoner.flow.look_patient import age_on
from almoner.store import chart as kept
from almoner.store.documentation import shipped_documentation
from almoner.store.session import Ask, Session

DUE = timedelta(days=2)
NEW_AFTER = timedelta(days=3 * 365)
LONGEST_WHY = 1000
_RECORDS = (Order, Administration, Immunization)


@dataclass(frozen=True, slots=True)
class Said:
    """A note as it is looked at: its text with what was carried, by which template and answers, whose."""

    made: Composed
    template: Template | None
    care: Care
    author: str
    attestations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found: the coder's answer, the visit level without unreviewed copies, and what is missing."""

    answer: Answer
    level: VisitRange | None
    found: tuple[Shortfall, ...]

    @property
    def before_claim(self) -> tuple[Shortfall, ...]:
        """What a claim waits for."""
        return tuple(each for each in self.found if each.must is Must.BEFORE_CLAIM)


def look(session: Session, visit: Visit, said: Said) -> Looked:
    """Look at a visit's note by a fixed number of queries (inside a flow)."""
    patient, notes = Ask(Patient, {"id": visit.patient_id}), Ask(Note, {"patient_id": visit.patient_id})
    records = kept.of_visit(visit.id, _RECORDS)
    visits = kept.visits(session, visit.patient_id)
    found = session.gather(patient, notes, visits, *records)
    (who,) = found.of(patient)
    asked = Asked(
        on=visit.service_on,
        age=min(age_on(who.birth_on, visit.service_on), MOST_AGE),
        sex=who.sex if who.sex in {"F", "M"} else None,
        is_new=_is_new(visit, found.of(visits)),
    )
    orders, drugs, shots = (found.of(each) for each in records)
    around = Around(
        template=said.template,
        answers={one.field: one.values for one in said.made.stated},
        care=said.care,
        carried=said.made.carried,
        orders=tuple(one for one in orders if isinstance(one, Order)),
        administrations=tuple(one for one in drugs if isinstance(one, Administration)),
        immunizations=tuple(one for one in shots if isinstance(one, Immunization)),
        before=_before(found.of(notes), visit, said.author),
        sex=asked.sex,
        attestations=said.attestations,
    )
    answer = suggest(said.made.text, asked, tools())
    own = said.made.own_text
    level = answer.visit if own == said.made.text else suggest(own, asked, tools()).visit
    return Looked(answer, level, sufficient(answer, around, shipped_documentation()))


def as_signed(note: Note, later: Iterable[Note], template: Template | None) -> Said:
    """Return a signed note as it is to be read now: as corrected, with what was added since."""
    since = [one for one in later if one.what is not NoteSort.WITHDRAWAL]
    text = corrected(note.text, (one for one in since if one.what is NoteSort.CORRECTION))
    added = "".join(f"\n{one.text}" for one in since if one.what is not NoteSort.CORRECTION)
    carried = note.carried if text == note.text else ()
    own = tuple(one.text for one in since if one.what is NoteSort.COSIGNATURE)
    attested = (" ".join(one.text for one in since if one.signed_by in _signers(since)),) if own else ()
    made = Composed(text + added, note.stated, carried)
    return Said(made, template, note.care, note.signed_by, attested)


def _signers(later: Iterable[Note]) -> set[str]:
    """Who cosigned; what they added since is part of their attestation."""
    return {one.signed_by for one in later if one.what is NoteSort.COSIGNATURE}


def fresh_task(visit: Visit, *, owner: str, ids: Ids, on: date) -> Task:
    """Return a task about what a visit's note lacks, which doesn't say yet what that is."""
    return Task(
        id=next(ids),
        what=LACKS,
        subject_kind="visit",
        subject_id=visit.id,
        why="",
        owner=owner,
        opened_on=on,
        due_on=on + DUE,
        patient_id=visit.patient_id,
    )


def task_for(looked: Looked, fresh: Task, open_task: Task | None) -> tuple[Task, ...]:
    """Return what becomes of the task about what a note lacks: the fresh one opened, the open one told anew
    or closed.
    """
    lacks = looked.before_claim
    why = " ".join(dict.fromkeys(each.says for each in lacks))[:LONGEST_WHY]
    if open_task is None:
        return (replace(fresh, why=why),) if lacks else ()
    if not lacks:
        return (open_task.closed(by="almoner", outcome="It was added.", on=fresh.opened_on),)
    same = open_task.why == why
    return () if same else (replace(open_task, version=open_task.version + 1, why=why),)


def open_task_of(session: Session, visit_id: int) -> Task | None:
    """Return the open task about what a visit's note lacks."""
    found = session.find(Task, what=LACKS, subject_id=visit_id, state=TaskState.OPEN)
    return found[0] if found else None


def owner_of(session: Session, provider_id: int) -> str:
    """Return whose work a provider's note is: the provider's user, else everybody's in that role."""
    found = session.find(Provider, id=provider_id)
    return (found[0].user if found else "") or "provider"


def _is_new(visit: Visit, others: Iterable[Visit]) -> bool:
    """The practice has not seen the patient in the three years before."""
    since = visit.service_on - NEW_AFTER
    return not any(one.id != visit.id and since < one.service_on < visit.service_on for one in others)


def _before(notes: Iterable[Note], visit: Visit, author: str) -> str:
    """The author's last note of the patient before this visit's."""
    own = [
        one
        for one in notes
        if one.what is NoteSort.VISIT and one.visit_id != visit.id and one.signed_by == author
    ]
    last = max(own, key=lambda one: (one.signed_on, one.id), default=None)
    return last.text if last else ""
