"""One held or rejected claim: what stops it, the fields that mend it, and then the next one."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.claim import Claim, ClaimState
from almoner.flow.claim import look_sending, mend_hold, override
from almoner.flow.claim.look_sending import Hold
from almoner.flow.patient import look_conflict
from almoner.flow.refused import Refused
from almoner.store.commit import StalePlan
from almoner.web import asked, conflict
from almoner.web.claims import bill_fields, story
from almoner.web.claims.call_form import USUAL_ANSWERS, next_call
from almoner.web.conflict import Telling
from almoner.web.door import Caller
from almoner.web.sending import asking, fields
from almoner.web.sending.fields import FIELD_OF, Fields
from almoner.web.work import walk
from almoner.web.work.walk import Walked

LONGEST_MARK = 64
SAID = {
    "held": "It was built anew, and this still stops it.",
    "gone": "The one before is ready to send.",
    "asked": "The payer is to be asked; it stands in the work of whoever asks.",
    "called": "The call is written down.",
}


def show(caller: Caller, claim_id: int) -> HttpResponse:
    """Show what stops a claim, with the fields that mend it."""
    found = look_sending.hold(caller.actor, claim_id, on=caller.on, within=walk.walking(caller))
    return _page(caller, found, fields.shown(found))


def _page(caller: Caller, found: Hold, form: Fields, *, status: int = 200, **more: Any) -> HttpResponse:
    return caller.page(
        "hold.html",
        status=status,
        frame=found.life.frame,
        found=found,
        life=found.life,
        form=form,
        refusing=[ack for ack in found.life.acks if not ack.is_accepted],
        answer=story.answer(found.life),
        done=SAID.get(asked.text(caller.request, "done"), ""),
        next_call=next_call(caller.on),
        usual_answers=USUAL_ANSWERS,
        is_asking=asked.text(caller.request, "done") in {"asked", "called"},
        question=asking.usual_question(check.finding for check in found.life.checks if check.is_stopping),
        ask_by=asking.usual_day(caller.on),
        bill_labels=bill_fields.LABELS,
        walk=walk.walked(caller, found.life.beside),
        **more,
    )


def mend_it(caller: Caller, claim_id: int) -> HttpResponse:
    """Mend the claim by what the form says, and go on to the next; what is refused stands at its field."""
    caller.check_token("claim", claim_id)
    found = look_sending.hold(caller.actor, claim_id, on=caller.on, within=walk.walking(caller))
    before = fields.shown(found)
    after = replace(before, **fields.typed(caller.request, before))
    wanted = fields.wanted(before, after, asked.id_in_form(caller.request, "revision"))
    try:
        stands = mend_hold.mend(caller.actor, claim_id, wanted, on=caller.on)
    except StalePlan as stale:
        if stale.kind:
            raise
        return _conflict(caller, found, wanted.revision_id)
    except Refused as refused:
        said = " ".join(f"{one.message} {one.mend}" for one in refused.findings)
        form = replace(after, wrong=FIELD_OF.get(refused.findings[0].edit, ""), said=said)
        return _page(caller, found, form, status=422)
    return _on(caller, stands, found.life.claim.state, walk.walked(caller, found.life.beside))


def _conflict(caller: Caller, found: Hold, seen_id: int) -> HttpResponse:
    """Show how the claim was told when it was seen, how somebody had it told since, and what was typed."""
    between = look_conflict.claim_conflict(caller.actor, found.life.claim.id, seen_id)
    told = tuple(fields.told(between.was, between.now, found))
    telling = Telling(between.by, between.on, seen_id, between.now.id, told, key="revision")
    return conflict.tell(caller, telling, back=f"/send/holds/{found.life.claim.id}")


def override_it(caller: Caller, claim_id: int) -> HttpResponse:
    """Let the claim go although a finding stops it, for the reason of the form, and go on to the next one."""
    caller.check_token("claim", claim_id)
    decision = override.Decision(
        revision_id=asked.id_in_form(caller.request, "revision"),
        finding=caller.request.POST.get("finding", "")[:LONGEST_MARK],
        reason=caller.request.POST.get("reason", ""),
    )
    stands = override.override(caller.actor, claim_id, decision, on=caller.on)
    return _on(caller, stands, ClaimState.HELD)


def _on(caller: Caller, claim: Claim, was: ClaimState, walked: Walked | None = None) -> HttpResponse:
    """Go on to the next work that a person came from, or to the next claim that stands as this one did; stay
    with one that is held still.
    """
    if claim.state is ClaimState.HELD:
        query = walk.query(caller)
        return HttpResponseRedirect(f"/send/holds/{claim.id}{query}{'&' if query else '?'}done=held")
    if walked:
        return HttpResponseRedirect(f"{walked.after}&done=gone" if walked.after else walked.listed)
    after = look_sending.next_of(caller.actor, claim.id, was)
    if after:
        return HttpResponseRedirect(f"/send/holds/{after}?done=gone")
    return HttpResponseRedirect("/send?done=mended")
