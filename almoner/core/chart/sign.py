"""Documentation steps: what a note needs before it may be signed, the signature that freezes it, and what may
come later: an addendum, a correction, a withdrawal, a cosignature. Nothing of a signed note is ever changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from almoner.core.chart.draft import Composed, Draft
from almoner.core.chart.note import Note, NoteSort, Stated, TemplateUse, note_hash, note_seal
from almoner.core.chart.visit import Problem, Visit, VisitState
from almoner.core.plan import Ids, Plan, reading
from almoner.core.rules import Because, Finding, Severity

LONGEST_NOTE = 200_000
WRONG, RIGHT = "wrong", "right"
"""The words of a correction, by name."""
_RULE = Because("sign", "the practice's documentation standard")
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as which provider (0 for none of the practice's), and when: the instant in UTC, where the
    act knows it.
    """

    name: str
    provider_id: int = 0
    at: datetime | None = None

    @property
    def instant(self) -> str:
        """The instant as the note keeps it."""
        return self.at.isoformat(timespec="seconds") if self.at else ""


@dataclass(frozen=True, slots=True)
class Act:
    """A signature under something: whose, the supply of ids, and the day."""

    signer: Signer
    ids: Ids
    on: date


def missing(visit: Visit, text: str) -> list[Finding]:
    """Return what a visit lacks before its note may be signed, each with its mend."""
    found = _unfit(visit, text)
    if not visit.problems:
        found.append(
            _finding("DOC-04", "No problem is named.", "Name at least one problem that was addressed.")
        )
    return found


def _unfit(visit: Visit, text: str) -> list[Finding]:
    """What makes a text no note at all; sufficiency never stops a signature."""
    found = []
    if visit.state is not VisitState.OPEN:
        found.append(_finding("DOC-01", "The visit's note is signed already.", "Write an addendum."))
    if not text.strip():
        found.append(_finding("DOC-02", "The note is empty.", "Write what was found and done."))
    if len(text) > LONGEST_NOTE:
        found.append(
            _finding("DOC-03", "The note is longer than 200,000 characters.", "Attach it as a document.")
        )
    return found


