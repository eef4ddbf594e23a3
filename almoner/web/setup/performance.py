"""What each screen costs on this server, as the server itself has measured."""

from django.http import HttpResponse

from almoner.web.door import Caller
from almoner.web.measured import KEPT, METER, WANTED_MS


def show(caller: Caller) -> HttpResponse:
    """Show the addresses that were asked for since the server's start, the slowest first."""
    return caller.page("performance.html", measures=METER.measures(), wanted_ms=WANTED_MS, kept=KEPT)
