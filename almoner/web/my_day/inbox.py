"""A provider's inbox, clinical apart from billing, and open authorizations by the day of their service."""

from itertools import pairwise

from django.http import HttpResponse

from almoner.flow.visit import inbox
from almoner.web import asked, words_chart
from almoner.web.chart.rows import row
from almoner.web.door import Caller

SAID = {"read": "They are read, with your name and the day."}


def show(caller: Caller) -> HttpResponse:
    """Show what waits for the provider beside the visits of the day."""
    found = inbox.inbox(caller.actor, on=caller.on)
    ids = [one.patient.id for one in found.results]
    return caller.page(
        "inbox.html",
        frame=found.frame,
        found=found,
        row=row,
        say=words_chart,
        after=dict(pairwise([*ids, 0])),
        said=SAID.get(asked.text(caller.request, "done"), ""),
    )


def authorizations(caller: Caller) -> HttpResponse:
    """Show the open authorizations: a provider's own, or all."""
    of_all = asked.text(caller.request, "of") == "all"
    found = inbox.open_authorizations(caller.actor, of_all=of_all, on=caller.on)
    return caller.page("authorizations.html", frame=found.frame, found=found)
