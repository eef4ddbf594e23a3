"""What is ready to send, let go with one key and called back with another; and what is in the way."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.claim import ClaimState
from almoner.flow.claim import look_sending, release
from almoner.flow.claim.claim_coded import claim_coded, unclaimed
from almoner.flow.clock import moment
from almoner.flow.work import long_run
from almoner.flow.work.long_sorts import MOST, is_long
from almoner.web import asked, words
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.undo import ways

STATES = {"": ClaimState.HELD, "rejected": ClaimState.REJECTED}
SAID = {
    "none": "Nothing is ready to leave that isn't on its way already.",
    "back": "They are ready as before.",
    "mended": "That was the last one.",
    "wait": "From now on claims wait so long.",
}


def ready(caller: Caller) -> HttpResponse:
    """Show what is ready, what waits in the outbox, and what is held or rejected."""
    view = asked.one_of(caller.request, "view", frozenset(STATES))
    after = asked.number(caller.request, "after")
    sorted_as = sorting(caller.request, "send", asked.address("/send", view=view))
    found = look_sending.sending(caller.actor, STATES[view], on=caller.on, order=sorted_as.order, after=after)
    return caller.page(
        "send.html",
        frame=found.frame,
        found=found,
        view=view,
        after=after,
        now=moment(),
        said=_said(caller),
        sorting=sorted_as,
    )


def _said(caller: Caller) -> str:
    done = asked.text(caller.request, "done")
    if done != "built":
        return SAID.get(done, "")
    claims, held = asked.number(caller.request, "claims"), asked.number(caller.request, "held")
    made = f"{words.count(claims, 'claim')} built"
    return f"{made}, {held} of them held: see below." if held else f"{made}, none of them held."


def build(caller: Caller) -> HttpResponse:
    """Charge the coded visits and build their claims now, without waiting for the clockwork; many of them go
    on when the page is left.
    """
    if is_long("claims", len(unclaimed(caller.actor, limit=MOST))):
        return HttpResponseRedirect(f"/runs/{long_run.begin_claims(caller.actor, on=caller.on)}")
    made = claim_coded(caller.actor, on=caller.on)
    return HttpResponseRedirect(f"/send?done=built&claims={made.claims}&held={made.held}")


def let_go(caller: Caller) -> HttpResponse:
    """Let all that is ready go."""
    now = moment()
    let = release.release_ready(caller.actor, on=caller.on, now=now)
    if let is None:
        return HttpResponseRedirect("/send?done=none")
    if let.leaves_at <= now:
        release.send_due(caller.actor, on=caller.on, now=now)
        return HttpResponseRedirect("/send/batches?done=sent")
    said = f"{words.count(let.claims, 'claim')} in the outbox."
    ways.offer(caller, "released", let.first_id, said=said, back="/send")
    return HttpResponseRedirect("/send")


def call_back(caller: Caller, release_id: int) -> HttpResponse:
    """Call a release back that still waits."""
    release.call_back(caller.actor, release_id, on=caller.on)
    return HttpResponseRedirect("/send?done=back")


def set_wait(caller: Caller) -> HttpResponse:
    """Decide how long claims wait in the outbox."""
    seconds = asked.text_in_form(caller.request, "seconds", longest=6)
    release.set_wait(caller.actor, int(seconds) if seconds.isdecimal() else -1, on=caller.on)
    return HttpResponseRedirect("/send?done=wait")
