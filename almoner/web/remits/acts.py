"""What payers took back, with what a person finds it to be about; and how the practice posts."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow.remit import takebacks
from almoner.flow.remit.takebacks import Onto, Pair
from almoner.flow.scrub import posting_rules
from almoner.flow.scrub.posting_rules import PayerRule
from almoner.web import asked
from almoner.web.door import Caller

MOST_SHOWN = 50
"""So many of a payer's pairs are shown at a time."""
SAID = {"matched": "Matched: it moved no money.", "placed": "Applied to the claim, which has an owner again."}


def show_takebacks(caller: Caller) -> HttpResponse:
    """List by payer what it may still take and what it took without a word."""
    found = takebacks.takebacks(caller.actor, on=caller.on)
    said = SAID.get(caller.request.GET.get("done", ""), "")
    payer_id = asked.number(caller.request, "payer")
    return caller.page(
        "takebacks.html",
        frame=found.frame,
        payers=[row for row in found.payers if payer_id in {0, row.payer.id}],
        first=asked.number(caller.request, "first") if payer_id else 0,
        most=MOST_SHOWN,
        said=said,
    )


def match(caller: Caller) -> HttpResponse:
    """Match what was taken with what was open."""
    opened = str(caller.request.POST.get("opened", "")).partition(":")
    if not (opened[0].isdecimal() and opened[2].isdecimal() and max(map(len, opened)) < 19):
        return HttpResponseRedirect("/remittances/takebacks")
    pair = Pair(int(opened[0]), int(opened[2]))
    takebacks.match_takeback(caller.actor, _taken(caller), pair, on=caller.on, why=_why(caller))
    return HttpResponseRedirect("/remittances/takebacks?done=matched")


def place(caller: Caller) -> HttpResponse:
    """Lay what was taken on the claim that it was for."""
    onto = Onto(
        asked.text_in_form(caller.request, "claim", longest=40), asked.exact_cents(caller.request, "amount")
    )
    takebacks.place_takeback(caller.actor, _taken(caller), onto, on=caller.on, why=_why(caller))
    return HttpResponseRedirect("/remittances/takebacks?done=placed")


def _taken(caller: Caller) -> Pair:
    return Pair(asked.id_in_form(caller.request, "remittance"), asked.id_in_form(caller.request, "number"))


def _why(caller: Caller) -> str:
    return asked.text_in_form(caller.request, "reason")


def rules(caller: Caller) -> HttpResponse:
    """Show how the practice posts."""
    found = posting_rules.rules(caller.actor, on=caller.on)
    said = "Decided." if caller.request.GET.get("done") == "decided" else ""
    return caller.page(
        "posting_rules.html", frame=found.frame, found=found, said=said, groups=posting_rules.GROUPS
    )


def decide(caller: Caller) -> HttpResponse:
    """Decide how the practice posts, or one payer's payments."""
    form = caller.request.POST
    holds, payer_id = form.get("holds") == "1", asked.id_in_form(caller.request, "payer")
    if payer_id:
        codes = str(form.get("capitated", "")).upper().replace(",", " ").split()
        rule = PayerRule(
            holds,
            codes,
            holds_write_offs=form.get("holds_write_offs") == "1",
            groups=[group for group in posting_rules.GROUPS if form.get(f"group_{group}") == "1"],
            bundled=list(dict.fromkeys(str(form.get("bundled", "")).upper().replace(",", " ").split())),
        )
        posting_rules.set_payer(caller.actor, payer_id, rule, on=caller.on, reason=_why(caller))
    else:
        posts_clean = form.get("posts_clean") == "1"
        posting_rules.set_practice(
            caller.actor, holds=holds, posts_clean=posts_clean, on=caller.on, reason=_why(caller)
        )
    return HttpResponseRedirect("/remittances/rules?done=decided")
