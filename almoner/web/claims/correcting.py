"""A decided or refused claim corrected and sent again: what will change is seen before it goes."""

from urllib.parse import parse_qsl

from django.http import HttpResponse, HttpResponseRedirect, QueryDict

from almoner.flow.follow import follow, foresee_correction
from almoner.flow.follow.correction import Correction
from almoner.flow.follow.foresee_correction import Foreseen
from almoner.flow.refused import Refused
from almoner.web.asked import NO_DAY
from almoner.web.claims import correct_fields
from almoner.web.claims.bill_fields import MENDS
from almoner.web.door import Caller
from almoner.web.work import walk

USUAL = "Corrected after the payer's answer"


def show(caller: Caller, claim_id: int) -> HttpResponse:
    """Show what a correction changes; a number that is on file and missing on the claim is filled in."""
    found = foresee_correction.foresee(caller.actor, claim_id, Correction(), on=caller.on)
    given = caller.request.GET
    form = _form(given, found)
    kept = found.authorizations[0].number if found.authorizations else ""
    if "authorization" not in given and kept and not form["authorization"]:
        form = form | {"authorization": kept}
    return _page(caller, claim_id, found, form)


def _page(
    caller: Caller, claim_id: int, found: Foreseen, form: dict[str, str], refused: Refused | None = None
) -> HttpResponse:
    """Show the form with what it would change; `refused` is why it was not kept."""
    before = correct_fields.stands(found)
    asked = correct_fields.correction(found, form)
    seen = foresee_correction.foresee(caller.actor, claim_id, asked, on=caller.on)
    unread = correct_fields.unread_day(form)
    at = correct_fields.FIELD_OF.get(refused.findings[0].edit, "") if refused else unread
    wrong = str(refused) if refused else NO_DAY if unread else ""
    mends = [MENDS[one.edit] for one in seen.findings if one.edit in MENDS]
    return caller.page(
        "claim_correct.html",
        status=422 if refused or unread else 200,
        frame=seen.frame,
        found=seen,
        form=form,
        walk=walk.query(caller),
        walk_fields=parse_qsl(walk.query(caller).removeprefix("?")),
        wrong=wrong,
        at=at,
        has_others=bool(seen.findings)
        or any(form[name] != kept for name, kept in before.items() if name not in correct_fields.FIRST),
        mended_by="" if at else next(iter(mends), ""),
        choices=correct_fields,
        relations=correct_fields.relations(seen),
    )


def correct_it(caller: Caller, claim_id: int) -> HttpResponse:
    """Correct the claim as the form says and build it anew; what is refused is said, and the input kept."""
    caller.check_token("claim", claim_id)
    found = foresee_correction.foresee(caller.actor, claim_id, Correction(), on=caller.on)
    form = _form(caller.request.POST, found)
    if correct_fields.unread_day(form):
        return _page(caller, claim_id, found, form)
    asked = correct_fields.correction(found, form)
    try:
        follow.correct(caller.actor, claim_id, asked, on=caller.on, reason=form["reason"])
    except Refused as refused:
        return _page(caller, claim_id, found, form, refused)
    walked = walk.query(caller)
    return HttpResponseRedirect(f"/claims/{claim_id}{walked}{'&' if walked else '?'}done=corrected")


def _form(given: QueryDict, found: Foreseen) -> dict[str, str]:
    said = {name: str(given[name]) for name in given}
    reason = said.get("reason", USUAL).strip()[: follow.LONGEST_REASON]
    return correct_fields.typed(said, correct_fields.stands(found)) | {"reason": reason}
