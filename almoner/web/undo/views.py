"""Taking back what was done a moment ago."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow.refused import refusal
from almoner.web import offers
from almoner.web.door import Caller
from almoner.web.undo.ways import WAYS


def take_back(caller: Caller) -> HttpResponse:
    """Take the act back that the form's offer names; refused once its minute is over."""
    practice_id = caller.actor.practice_id
    offer = offers.take(caller.request, practice_id)
    if offer is None:
        raise refusal(
            "UNDO-01",
            "The minute to take this back is over, or something else was done since.",
            "Take it back from its own page.",
        )
    WAYS[offer.kind].take_back(caller.actor, offer.record_id, caller.on)
    offers.keep(caller.request, offers.made(practice_id, "Taken back.", offer.back))
    return HttpResponseRedirect(offer.back)
