"""The count of the drawer: blind until something was counted, refused at its field where it does not tie."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.collect.drawer import LONGEST_REASON, DrawerCount
from almoner.flow.books import drawer
from almoner.flow.refused import Refused, refusal
from almoner.web import asked
from almoner.web.door import Caller

TYPED = ("cash", "checks", "why")


def show(caller: Caller) -> HttpResponse:
    """Show the sheet on which the drawer is counted."""
    return _page(caller)


def count(caller: Caller) -> HttpResponse:
    """Keep a count; one that does not tie comes back with its difference and the receipts to look in."""
    try:
        drawer.count(caller.actor, _counted(caller), on=caller.on)
    except Refused as refused:
        return _page(caller, refused)
    return HttpResponseRedirect("/drawer?done=counted")


def _counted(caller: Caller) -> DrawerCount:
    form = caller.request
    if not asked.text_in_form(form, "cash"):
        raise refusal("DRW-04", "Nothing is said of the cash.", "Count it; 0 says that there is none.")
    return DrawerCount(
        id=0,
        counted_on=caller.on,
        counted_by=caller.actor.name,
        cash_cents=asked.exact_cents(form, "cash"),
        check_cents=asked.exact_cents(form, "checks"),
        why=asked.text_in_form(form, "why", longest=LONGEST_REASON + 1),
    )


def _page(caller: Caller, refused: Refused | None = None) -> HttpResponse:
    wrong = refused.told if refused else None
    is_off = wrong is not None and wrong.edit in {"DRW-01", "DRW-03"}
    found = drawer.sheet(caller.actor, on=caller.on, is_tried=is_off)
    return caller.page(
        "drawer.html",
        status=422 if refused else 200,
        frame=found.frame,
        found=found,
        wrong=wrong,
        is_off=is_off,
        is_done=asked.text(caller.request, "done") == "counted",
        typed={name: _typed(caller.request, name) for name in TYPED},
    )


def _typed(request: HttpRequest, name: str) -> str:
    return asked.text_in_form(request, name, longest=LONGEST_REASON + 1)
