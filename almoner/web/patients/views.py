"""The search, and one patient."""

from django.http import HttpResponse

from almoner.flow import look
from almoner.web import asked
from almoner.web.door import Caller


def patients(caller: Caller) -> HttpResponse:
    """List the patients who answer to what was typed."""
    q, after = asked.text(caller.request, "q"), asked.number(caller.request, "after")
    found = look.patients(caller.actor, q, on=caller.on, after=after)
    return caller.page(
        "patients.html",
        frame=found.frame,
        found=found,
        q=q,
        after=after,
        address=asked.address("/patients", q=q),
    )
