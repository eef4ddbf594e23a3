"""What the desk owes before the service, what ends first on top."""

from django.http import HttpResponse

from almoner.flow.patient import desk_notices
from almoner.web import words_desk
from almoner.web.door import Caller
from almoner.web.order import sorting


def show(caller: Caller) -> HttpResponse:
    """Show the bookings of the next two weeks for which something is owed."""
    found = desk_notices.due_notices(caller.actor, on=caller.on)
    sorted_as = sorting(caller.request, "notices", "/today/notices")
    rows = sorted_as.arranged(found.rows, COLUMNS)
    return caller.page(
        "due_notices.html", frame=found.frame, found=found, rows=rows, sorting=sorted_as, desk=words_desk
    )


COLUMNS = {
    "due": lambda row: row.first_on,
    "patient": lambda row: row.needs.who,
    "visit": lambda row: row.needs.starts_at,
}
"""What visits that need a notice can be sorted by; all of them are read."""
