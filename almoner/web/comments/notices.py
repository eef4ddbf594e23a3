"""The notices of who is signed in: one key says that one is dealt with, another takes that back."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow.desk import notices
from almoner.web.door import Caller
from almoner.web.long_runs.views import SORTS
from almoner.web.undo import ways


def show(caller: Caller) -> HttpResponse:
    """List the open notices."""
    found = notices.mine(caller.actor, on=caller.on)
    return caller.page("notices.html", frame=found.frame, found=found, runs=found.runs, names=SORTS)


def deal_with_it(caller: Caller, notice_id: int) -> HttpResponse:
    """Close one's own notice."""
    caller.check_token("notice", notice_id)
    notices.deal_with(caller.actor, notice_id, on=caller.on)
    ways.offer(caller, "noticed", notice_id, said="The notice is done.", back="/notices")
    return HttpResponseRedirect("/notices")
