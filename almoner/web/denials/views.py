"""Refusals: one with its appeals, and many that are given up together after a look."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.coding.day_codes import dotted
from almoner.core.denial.appeal import LONGEST_TEXT, WAYS, Answer, Letter
from almoner.flow.collect import give_up
from almoner.flow.follow import appeal, appeal_packet, look_denial
from almoner.flow.work import long_run
from almoner.flow.work.long_sorts import is_long
from almoner.web import asked
from almoner.web.balances.acts import offer_back
from almoner.web.door import Caller
from almoner.web.order import sorting

SAID = {"sent": "The appeal is on record.", "answered": "The answer is on record."}


LONGEST_NOTE = 501


def listed(caller: Caller) -> HttpResponse:
    """List the refusals that are followed."""
    carc = asked.text(caller.request, "carc", longest=5)
    sorted_as = sorting(caller.request, "denials", asked.address("/denials", carc=carc))
    found = give_up.refusals(caller.actor, on=caller.on, carc=carc, order=sorted_as.order)
    return caller.page("denials.html", frame=found.frame, found=found, carc=carc, sorting=sorted_as)


def chosen(caller: Caller) -> HttpResponse:
    """Show what giving the ticked refusals up would do."""
    ticked = caller.request.GET.getlist("denial")[: give_up.MOST_SHOWN]
    ids = [int(one) for one in ticked if _is_id(one)]
    found = give_up.preview(caller.actor, ids, on=caller.on)
    return caller.page("denials_give_up.html", frame=found.frame, found=found)


def give_them_up(caller: Caller) -> HttpResponse:
    """Give up the refusals that the form shows, as it shows them."""
    pairs = (one.partition(":") for one in caller.request.POST.getlist("seen")[: give_up.MOST_SHOWN])
    seen = {int(one): int(cents) for one, _, cents in pairs if _is_id(one) and _is_id(cents)}
    note = str(caller.request.POST.get("note", ""))[:LONGEST_NOTE]
    if is_long("denials", len(seen)):
        run_id = long_run.begin_denials(caller.actor, seen, note=note, on=caller.on)
        return HttpResponseRedirect(f"/runs/{run_id}")
    made = give_up.give_up(caller.actor, seen, note=note, on=caller.on)
    offer_back(caller, made, back="/denials")
    return HttpResponseRedirect(f"/approvals?done={made.state.value}")


def _is_id(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) < 19


def denial(caller: Caller, denial_id: int) -> HttpResponse:
    """Show a refusal."""
    found = look_denial.refusal_of(caller.actor, denial_id, today=caller.on)
    said = SAID.get(caller.request.GET.get("done", ""), "")
    return caller.page(
        "denial.html",
        frame=found.frame,
        found=found,
        ways=WAYS,
        said=said,
        longest=LONGEST_TEXT,
        dotted=dotted,
    )


def send_it(caller: Caller, denial_id: int) -> HttpResponse:
    """Record the appeal that the form tells of."""
    caller.check_token("denial", denial_id)
    form = caller.request.POST
    letter = Letter(
        str(form.get("how", "")), str(form.get("reference", "")), str(form.get("note", "")), _text(caller)
    )
    appeal.send_appeal(caller.actor, denial_id, letter, on=caller.on)
    return HttpResponseRedirect(f"/denials/{denial_id}?done=sent")


def preview_it(caller: Caller, denial_id: int) -> HttpResponse:
    """Give the packet as it would go out with the form's letter; nothing is recorded."""
    caller.check_token("denial", denial_id)
    page = appeal_packet.preview(caller.actor, denial_id, _text(caller), on=caller.on)
    return HttpResponse(page, content_type="application/pdf")


def packet(caller: Caller, denial_id: int) -> HttpResponse:
    """Give the packet of an appeal as it went out."""
    page = appeal_packet.packet_of(
        caller.actor, denial_id, asked.number(caller.request, "appeal"), on=caller.on
    )
    return HttpResponse(page, content_type="application/pdf")


def _text(caller: Caller) -> str:
    """The letter as the form has it; line ends as browsers send them count once."""
    return str(caller.request.POST.get("text", "")).replace("\r\n", "\n")[: LONGEST_TEXT + 1]


def hear_it(caller: Caller, denial_id: int) -> HttpResponse:
    """Record the payer's answer that the form tells of."""
    caller.check_token("denial", denial_id)
    form = caller.request.POST
    decided_on = asked.day_in_form(caller.request, "decided_on") or caller.on
    told = Answer(form.get("result") == "overturned", decided_on, str(form.get("outcome", ""))[:500])
    appeal.hear_answer(caller.actor, asked.id_in_form(caller.request, "appeal"), told, on=caller.on)
    return HttpResponseRedirect(f"/denials/{denial_id}?done=answered")
