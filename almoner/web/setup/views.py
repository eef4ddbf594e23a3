"""Keys and display."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.store.session import NotFound
from almoner.web import preferences
from almoner.web.asked import safe_path
from almoner.web.door import Caller

KEYS = [
    ("J", "The next row", "lists"),
    ("K", "The row before", "lists"),
    ("Enter", "Open the row", "lists"),
    ("/", "Search", "everywhere"),
    ("H", "Hide names, birth dates, numbers, phones and addresses, or show them", "everywhere"),
    ("Ctrl K", "Commands and search", "everywhere, also with single keys off"),
    ("I", "Check in", "Today"),
    ("P", "Post", "a payment"),
    ("Z", "Take back what was just done", "every page, for a minute"),
    ("?", "This page", "everywhere"),
    ("Tab", "The next control", "everywhere, also with single keys off"),
]


def keys(caller: Caller) -> HttpResponse:
    """Show the keys and the choices."""
    return caller.page("keys.html", known=KEYS, kept=caller.request.GET.get("kept") == "1")


def keep(caller: Caller) -> HttpResponse:
    """Keep the choices of the person."""
    response = HttpResponseRedirect("/keys?kept=1")
    chosen = preferences.from_form(caller.request, "keys", "density", "theme")
    preferences.keep(caller.request, response, chosen)
    return response


def keep_names(caller: Caller) -> HttpResponse:
    """Hide names or show them, on every page of the person's from now on."""
    response = _back(caller, "/")
    preferences.keep(caller.request, response, preferences.from_form(caller.request, "names"))
    return response


def keep_columns(caller: Caller, of: str) -> HttpResponse:
    """Keep which columns a list shows."""
    if of not in preferences.COLUMNS:
        raise NotFound("there is no such list")
    response = _back(caller, f"/{of}")
    away = preferences.columns_from_form(caller.request, of)
    preferences.keep(caller.request, response, {f"away.{of}": away})
    return response


def _back(caller: Caller, otherwise: str) -> HttpResponse:
    came = safe_path(caller.request, caller.request.headers.get("Referer", ""))
    return HttpResponseRedirect(came or otherwise)
