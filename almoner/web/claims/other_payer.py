"""Another payer billed for a refused claim: who, what becomes of the policy that was asked first, and what
the act changes, before it is done.
"""

from urllib.parse import parse_qsl

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.coverage.put_first import Stance
from almoner.flow.follow import look_other_payer, other_payer, other_payer_undone
from almoner.flow.follow.look_other_payer import Asked
from almoner.flow.follow.other_payer import Wish
from almoner.flow.refused import Refused
from almoner.web import asked, words
from almoner.web.door import Caller
from almoner.web.undo import ways
from almoner.web.work import walk

STANCES = {
    Stance.BEHIND: "It pays after the one that is billed now",
    Stance.ENDED: "It had ended before the visit",
    Stance.ASIDE: "It stays as it is, and does not pay for this care",
}
USUAL = "The payer refused because another one is to pay."
NO_STANCE = "Say what becomes of the policy that was asked first: choose one of the three."
FIELDS = frozenset({"policy", "last_on", "reason"})


def show(caller: Caller, claim_id: int) -> HttpResponse:
    """Show who may be billed, and what billing the chosen one would change."""
    return _page(caller, claim_id, _given(caller, is_form=False), USUAL)


def bill_it(caller: Caller, claim_id: int) -> HttpResponse:
    """Bill the payer that the form names; what is refused is said on the same page, and the input kept."""
    caller.check_token("claim", claim_id)
    given, reason = _given(caller, is_form=True), asked.text_in_form(caller.request, "reason", longest=501)
    mark = asked.text_in_form(caller.request, "seen", longest=2000)
    if given.stance is None or _is_no_day(caller):
        return _page(caller, claim_id, given, reason)
    wish = Wish(given.coverage_id, given.stance, given.last_on, reason, mark)
    try:
        built = other_payer.bill_other(caller.actor, claim_id, wish, on=caller.on)
    except Refused as refused:
        return _page(caller, claim_id, given, reason, refused)
    said = f"{words.count(len(built), 'claim')} built for the other payer."
    ways.offer(caller, "billed_elsewhere", claim_id, said=said, back=f"/claims/{claim_id}")
    walked = walk.query(caller)
    return HttpResponseRedirect(f"/claims/{built[0].id}{walked}{'&' if walked else '?'}done=elsewhere")


def take_it_back(caller: Caller, claim_id: int) -> HttpResponse:
    """Give a claim its refusal back while the other payer's claim has not left, for the reason that the form
    gives.
    """
    caller.check_token("claim", claim_id)
    reason = asked.text_in_form(caller.request, "reason", longest=501)
    other_payer_undone.take_back(caller.actor, claim_id, on=caller.on, reason=reason)
    return HttpResponseRedirect(f"/claims/{claim_id}?done=refused_again")


def _given(caller: Caller, *, is_form: bool) -> Asked:
    source = caller.request.POST if is_form else caller.request.GET
    policy, stance = str(source.get("policy", "")), str(source.get("stance", ""))
    return Asked(
        int(policy) if policy.isdecimal() and policy.isascii() and len(policy) < 19 else 0,
        Stance(stance) if stance in set(Stance) else None,
        asked.day_or_none(str(source.get("last_on", ""))),
    )


def _is_no_day(caller: Caller) -> bool:
    typed = str(caller.request.POST.get("last_on", ""))
    return bool(typed.strip()) and asked.day_or_none(typed) is None


def _page(
    caller: Caller, claim_id: int, given: Asked, reason: str, refused: Refused | None = None
) -> HttpResponse:
    found = look_other_payer.look(caller.actor, claim_id, given, on=caller.on)
    is_posted = caller.request.method == "POST"
    is_no_day = is_posted and _is_no_day(caller)
    unsaid = NO_STANCE if is_posted and given.stance is None else ""
    stands = refused or (found.refused if is_posted or given.stance else None)
    at = next(iter(stands.fields), ("",)) if stands else ()
    return caller.page(
        "claim_other_payer.html",
        status=422 if is_posted else 200,
        frame=found.frame,
        found=found,
        stances=[(one.value, label) for one, label in STANCES.items()],
        reason=reason,
        wrong=asked.NO_DAY if is_no_day else unsaid or (str(stands) if stands and found.choices else ""),
        at="last_on" if is_no_day else next((one for one in at if one in FIELDS), ""),
        walk=walk.query(caller),
        walk_fields=parse_qsl(walk.query(caller).removeprefix("?")),
    )
