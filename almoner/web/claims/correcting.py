"""A decided or refused claim corrected and sent again: what will change is seen before it goes."""

from django.http import HttpResponse, HttpResponseRedirect, QueryDict

from almoner.flow import follow, foresee_correction
from almoner.flow.follow import Correction
from almoner.flow.refused import Refused
from almoner.web.door import Caller

USUAL = "Corrected after the payer's answer"


def show(caller: Caller, claim_id: int) -> HttpResponse:
    """Show what a correction changes; a number that is on file and missing on the claim is filled in."""
    form = _typed(caller.request.GET)
    if "authorization" not in caller.request.GET:
        return _page(caller, claim_id, form, is_first=True)
    return _page(caller, claim_id, form)


def _page(
    caller: Caller, claim_id: int, form: dict[str, str], *, is_first: bool = False, wrong: str = ""
) -> HttpResponse:
    found = foresee_correction.foresee(caller.actor, claim_id, _correction(form), on=caller.on)
    kept = found.authorizations[0].number if found.authorizations else ""
    if is_first and kept and not found.revision.authorization:
        form = form | {"authorization": kept}
        found = foresee_correction.foresee(caller.actor, claim_id, _correction(form), on=caller.on)
    shown = {"frame": found.frame, "found": found, "form": form, "wrong": wrong}
    return caller.page("claim_correct.html", status=422 if wrong else 200, **shown)


def correct_it(caller: Caller, claim_id: int) -> HttpResponse:
    """Correct the claim as the form says and build it anew; what is refused is said, and the input kept."""
    caller.check_token("claim", claim_id)
    form = _typed(caller.request.POST)
    try:
        follow.correct(caller.actor, claim_id, _correction(form), on=caller.on, reason=form["reason"])
    except Refused as refused:
        return _page(caller, claim_id, form, wrong=str(refused))
    return HttpResponseRedirect(f"/claims/{claim_id}?done=corrected")


def _typed(given: QueryDict) -> dict[str, str]:
    numbers = {
        name: given.get(name, "").strip()[: follow.LONGEST_NUMBER + 1]
        for name in ("authorization", "referral")
    }
    return numbers | {"reason": given.get("reason", USUAL).strip()[: follow.LONGEST_REASON]}


def _correction(form: dict[str, str]) -> Correction:
    return Correction(authorization=form["authorization"], referral_number=form["referral"])
