"""The one search box, as a page of its own and as the options of the palette."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow.desk import find as finding
from almoner.web import asked
from almoner.web.door import Caller


def find(caller: Caller) -> HttpResponse:
    """Lead to the one thing that a typed word names, else show all that it finds."""
    q = asked.text(caller.request, "q")
    found = finding.find(caller.actor, q, on=caller.on)
    if found.only:
        return HttpResponseRedirect(found.only)
    if not found.claims and not found.payments:
        return HttpResponseRedirect(asked.address("/patients", q=q))
    return caller.page("find.html", frame=found.frame, found=found, q=q)


def options(caller: Caller) -> HttpResponse:
    """Give what a word finds as options of the palette."""
    found = finding.find(caller.actor, asked.text(caller.request, "q"), on=caller.on)
    return caller.page("find_options.html", found=found)
