"""Documentation steps: what a note needs before it may be signed, and the signature that freezes it."""

from dataclasses import replace
from datetime import date

from almoner.core.chart.note import Note, note_hash
from almoner.core.chart.visit import Visit, VisitState
from almoner.core.plan import Ids, Plan, reading
from almoner.core.rules import Because, Finding, Severity

LONGEST_NOTE = 200_000
_RULE = Because("sign", "the practice's documentation standard")


def missing(visit: Visit, text: str) -> list[Finding]:
    """Return what a visit lacks before its note may be signed, each with its mend."""
    found = []
    if visit.state is not VisitState.OPEN:
        found.append(_finding("DOC-01", "The visit's note is signed already.", "Write an addendum."))
    if not text.strip():
        found.append(_finding("DOC-02", "The note is empty.", "Write what was found and done."))
    if len(text) > LONGEST_NOTE:
        found.append(
            _finding("DOC-03", "The note is longer than 200,000 characters.", "Attach it as a document.")
        )
    if not visit.problems:
        found.append(
            _finding("DOC-04", "No problem is named.", "Name at least one problem that was addressed.")
        )
    return found


def sign(visit: Visit, text: str, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that freezes the note and marks the visit signed, or only what stands against it."""
    findings = missing(visit, text)
    if findings:
        return Plan(on=on, findings=tuple(findings), reads=reading(visit))
    note = Note(
        id=next(ids),
        visit_id=visit.id,
        patient_id=visit.patient_id,
        text=text,
        signed_by=by,
        signed_on=on,
        sha256=note_hash(text),
    )
    signed = replace(visit, version=visit.version + 1, state=VisitState.SIGNED, note_id=note.id)
    return Plan(on=on, records=(note, signed), reads=reading(visit))


def addendum(note: Note, text: str, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that adds to a signed note without touching it."""
    if not text.strip():
        return Plan(on=on, findings=(_finding("DOC-02", "The addendum is empty.", "Write what is added."),))
    added = Note(
        id=next(ids),
        visit_id=note.visit_id,
        patient_id=note.patient_id,
        text=text,
        signed_by=by,
        signed_on=on,
        sha256=note_hash(text),
        addendum_to=note.id,
    )
    return Plan(on=on, records=(added,))


def _finding(edit: str, message: str, mend: str) -> Finding:
    return Finding(edit, "documentation", Severity.REJECT, 0, message, mend, _RULE)
