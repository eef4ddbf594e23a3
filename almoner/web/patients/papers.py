"""A visit's papers and additions to its note, from the patient's page."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.chart import Document
from almoner.core.chart.document import DocumentSort
from almoner.flow.refused import refusal
from almoner.flow.visit import document
from almoner.web import asked
from almoner.web.door import Caller

SORTS = [(sort.value, sort.value.replace("_", " ")) for sort in DocumentSort]
LONGEST_PLACE = 201
LONGEST_TEXT = 20_000
LONGEST_WHY = 501
LONGEST_ID = 19


def file(caller: Caller, patient_id: int) -> HttpResponse:
    """Note that a signed paper of the visit that the form names is on file."""
    form = caller.request
    visit_id, signed_on = asked.id_in_form(form, "visit"), asked.day_in_form(form, "signed")
    caller.check_token("visit", visit_id)
    sort = asked.text_in_form(form, "sort")
    if signed_on is None or sort not in dict(SORTS):
        raise refusal("DOC-08", "The paper's kind or its day can't be read.", "Choose both.")
    place = asked.text_in_form(form, "place", longest=LONGEST_PLACE)
    paper = Document(0, 0, visit_id, DocumentSort(sort), signed_on, place=place)
    document.file_papers(caller.actor, [paper], on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}#vi")


def take_out(caller: Caller, patient_id: int) -> HttpResponse:
    """Mark the paper that the form names as filed in error, with the reason."""
    form = caller.request
    visit_id = asked.id_in_form(form, "visit")
    caller.check_token("visit", visit_id)
    paper_id, _, version = asked.text_in_form(form, "paper").partition(".")
    if not all(one.isascii() and one.isdecimal() and len(one) < LONGEST_ID for one in (paper_id, version)):
        raise refusal("DOC-08", "The paper can't be read.", "Choose one of those on file.")
    seen = document.SeenPaper(visit_id, int(paper_id), int(version))
    why = asked.text_in_form(form, "why", longest=LONGEST_WHY)
    document.take_out_paper(caller.actor, seen, why, on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}#vi")


def add_to_note(caller: Caller, patient_id: int) -> HttpResponse:
    """Add to the signed note that the form names, under the signature of who is signed in."""
    note_id = asked.id_in_form(caller.request, "note")
    caller.check_token("note", note_id)
    text = asked.text_in_form(caller.request, "text", longest=LONGEST_TEXT)
    document.add_to_note(caller.actor, note_id, text, on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}#vi")
