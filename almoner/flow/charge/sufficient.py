"""What a visit's note lacks, as the flows ask: beside the draft while it is written, and at the signature.
What a claim waits for becomes the author's task; the gate holds the claim while that is open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.chart import Note, Visit
from almoner.core.chart.draft import Composed
from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Administration
from almoner.core.chart.note import Care, NoteSort
from almoner.core.chart.nouns import AnyNoun
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
from almoner.flow.charge.coder import tools
from almoner.flow.desk.look_patient import age_on
from almoner.store.chart import chart as kept
from almoner.store.session import Ask, Session
from almoner.store.shipped.documentation import shipped_documentation

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
    return look_at_all(session, [(visit, said)])[0]


def look_at_all(session: Session, pairs: Sequence[tuple[Visit, Said]]) -> list[Looked]:
    """Look at the notes of visits, in their order, by the queries of one (inside a flow)."""
    beside = _beside(session, [visit for visit, _ in pairs])
    read = _Reader()
    return [_looked(visit, said, beside, read) for visit, said in pairs]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is on record beside notes: patients by id, the rest by patient or by visit."""

    patients: dict[int, Patient]
    notes: dict[int, list[Note]]
    visits: dict[int, list[Visit]]
    records: dict[int, list[AnyNoun]]


def _beside(session: Session, visits: Sequence[Visit]) -> _Beside:
    patient_ids = list(dict.fromkeys(one.patient_id for one in visits))
    patients, notes = Ask(Patient, {"id": patient_ids}), Ask(Note, {"patient_id": patient_ids})
    others = kept.visits(session, *patient_ids)
    asks = kept.of_visits([one.id for one in visits], _RECORDS)
    found = session.gather(patients, notes, others, *asks)
    beside = _Beside({one.id: one for one in found.of(patients)}, {}, {}, {})
    for note in found.of(notes):
        beside.notes.setdefault(note.patient_id, []).append(note)
    for other in found.of(others):
        beside.visits.setdefault(other.patient_id, []).append(other)
    for record in (each for ask in asks for each in found.of(ask)):
        beside.records.setdefault(record.entry.visit_id, []).append(record)
    return beside


class _Reader:
    """Reads notes with the coder, a text that comes again only once."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, Asked], Answer] = {}

    def __call__(self, text: str, asked: Asked) -> Answer:
        answer = self._read.get((text, asked))
        if answer is None:
            answer = self._read[text, asked] = suggest(text, asked, tools())
        return answer


def _looked(visit: Visit, said: Said, beside: _Beside, read: _Reader) -> Looked:
    who = beside.patients[visit.patient_id]
    asked = Asked(
        on=visit.service_on,
        age=min(age_on(who.birth_on, visit.service_on), MOST_AGE),
        sex=who.sex if who.sex in {"F", "M"} else None,
        is_new=_is_new(visit, beside.visits.get(visit.patient_id, ())),
    )
    records = beside.records.get(visit.id, ())
    around = Around(
        template=said.template,
        answers={one.field: one.values for one in said.made.stated},
        own=frozenset(name for name, _ in said.made.own),
        care=said.care,
        carried=said.made.carried,
        orders=tuple(one for one in records if isinstance(one, Order)),
        administrations=tuple(one for one in records if isinstance(one, Administration)),
        immunizations=tuple(one for one in records if isinstance(one, Immunization)),
        before=_before(beside.notes.get(visit.patient_id, ()), visit, said.author),
        sex=asked.sex,
        attestations=said.attestations,
    )
    answer = read(said.made.text, asked)
    own = said.made.own_text
    level = answer.visit if own == said.made.text else read(own, asked).visit
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


def tasks_of_signed(
    session: Session, signed: Sequence[tuple[Visit, Note, Template | None]], *, on: date
) -> tuple[Task, ...]:
    """Return the authors' tasks about what the notes that they sign now lack (inside a flow)."""
    pairs = [(visit, as_signed(note, (), template)) for visit, note, template in signed]
    owners: dict[int, str] = {}
    ids, tasks = session.ids(), list[Task]()
    for (visit, note, _), looked in zip(signed, look_at_all(session, pairs), strict=True):
        if not looked.before_claim:
            continue
        author_id = note.author_id or visit.provider_id
        if author_id not in owners:
            owners[author_id] = owner_of(session, author_id)
        tasks += task_for(looked, fresh_task(visit, owner=owners[author_id], ids=ids, on=on), None)
    return tuple(tasks)


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
