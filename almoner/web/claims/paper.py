"""A claim on paper: the sheets, and how far this browser's printer has to move them."""

from collections.abc import Mapping
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.wire.form_page import NO_SHIFT, FormName, Shift
from almoner.flow.claim import paper_claim
from almoner.flow.claim.paper_claim import FARTHEST, Sheet
from almoner.flow.refused import Refused, refusal
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.preferences import A_YEAR_S

COOKIES: Mapping[FormName, str] = MappingProxyType(
    {"cms1500": "almoner_printer", "ub04": "almoner_printer_ub04"}
)
"""Kept in the browser, for each form: the printer stands where the browser does."""


def paper(caller: Caller, claim_id: int) -> HttpResponse:
    """Show what printing the claim brings, and the way to the printer's sheets."""
    found = paper_claim.on_paper(caller.actor, claim_id, on=caller.on)
    shifts = {form: _kept(caller.request, form) for form in COOKIES}
    return caller.page("claim_paper.html", frame=found.frame, found=found, shifts=shifts, farthest=FARTHEST)


def form_sheet(caller: Caller, claim_id: int) -> HttpResponse:
    """Give the claim's data for the red CMS-1500."""
    shift = _kept(caller.request, "cms1500")
    return _pdf(paper_claim.claim_sheet(caller.actor, claim_id, "form", on=caller.on, shift=shift))


def plain_sheet(caller: Caller, claim_id: int) -> HttpResponse:
    """Give the claim's CMS-1500 on plain paper."""
    return _pdf(paper_claim.claim_sheet(caller.actor, claim_id, "plain", on=caller.on))


def ub04_sheet(caller: Caller, claim_id: int) -> HttpResponse:
    """Give the claim's data for the red UB-04."""
    return _ub04(caller, claim_id, "ub04")


def ub04_plain_sheet(caller: Caller, claim_id: int) -> HttpResponse:
    """Give the claim's UB-04 on plain paper."""
    return _ub04(caller, claim_id, "ub04_plain")


def trial(caller: Caller) -> HttpResponse:
    """Give the sheet by which the printer is set for a form."""
    form: FormName = "ub04" if asked.text(caller.request, "form") == "ub04" else "cms1500"
    shift = _kept(caller.request, form)
    return _pdf(paper_claim.trial_sheet(caller.actor, form, on=caller.on, shift=shift))


def set_printer(caller: Caller, claim_id: int) -> HttpResponse:
    """Keep how far this browser's printer has to move its sheets of a form."""
    shift = Shift(_hundredths(caller.request, "right"), _hundredths(caller.request, "down"))
    form: FormName = "ub04" if asked.text_in_form(caller.request, "form", longest=8) == "ub04" else "cms1500"
    response = HttpResponseRedirect(f"/claims/{claim_id}/paper")
    response.set_cookie(
        COOKIES[form],
        f"{shift.right},{shift.down}",
        max_age=A_YEAR_S,
        httponly=True,
        samesite="Lax",
        secure=caller.request.is_secure(),
    )
    return response


def _hundredths(request: HttpRequest, name: str) -> int:
    found = _whole(asked.text_in_form(request, name, longest=4) or "0")
    if found is None or abs(found) > FARTHEST:
        raise refusal("PAP-01", f"A sheet moves by at most {FARTHEST} hundredths of an inch.", "Give less.")
    return found


def _kept(request: HttpRequest, form: FormName) -> Shift:
    """What the browser keeps; nothing where that can't be read."""
    right, _, down = request.COOKIES.get(COOKIES[form], "")[:12].partition(",")
    found = _whole(right), _whole(down)
    if any(one is None or abs(one) > FARTHEST for one in found):
        return NO_SHIFT
    return Shift(found[0] or 0, found[1] or 0)


def _whole(text: str) -> int | None:
    size = text.removeprefix("-")
    return int(text) if size.isdecimal() and size.isascii() and len(size) < 4 else None


def _ub04(caller: Caller, claim_id: int, sheet: Sheet) -> HttpResponse:
    """A sheet of the UB-04; where it can't be made, the page that says why."""
    shift = _kept(caller.request, "ub04")
    try:
        return _pdf(paper_claim.claim_sheet(caller.actor, claim_id, sheet, on=caller.on, shift=shift))
    except Refused:
        return HttpResponseRedirect(f"/claims/{claim_id}/paper")


def _pdf(page: bytes) -> HttpResponse:
    return HttpResponse(page, content_type="application/pdf")
