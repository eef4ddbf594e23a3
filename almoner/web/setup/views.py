"""Keys and display."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.web import preferences
from almoner.web.door import Caller

KEYS = [
    ("J", "The next row", "lists"),
    ("K", "The row before", "lists"),
    ("Enter", "Open the row", "lists"),
    ("/", "Search", "everywhere"),
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
    """Keep the choices in this browser."""
    response = HttpResponseRedirect("/keys?kept=1")
    preferences.keep(response, preferences.from_form(caller.request), is_secure=caller.request.is_secure())
    return response
