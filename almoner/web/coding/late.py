"""What is charged from the superbill after it is finished: a record's service, or one that a coder types."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.coding.decision import Act, Sort
from almoner.flow.code.superbill import Choice
from almoner.flow.follow import late_charge
from almoner.flow.follow.late_charge import Late
from almoner.flow.refused import Refused
from almoner.web import asked
from almoner.web.coding.views import code_in, named_in, page_of, shown_many
from almoner.web.door import Caller

_ACTS = (Act.ACCEPT, Act.REJECT)


def decide(caller: Caller, visit_id: int) -> HttpResponse:
    """Charge the service that the form names, or decline it; what can't be done is said on the same page."""
    caller.check_token("visit", visit_id)
    try:
        made = late_charge.decide_late(caller.actor, visit_id, _said(caller, visit_id), on=caller.on)
    except Refused as error:
        return page_of(caller, visit_id, refused=error)
    done = "declined" if made.action is Act.REJECT else "late"
    return HttpResponseRedirect(f"/visits/{visit_id}/superbill?done={done}")


def _said(caller: Caller, visit_id: int) -> Late:
    form = caller.request
    units = asked.text_in_form(form, "units", longest=4)
    return Late(
        choice=_choice(caller, visit_id),
        units=int(units) if units.isascii() and units.isdecimal() else 0,
        modifiers=tuple(asked.text_in_form(form, "modifiers", longest=14).upper().split()),
        diagnoses=tuple(asked.text_in_form(form, "reasons", longest=40).upper().replace(".", "").split()),
    )


def _choice(caller: Caller, visit_id: int) -> Choice:
    form = caller.request
    action = next((act for act in _ACTS if act == form.POST.get("action")), Act.ADD)
    if action is Act.ADD:
        return Choice(Sort.SERVICE, "", action, code_in(form, "code"))
    about, shown = named_in(form, "about"), asked.text_in_form(form, "shown", longest=64)
    seen = shown_many(caller, visit_id, "late")
    is_seen = f"{Sort.SERVICE}-{about}.{shown}" in seen.keys
    return Choice(
        sort=Sort.SERVICE,
        about=about,
        action=action,
        code=about.partition("-")[0],
        reason=asked.text_in_form(form, "reason", longest=40),
        opened=is_seen,
        seconds=seen.seconds if is_seen else 0,
        shown=shown,
    )