def sign(visit: Visit, text: str, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that freezes the note and marks the visit signed, or only what stands against it."""
    findings = missing(visit, text)
    if findings:
        return Plan(on=on, findings=tuple(findings), reads=reading(visit))
    note = _sealed(_of_visit(visit, text, Signer(by), ids, on))
    return _frozen(visit, note, on)


def sign_draft(
    visit: Visit, draft: Draft, made: Composed, *, template: TemplateUse, signer: Signer
) -> tuple[Note, tuple[Finding, ...]]:
    """Return the note that a draft becomes, with id 0 and no day yet, and what stands against signing it. The
    supervising clinician and the place are frozen into it; whoever typed for the author is named.
    """
    care = replace(draft.care, pos=visit.pos)
    if not care.supervising_id and visit.supervising_id:
        care = replace(care, supervising_id=visit.supervising_id)
    note = Note(
        id=0,
        visit_id=visit.id,
        patient_id=visit.patient_id,
        text=made.text,
        signed_by=signer.name,
        signed_on=visit.service_on,
        sha256=note_hash(made.text),
        template=template,
        stated=made.stated,
        carried=made.carried,
        care=care,
        author_id=signer.provider_id,
        signed_at=signer.instant,
        scribe=draft.scribe.strip(),
    )
    return note, tuple(_unfit(visit, made.text))


def freeze(visit: Visit, note: Note, *, named: tuple[str, ...], ids: Ids, on: date) -> Plan:
    """Return the plan that seals a draft's note on a day and marks the visit signed. `named` are the problems
    in the author's words; the visit keeps those that it has.
    """
    sealed = _sealed(replace(note, id=next(ids), signed_on=on))
    problems = visit.problems or tuple(Problem(words[:_MOST_WORDS]) for words in named)
    return _frozen(replace(visit, problems=problems), sealed, on)


def addendum(note: Note, text: str, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that adds to a signed note without touching it."""
    if not text.strip():
        return Plan(on=on, findings=(_finding("DOC-02", "The addendum is empty.", "Write what is added."),))
    return _pointing(note, text, NoteSort.ADDENDUM, act=Act(Signer(by), ids, on))


def correct(note: Note, wrong: str, right: str, *, act: Act) -> Plan:
    """Return the plan that says what was wrong in a note and what is right. The words that were wrong stand
    in the note, where they stay readable.
    """
    found = []
    if not wrong.strip() or wrong.strip() not in note.text:
        found.append(
            _finding("DOC-12", "The wrong words don't stand in the note.", "Copy them from the note.")
        )
    if not right.strip():
        found.append(_finding("DOC-12", "Nobody says what is right.", "Write what is right."))
    if found:
        return Plan(on=act.on, findings=tuple(found))
    text = f'Correction. The note says: "{wrong.strip()}". Right is: {right.strip()}\n'
    words = (Stated(WRONG, (wrong.strip(),)), Stated(RIGHT, (right.strip(),)))
    return _pointing(note, text, NoteSort.CORRECTION, act=act, stated=words)


def corrected(text: str, corrections: Iterable[Note]) -> str:
    """Return a note's text as its corrections have it, for what is to be read of it now."""
    for one in corrections:
        said = {stated.field: stated.values[0] for stated in one.stated}
        if WRONG in said and RIGHT in said:
            text = text.replace(said[WRONG], said[RIGHT], 1)
    return text


def withdraw(note: Note, reason: str, *, act: Act) -> Plan:
    """Return the plan that withdraws a note as entered in error; it stays readable and counts for nothing."""
    if not reason.strip():
        why = _finding("DOC-13", "Nobody says what was wrong.", "Say: wrong patient, twice, or what else.")
        return Plan(on=act.on, findings=(why,))
    text = f"Entered in error: {reason.strip()}\n"
    return _pointing(note, text, NoteSort.WITHDRAWAL, act=act)


def cosign(note: Note, text: str, *, act: Act) -> Plan:
    """Return the plan of the second clinician's own text to a note that waits for it."""
    found = []
    if not note.wants_cosignature:
        found.append(_finding("DOC-14", "The note waits for no second signature.", "Write an addendum."))
    elif act.signer.provider_id != note.care.supervising_id:
        mend = "The clinician that the note names signs it."
        found.append(_finding("DOC-14", "The note waits for another clinician.", mend))
    if not text.strip():
        mend = "Write what you saw, did and decided."
        found.append(_finding("DOC-02", "The attestation is empty.", mend))
    if found:
        return Plan(on=act.on, findings=tuple(found))
    return _pointing(note, text, NoteSort.COSIGNATURE, act=act)


def _pointing(note: Note, text: str, sort: NoteSort, *, act: Act, stated: tuple[Stated, ...] = ()) -> Plan:
    if len(text) > LONGEST_NOTE:
        why = _finding("DOC-03", "The text is longer than 200,000 characters.", "Attach it as a document.")
        return Plan(on=act.on, findings=(why,))
    made = Note(
        id=next(act.ids),
        visit_id=note.visit_id,
        patient_id=note.patient_id,
        text=text,
        signed_by=act.signer.name,
        signed_on=act.on,
        sha256=note_hash(text),
        addendum_to=note.id,
        sort=sort,
        stated=stated,
        author_id=act.signer.provider_id,
        signed_at=act.signer.instant,
    )
    return Plan(on=act.on, records=(_sealed(made),))


def _of_visit(visit: Visit, text: str, signer: Signer, ids: Ids, on: date) -> Note:
    return Note(
        id=next(ids),
        visit_id=visit.id,
        patient_id=visit.patient_id,
        text=text,
        signed_by=signer.name,
        signed_on=on,
        sha256=note_hash(text),
    )


def _sealed(note: Note) -> Note:
    return replace(note, seal=note_seal(note))


def _frozen(visit: Visit, note: Note, on: date) -> Plan:
    signed = replace(visit, version=visit.version + 1, state=VisitState.SIGNED, note_id=note.id)
    return Plan(on=on, records=(note, signed), reads=reading(visit))


def _finding(edit: str, message: str, mend: str) -> Finding:
    return Finding(edit, "documentation", Severity.REJECT, 0, message, mend, _RULE)
