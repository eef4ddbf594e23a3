"""What each screen costs on this server, as the server itself has measured."""

from django.http import HttpResponse

from almoner.web.door import Caller
from almoner.web.measured import KEPT, METER, WANTED_MS
from almoner.web.order import sorting


def show(caller: Caller) -> HttpResponse:
    """Show the addresses that were asked for since the server's start, the slowest first."""
    sorted_as = sorting(caller.request, "speed", "/performance")
    measures = sorted_as.arranged(METER.measures(), COLUMNS)
    return caller.page(
        "performance.html", measures=measures, sorting=sorted_as, wanted_ms=WANTED_MS, kept=KEPT
    )


COLUMNS = {
    "address": lambda one: (one.path, one.method),
    "answers": lambda one: one.answers,
    "median": lambda one: one.median_ms,
    "slowest": lambda one: one.p95_ms,
    "queries": lambda one: one.queries,
}
"""What addresses can be sorted by."""
