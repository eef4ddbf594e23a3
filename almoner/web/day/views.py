"""A day's figures, and its close."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow import close, look_day
from almoner.web import asked
from almoner.web.door import Caller


def day(caller: Caller) -> HttpResponse:
    """Show a day, today unless the address says another."""
    on = asked.day(caller.request, "on") or caller.on
    found = look_day.day(caller.actor, on=on, today=caller.on)
    said = "The day is closed." if caller.request.GET.get("done") == "closed" else ""
    return caller.page("day.html", frame=found.frame, found=found, said=said)


def close_it(caller: Caller) -> HttpResponse:
    """Close the day that the form names."""
    on = asked.day_in_form(caller.request, "on")
    if on is None:
        return HttpResponseRedirect("/day")
    close.close_books(caller.actor, on=on)
    return HttpResponseRedirect(f"/day?on={on.isoformat()}&done=closed")
