"""How far suggestions go and what they are worth, as a manager sets it where the agreement is shown."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.coding.autonomy import LONGEST_REASON, Level
from almoner.flow.code import calibrate, code_autonomy
from almoner.flow.refused import refusal
from almoner.web import asked
from almoner.web.door import Caller


def set_level(caller: Caller) -> HttpResponse:
    """Set the level of the kind that the form names, with its reason."""
    form = caller.request
    level = asked.text_in_form(form, "level", longest=20)
    if level not in list(Level):
        raise refusal("COD-30", "There is no such level.", "Load the page again.")
    kind = asked.text_in_form(form, "kind", longest=60)
    reason = asked.text_in_form(form, "reason", longest=LONGEST_REASON + 1)
    code_autonomy.set_level(caller.actor, kind, Level(level), reason, on=caller.on)
    return HttpResponseRedirect("/agreement?done=level")


def fit(caller: Caller) -> HttpResponse:
    """Fit what suggestions are worth from the practice's own decisions."""
    calibrate.calibrate(caller.actor, on=caller.on)
    return HttpResponseRedirect("/agreement?done=fit")
