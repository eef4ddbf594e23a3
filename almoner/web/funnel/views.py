"""The funnel of a day or of some days, and the reason why something on it is charged nothing."""

from datetime import timedelta

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.charge.funnel import LATE_AFTER
from almoner.core.charge.no_charge import LONGEST_NOTE, REASONS, NoCharge
from almoner.core.coding.autonomy import Level
from almoner.flow.code import agreement as agreeing
from almoner.flow.manage import funnel, funnel_then
from almoner.web import asked
from almoner.web.door import Caller

SAID = {"cleared": "It is on record that nothing is charged."}
PLACES = {
    "booked": "nobody said whether they came",
    "arrived": "came, nothing written",
    "draft": "note not signed",
    "signed": "waits for its codes",
    "coded": "waits for its charge",
    "charged": "waits for its claim",
}
LEVELS = {
    Level.SUGGEST: "suggested one by one",
    Level.TOGETHER: "accepted several in one act",
    Level.FILLED: "filled in until a person finishes",
}
ENDED = {
    "on_claim": "on a claim",
    "self_pay": "charged, the patient pays",
    "taken_back": "charged and taken back",
    "not_billable": "nothing to bill",
    "no_show": "did not come",
    "cancelled": "cancelled",
}


def show(caller: Caller) -> HttpResponse:
    """Show the funnel of the days that the address names, the last week (of large books the last
    day) unless it says others.
    """
    last = asked.day(caller.request, "until") or caller.on
    until_on = last + timedelta(days=1)
    since_on = asked.day(caller.request, "since") or funnel.usual_since(caller.actor, until_on=until_on)
    found = funnel.funnel(caller.actor, since_on=since_on, until_on=until_on, on=caller.on)
    return caller.page(
        "funnel.html",
        frame=found.frame,
        found=found,
        last=last,
        places=PLACES,
        reasons=REASONS.items(),
        limit=LATE_AFTER.days,
        said=SAID.get(asked.text(caller.request, "done"), ""),
    )


def then(caller: Caller) -> HttpResponse:
    """Show a day's funnel as it was known on its evening beside the one as known now, yesterday's unless the
    address says another.
    """
    day_on = min(asked.day(caller.request, "on") or caller.on - timedelta(days=1), caller.on)
    found = funnel_then.then_and_now(caller.actor, day_on=day_on, on=caller.on)
    return caller.page("funnel_then.html", frame=found.frame, found=found, places=ENDED | PLACES)


AGREED = {"level": "The level is set.", "fit": "What suggestions are worth is fit anew."}


def agreement(caller: Caller) -> HttpResponse:
    """Show how people and machine agree on codes."""
    found = agreeing.agreed(caller.actor, on=caller.on)
    said = AGREED.get(asked.text(caller.request, "done"), "")
    return caller.page("agreement.html", frame=found.frame, found=found, levels=LEVELS, said=said)


def clear(caller: Caller) -> HttpResponse:
    """Record why what the form names is charged nothing."""
    form = caller.request
    draft = NoCharge(
        id=0,
        patient_id=0,
        reason=asked.text_in_form(form, "reason", longest=40),
        note=asked.text_in_form(form, "note", longest=LONGEST_NOTE + 1),
        decided_by="",
        decided_on=caller.on,
        appointment_id=asked.id_in_form(form, "appointment"),
        visit_id=asked.id_in_form(form, "visit"),
    )
    funnel.clear(caller.actor, draft, on=caller.on)
    return HttpResponseRedirect("/funnel?done=cleared")
