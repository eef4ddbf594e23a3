"""What the desk owes before the service, what ends first on top."""

from django.http import HttpResponse

from almoner.flow import desk_notices
from almoner.web import words_desk
from almoner.web.door import Caller


def show(caller: Caller) -> HttpResponse:
    """Show the bookings of the next two weeks for which something is owed."""
    found = desk_notices.due_notices(caller.actor, on=caller.on)
    return caller.page("due_notices.html", frame=found.frame, found=found, desk=words_desk)
