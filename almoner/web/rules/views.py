"""The rules in force with their sources, and the practice's consent to a rule's mend."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.rules import Autonomy, Finding
from almoner.flow.patient import consent
from almoner.flow.refused import Refused
from almoner.flow.scrub import look_rules, what_if
from almoner.web import asked
from almoner.web.door import Caller

LONGEST = 200


def rules(caller: Caller) -> HttpResponse:
    """List the cards that answer to a search."""
    q = asked.text(caller.request, "q")
    is_shadow = asked.one_of(caller.request, "only", frozenset({"shadow"})) == "shadow"
    start = asked.number(caller.request, "after")
    found = look_rules.rules(caller.actor, words=q, is_shadow=is_shadow, start=start, today=caller.on)
    said = "The decision is on record." if caller.request.GET.get("done") == "decided" else ""
    address = asked.address("/rules", q=q, only="shadow" if is_shadow else "")
    return caller.page(
        "rules.html",
        frame=found.frame,
        found=found,
        q=q,
        is_shadow=is_shadow,
        said=said,
        next_page=asked.address(
            "/rules", q=q, only="shadow" if is_shadow else "", after=str(found.next_start)
        ),
        first_page=address,
    )


def open_one(caller: Caller, card: str) -> HttpResponse:
    """Show a rule; with a claim's number, what it would say of that claim."""
    control = asked.text(caller.request, "claim", longest=40)
    wrong: tuple[Finding, ...] = ()
    try:
        if control:
            found = what_if.try_on(caller.actor, card, control, on=caller.on)
        else:
            found = what_if.rule(caller.actor, card, on=caller.on)
    except Refused as refused:
        wrong = refused.findings
        found = what_if.rule(caller.actor, card, on=caller.on)
    return caller.page(
        "rule.html",
        status=422 if wrong else 200,
        frame=found.frame,
        found=found,
        control=control,
        wrong=wrong,
    )


def decide(caller: Caller) -> HttpResponse:
    """Record a decision on a card's mend."""
    form = caller.request.POST
    card, wanted = str(form.get("card", ""))[:LONGEST], str(form.get("autonomy", ""))
    if wanted not in set(Autonomy):
        return HttpResponseRedirect("/rules")
    wish = consent.Wish(card, Autonomy(wanted), str(form.get("reason", "")))
    consent.consent(caller.actor, wish, on=caller.on)
    return HttpResponseRedirect(asked.address("/rules", q=card, done="decided"))
