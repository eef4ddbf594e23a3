"""A visit's note: written with autosave, signed, and added to. The margin beside it says what it carries and
what it lacks; nothing in it speaks of money.
"""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.chart.entry import Label
from almoner.core.chart.medication import MedicationStatus
from almoner.core.chart.note import CareRole, TemplateUse
from almoner.core.chart.voiced import words_hash
from almoner.flow.refused import Refused
from almoner.flow.visit import dictate, disclosure, document, look_note, note, note_after
from almoner.flow.visit.note import Typed
from almoner.web import asked
from almoner.web.chart.rows import warned
from almoner.web.door import Caller
from almoner.web.headers import MICROPHONE
from almoner.web.note import typed
from almoner.web.note.leads import groups_of
from almoner.web.note.margin import margin_of, pieces

LONGEST = 20_000
SAID = {
    "saved": "The draft is saved.",
    "carried": "Paragraphs of the last note stand in their sections, each with its day. Review or drop each.",
    "signed": "The note is signed; its text, answers and time are frozen.",
    "added": "It stands at the head of the note.",
    "apart": "It is a substance use record: its note is kept apart, and its claims wait for a consent.",
    "plain": "The mark is taken off.",
    "withdrawn": "The note is withdrawn, and readable with the reason.",
}
"""What a page says after an act, by the word in its address."""
ROLES = (
    (CareRole.OWN.value, "by me alone"),
    (CareRole.SUPERVISED.value, "under supervision"),
    (CareRole.INCIDENT_TO.value, "incident to a physician"),
    (CareRole.SHARED.value, "shared in a facility"),
    (CareRole.TEACHING.value, "with a teaching physician"),
)


def show(caller: Caller, visit_id: int, mine: Typed | None = None) -> HttpResponse:
    """Show a visit's note: the draft to write, or the signed one; with what was typed in this window, where
    another has changed the draft since.
    """
    found = look_note.page(caller.actor, visit_id, on=caller.on, typed=mine)
    shared: dict[str, Any] = {
        "frame": found.head.frame,
        "head": found.head,
        "visit": found.visit,
        "said": SAID.get(asked.text(caller.request, "done"), ""),
        "roles": ROLES,
        "keeps_private": found.keeps_private,
        "is_apart": found.is_apart,
        "is_marked": Label.PART2 in found.visit.labels,
        "warned": warned(found.allergies),
        "medications": [one for one in found.medications if one.status is MedicationStatus.ACTIVE],
        "policies": found.policies,
    }
    if found.written is None or found.looked is None:
        signed = found.signed
        used = signed.note.template if signed else None
        shown = pieces(signed.note.text, signed.note.carried, heads=_headings(used)) if signed else ()
        shared["template_title"] = _title(used.id) if used else ""
        shared["wants_more"] = bool(asked.text(caller.request, "add"))
        return caller.page("note_signed.html", signed=signed, pieces=shown, words_hash=words_hash, **shared)
    engine, _ = dictate.engine_of_settings()
    response = caller.page(
        "note.html",
        status=422 if found.theirs else 200,
        hears=bool(engine),
        theirs=found.theirs,
        written=found.written,
        margin=margin_of(found.written, found.looked),
        groups_of=groups_of,
        templates=sorted(note.templates().values(), key=lambda one: one.title),
        has_earlier=found.has_earlier,
        **shared,
    )
    for name, value in MICROPHONE.items() if engine else ():
        response.headers[name] = value
    return response


def save(caller: Caller, visit_id: int) -> HttpResponse:
    """Keep the draft; to a script answer with the margin alone, else show the page again."""
    caller.check_token("visit", visit_id)
    mine = typed.read(caller.request, visit_id)
    try:
        written, looked = note.save_typed(caller.actor, mine, on=caller.on)
    except Refused as refused:
        return _beside_theirs(caller, mine, refused)
    if caller.request.headers.get("HX-Request"):
        return caller.page(
            "note_margin.html", margin=margin_of(written, looked), version=written.draft.version
        )
    return HttpResponseRedirect(f"/visits/{visit_id}/note?done=saved")


def _beside_theirs(caller: Caller, mine: Typed, refused: Refused) -> HttpResponse:
    """Show what was typed beside what another window keeps, where that is why it was refused; else raise."""
    is_stale = any(one.edit == note.CHANGED for one in refused.findings)
    if not is_stale or caller.request.headers.get("HX-Request"):
        raise refused
    return show(caller, mine.visit_id, mine)


def carry(caller: Caller, visit_id: int) -> HttpResponse:
    """Keep what the form says, and take the last note's paragraphs into it."""
    caller.check_token("visit", visit_id)
    written, _ = note.save_typed(caller.actor, typed.read(caller.request, visit_id), on=caller.on)
    note.carry_forward(caller.actor, visit_id, version=written.draft.version, on=caller.on)
    return HttpResponseRedirect(f"/visits/{visit_id}/note?done=carried")


def sign(caller: Caller, visit_id: int) -> HttpResponse:
    """Keep what the form says, and sign it as it stands."""
    caller.check_token("visit", visit_id)
    mine = typed.read(caller.request, visit_id)
    try:
        note.sign_typed(caller.actor, mine, on=caller.on)
    except Refused as refused:
        return _beside_theirs(caller, mine, refused)
    return HttpResponseRedirect(f"/visits/{visit_id}/note?done=signed")


def keep_apart(caller: Caller, visit_id: int) -> HttpResponse:
    """Say that the visit is a substance use record, or take that back."""
    caller.check_token("visit", visit_id)
    is_one = asked.text_in_form(caller.request, "is") == "1"
    (disclosure.mark if is_one else disclosure.unmark)(caller.actor, visit_id, on=caller.on)
    return HttpResponseRedirect(f"/visits/{visit_id}/note?done={'apart' if is_one else 'plain'}")


def add(caller: Caller, note_id: int) -> HttpResponse:
    """Sign an addendum."""
    caller.check_token("note", note_id)
    document.add_to_note(caller.actor, note_id, _words(caller, "text"), on=caller.on)
    return _back(caller, "added")


def correct(caller: Caller, note_id: int) -> HttpResponse:
    """Sign a correction: the words that were wrong, and what is right."""
    caller.check_token("note", note_id)
    wrong, right = _words(caller, "wrong"), _words(caller, "right")
    note_after.correct_note(caller.actor, note_id, wrong, right, on=caller.on)
    return _back(caller, "added")


def cosign(caller: Caller, note_id: int) -> HttpResponse:
    """Attest in the second clinician's own words."""
    caller.check_token("note", note_id)
    note_after.cosign_note(caller.actor, note_id, _words(caller, "text"), on=caller.on)
    return _back(caller, "added")


def withdraw(caller: Caller, note_id: int) -> HttpResponse:
    """Mark the note as entered in error."""
    caller.check_token("note", note_id)
    note_after.withdraw_note(caller.actor, note_id, _words(caller, "reason"), on=caller.on)
    return _back(caller, "withdrawn")


def _title(template_id: str) -> str:
    """What a template is called; one that is not offered any more keeps its id."""
    offered = note.templates().get(template_id)
    return offered.title if offered else template_id


def _headings(used: TemplateUse | None) -> list[str]:
    """The headings of the template that a note was written by."""
    offered = note.templates().get(used.id) if used else None
    return [section.heading for section in offered.sections] if offered else []


def _words(caller: Caller, name: str) -> str:
    return asked.text_in_form(caller.request, name, longest=LONGEST).replace("\r\n", "\n")


def _back(caller: Caller, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"/visits/{asked.id_in_form(caller.request, 'visit')}/note?done={done}")
