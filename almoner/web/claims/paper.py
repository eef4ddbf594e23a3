"""A claim on paper: the sheets, and how far this browser's printer has to move them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.wire.cms1500 import NO_SHIFT, Shift
from almoner.flow import paper_claim
from almoner.flow.paper_claim import FARTHEST
from almoner.flow.refused import refusal
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.preferences import A_YEAR_S

COOKIE = "almoner_printer"
"""Kept in the browser: the printer stands where the browser does."""


def paper(caller: Caller, claim_id: int) -> HttpResponse:
    """Show what printing the claim brings, and the way to the printer's sheets."""
    found = paper_claim.on_paper(caller.actor, claim_id, on=caller.on)
    shift = _kept(caller.request)
    return caller.page("claim_paper.html", frame=found.frame, found=found, shift=shift, farthest=FARTHEST)


def form_sheet(caller: Caller, claim_id: int) -> HttpResponse:
    """Give the claim's data for the red form."""
    shift = _kept(caller.request)
    return _pdf(paper_claim.claim_sheet(caller.actor, claim_id, "form", on=caller.on, shift=shift))


def plain_sheet(caller: Caller, claim_id: int) -> HttpResponse:
    """Give the claim on plain paper."""
    return _pdf(paper_claim.claim_sheet(caller.actor, claim_id, "plain", on=caller.on))


def trial(caller: Caller) -> HttpResponse:
    """Give the sheet by which the printer is set."""
    return _pdf(paper_claim.trial_sheet(caller.actor, on=caller.on, shift=_kept(caller.request)))


def set_printer(caller: Caller, claim_id: int) -> HttpResponse:
    """Keep how far this browser's printer has to move its sheets."""
    shift = Shift(_hundredths(caller.request, "right"), _hundredths(caller.request, "down"))
    response = HttpResponseRedirect(f"/claims/{claim_id}/paper")
    response.set_cookie(
        COOKIE,
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


def _kept(request: HttpRequest) -> Shift:
    """What the browser keeps; nothing where that can't be read."""
    right, _, down = request.COOKIES.get(COOKIE, "")[:12].partition(",")
    found = _whole(right), _whole(down)
    if any(one is None or abs(one) > FARTHEST for one in found):
        return NO_SHIFT
    return Shift(found[0] or 0, found[1] or 0)


def _whole(text: str) -> int | None:
    size = text.removeprefix("-")
    return int(text) if size.isdecimal() and size.isascii() and len(size) < 4 else None


def _pdf(page: bytes) -> HttpResponse:
    return HttpResponse(page, content_type="application/pdf")
