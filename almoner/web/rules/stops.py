"""A warning that becomes a stop: what it would have held, turning it on, and taking it back."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.denial.replay import Outcome
from almoner.flow.scrub import rule_stop
from almoner.flow.scrub.backtest import MOST_COUNTED
from almoner.flow.scrub.rule_stop import LONGEST_REASON, Look, Wish
from almoner.web import asked, words
from almoner.web.door import Caller
from almoner.web.undo.ways import offer

ENDS = {
    Outcome.PREVENTED: "Refused for what the rule expects",
    Outcome.OTHERWISE: "Refused for something else",
    Outcome.UNDECIDED: "Not answered yet",
    Outcome.WRONGLY_HELD: "Paid as it was sent",
}
SAID = {"on": "It holds claims from now on.", "off": "It only warns again."}


def look(caller: Caller, card: str) -> HttpResponse:
    """Show what a rule would have held of past claims, were it a stop."""
    wants_more = caller.request.GET.get("more") == "yes"
    found = rule_stop.look(caller.actor, card, on=caller.on, wants_more=wants_more)
    return caller.page(
        "rule_stop.html",
        frame=found.told.frame,
        found=found,
        ends=ENDS,
        wants_more=wants_more,
        most_counted=MOST_COUNTED,
        why=why(found),
        longest=LONGEST_REASON,
        said=SAID.get(caller.request.GET.get("done", ""), ""),
    )


def why(found: Look) -> str:
    """Return the reason that the figures give, to begin with."""
    seen = found.replay
    if seen is None or not seen.fired:
        return "Tried on past claims; it spoke on none."
    right = seen.ends[Outcome.PREVENTED].count
    spoke = words.count(seen.fired, "sending")
    return f"Of {spoke} on which it spoke {right} came back refused for what it expects."


def decide(caller: Caller, card: str) -> HttpResponse:
    """Turn the stop on or take it back, as the form says."""
    is_on = caller.request.POST.get("to") == "on"
    figures = (asked.id_in_form(caller.request, "judged"), asked.id_in_form(caller.request, "fired"))
    reason = asked.text_in_form(caller.request, "why", longest=LONGEST_REASON + 1)
    made = rule_stop.decide(caller.actor, Wish(card, is_on, reason, *figures), on=caller.on)
    back = f"/rules/{card}/stop"
    offer(caller, "stop", made.id, said=SAID["on" if is_on else "off"], back=back)
    return HttpResponseRedirect(f"{back}?done={'on' if is_on else 'off'}")
