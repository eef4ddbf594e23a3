"""A page of its own for psychotherapy notes: their author writes and reads them there, and nowhere else."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.chart.private import LONGEST
from almoner.flow.visit import note_private
from almoner.web import asked
from almoner.web.door import Caller


def show(caller: Caller, visit_id: int) -> HttpResponse:
    """Show the caller's own notes about the visit's patient, and the form for another."""
    found = note_private.page(caller.actor, visit_id, on=caller.on)
    said = "It is kept, for you alone." if asked.text(caller.request, "done") else ""
    return caller.page(
        "note_private.html",
        frame=found.head.frame,
        head=found.head,
        visit=found.visit,
        own=found.own,
        longest=LONGEST,
        said=said,
    )


def keep(caller: Caller, visit_id: int) -> HttpResponse:
    """Keep a note apart."""
    caller.check_token("visit", visit_id)
    words = asked.text_in_form(caller.request, "words", longest=LONGEST + 1).replace("\r\n", "\n")
    note_private.keep(caller.actor, visit_id, words, on=caller.on)
    return HttpResponseRedirect(f"/visits/{visit_id}/private-note?done=kept")
