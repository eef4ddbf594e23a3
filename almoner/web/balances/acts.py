"""The forms that move balances: from a claim, from a patient, and what a second person decides."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.collect.adjust import ActState, BalanceAct
from almoner.core.ledger import Account
from almoner.flow.books import look_acts
from almoner.flow.collect import adjust, small
from almoner.flow.collect.adjust import Draft
from almoner.flow.work import long_run
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.undo import ways
from almoner.web.words import short_day

LONGEST = 501
MOST_LINES = 200
DONE = {
    "posted": "It is posted.",
    "proposed": "A second person has to sign it: it waits under Approvals.",
    "refused": "The proposal is ended; nothing has moved.",
    "reversed": "It is taken back whole.",
    "ended": "The refusal is ended.",
}


def of_claim(caller: Caller, claim_id: int) -> HttpResponse:
    """Move what is open on a claim's lines for the reason that the form gives."""
    caller.check_token("claim", claim_id)
    form = caller.request.POST
    account = form.get("account", "")[:20]
    draft = Draft(
        reason=form.get("reason", "")[:LONGEST],
        cents={(line_id, account): cents for line_id, cents in _amounts(caller.request).items()},
        note=form.get("note", "")[:LONGEST],
        claim_id=claim_id,
    )
    made = adjust.ask(caller.actor, draft, on=caller.on)
    offer_back(caller, made, back=f"/claims/{claim_id}")
    return HttpResponseRedirect(f"/claims/{claim_id}?done={made.state.value}#ac")


def of_patient(caller: Caller, patient_id: int) -> HttpResponse:
    """Move what a patient owes on lines for the reason that the form gives."""
    caller.check_token("patient", patient_id)
    form = caller.request.POST
    account = Account.PATIENT_AR.value
    draft = Draft(
        reason=form.get("reason", "")[:LONGEST],
        cents={(line_id, account): cents for line_id, cents in _amounts(caller.request).items()},
        note=form.get("note", "")[:LONGEST],
        patient_id=patient_id,
    )
    made = adjust.ask(caller.actor, draft, on=caller.on)
    offer_back(caller, made, back=f"/patients/{patient_id}/acts")
    return HttpResponseRedirect(f"/patients/{patient_id}/acts?done={made.state.value}")


def offer_back(caller: Caller, act: BalanceAct, *, back: str) -> None:
    """Offer to take an act or a proposal of one's own back, as one, for a minute."""
    said = "Asked for." if act.state is ActState.PROPOSED else "Done."
    ways.offer(caller, act.state.value, act.id, said=said, back=back)


def patient(caller: Caller, patient_id: int) -> HttpResponse:
    """Show what a patient owes by line, with the form that gives it up."""
    found = look_acts.patient_acts(caller.actor, patient_id, on=caller.on)
    return caller.page(
        "patient_acts.html",
        frame=found.frame,
        found=found,
        said=DONE.get(asked.text(caller.request, "done"), ""),
        reasons=look_acts.choices(adjust.act_reasons().of(Account.PATIENT_AR)),
        lines=[(one.line_id, f"{one.code} {short_day(one.service_on)}", one.cents) for one in found.owed],
        labels=look_acts.labels(),
    )


def _amounts(request: HttpRequest) -> dict[int, int]:
    """The amounts that a form gives by line; an empty field moves nothing."""
    found = {}
    for name in list(request.POST)[:MOST_LINES]:
        kind, _, number = name.partition("-")
        if kind == "line" and number.isdecimal() and number.isascii() and len(number) < 19:
            found[int(number)] = asked.exact_cents(request, name)
    return {line_id: cents for line_id, cents in found.items() if cents}


def end_refusal(caller: Caller, claim_id: int) -> HttpResponse:
    """End a refusal of which nothing is left."""
    caller.check_token("claim", claim_id)
    why = caller.request.POST.get("why", "")[:LONGEST]
    small.close_refusal(caller.actor, asked.id_in_form(caller.request, "denial"), on=caller.on, why=why)
    return HttpResponseRedirect(f"/claims/{claim_id}?done=ended#ac")


def approvals(caller: Caller) -> HttpResponse:
    """List what waits for a second person, the largest first, and what was decided lately."""
    found = look_acts.approvals(caller.actor, on=caller.on)
    labels, sorted_as = look_acts.labels(), sorting(caller.request, "approvals", "/approvals")
    return caller.page(
        "approvals.html",
        frame=found.frame,
        found=found,
        waiting=sorted_as.arranged(found.waiting, _COLUMNS),
        sorting=sorted_as,
        said=DONE.get(asked.text(caller.request, "done"), ""),
        labels=labels,
    )


_COLUMNS = {
    "reason": lambda row: row.reason,
    "patient": lambda row: (row.last_name, row.first_name),
    "asked": lambda row: row.proposed_by,
    "amount": lambda row: row.cents,
}
"""What proposals can be sorted by; all of them are read."""


def sign(caller: Caller, act_id: int) -> HttpResponse:
    """Sign another person's proposal."""
    caller.check_token("act", act_id)
    return _decided(adjust.sign(caller.actor, act_id, on=caller.on))


def decline(caller: Caller, act_id: int) -> HttpResponse:
    """End a proposal for the reason that the form gives."""
    caller.check_token("act", act_id)
    why = caller.request.POST.get("why", "")[:LONGEST]
    return _decided(adjust.decline(caller.actor, act_id, on=caller.on, why=why))


def take_back(caller: Caller, act_id: int) -> HttpResponse:
    """Take a posted act back for the reason that the form gives."""
    caller.check_token("act", act_id)
    why = caller.request.POST.get("why", "")[:LONGEST]
    return _decided(adjust.take_back(caller.actor, act_id, on=caller.on, why=why))


def _decided(act: BalanceAct) -> HttpResponse:
    return HttpResponseRedirect(f"/approvals?done={act.state.value}")


MOST_LISTED = 200
"""Lines of small balances that are listed; the sum is of all."""


def small_balances(caller: Caller) -> HttpResponse:
    """Show the small balances that may be written off together."""
    found = look_acts.small_list(caller.actor, on=caller.on)
    return caller.page(
        "small_balances.html", frame=found.frame, found=found.found, names=found.names, most=MOST_LISTED
    )


def write_off_small(caller: Caller) -> HttpResponse:
    """Write the small balances off as the screen showed them."""
    seen = asked.id_in_form(caller.request, "seen")
    if run_id := long_run.begin_small(caller.actor, seen_cents=seen, on=caller.on):
        return HttpResponseRedirect(f"/runs/{run_id}")
    made = small.write_off_small(caller.actor, seen_cents=seen, on=caller.on)
    offer_back(caller, made, back="/small-balances")
    where = "posted" if made.state is ActState.POSTED else "proposed"
    return HttpResponseRedirect(f"/approvals?done={where}")
