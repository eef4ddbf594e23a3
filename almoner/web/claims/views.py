"""The worklist and one claim."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.claim.claim import OWNED, WAITING, ClaimState
from almoner.core.ledger import Account
from almoner.flow.books import look_acts
from almoner.flow.claim import look_claim, look_claims, look_segments, override
from almoner.flow.collect import adjust
from almoner.flow.follow import follow
from almoner.store.lists.lists_claims import ClaimFilter
from almoner.store.lists.order import USUAL
from almoner.web import asked, words
from almoner.web.balances import acts
from almoner.web.claims import following, history, story, worth
from almoner.web.claims.call_form import USUAL_ANSWERS, next_call
from almoner.web.comment_form import FRESH, CommentForm
from almoner.web.door import Caller
from almoner.web.order import order_of, sorting
from almoner.web.work import walk

GROUPS = {"stuck": OWNED, "waiting": WAITING}
STATES = [
    ("", "Any"),
    ("stuck", "Needs a person"),
    ("waiting", "Waiting"),
    *((state.value, words.CLAIM[state.value].word) for state in ClaimState),
]
AGES = [("", "any age"), ("30", "30 days"), ("60", "60 days"), ("90", "90 days"), ("120", "120 days")]
OWNERS = [("", "Anybody"), ("mine", "Me"), *words.ROLE.items()]
LONGEST_MARK = 64


def claims(caller: Caller) -> HttpResponse:
    """List the claims that the address asks for."""
    query = _query(caller.request)
    after = asked.number(caller.request, "after")
    sorted_as = sorting(caller.request, "claims", asked.address("/claims", **query))
    wanted = replace(_filter(caller, query), order=sorted_as.order)
    found = look_claims.claims(caller.actor, wanted, on=caller.on, after=after)
    others = any(value for name, value in query.items() if name != "state")

    def is_here(state: str) -> bool:
        return query["state"] == state and not others

    shown: dict[str, Any] = {"states": STATES, "ages": AGES, "owners": OWNERS, "after": after}
    return caller.page(
        "claims.html",
        frame=found.frame,
        found=found,
        asked=query,
        is_asked=any(query.values()),
        is_here=is_here,
        address=sorted_as.now,
        within=asked.address("", list="1", sort=sorted_as.said, **query),
        sorting=sorted_as,
        **shown,
    )


def _query(request: HttpRequest) -> dict[str, str]:
    payer = asked.number(request, "payer")
    return {
        "state": asked.one_of(request, "state", frozenset(value for value, _ in STATES)),
        "payer": str(payer) if payer else "",
        "owner": asked.one_of(request, "owner", frozenset(value for value, _ in OWNERS)),
        "least": asked.text(request, "least", longest=10),
        "age": asked.one_of(request, "age", frozenset(value for value, _ in AGES)),
        "overdue": asked.one_of(request, "overdue", frozenset({"1"})),
    }


def _filter(caller: Caller, query: dict[str, str]) -> ClaimFilter:
    state, owner = query["state"], query["owner"]
    owners = look_claims.owners_of(caller.actor) if owner == "mine" else (owner,)
    return ClaimFilter(
        states=tuple(sorted(GROUPS.get(state, {state}))) if state else (),
        payer_id=int(query["payer"] or 0),
        owners=owners if owner else (),
        at_least_cents=asked.amount(caller.request, "least"),
        older_than_days=int(query["age"] or 0),
        waits_until=caller.on if query["overdue"] else None,
    )


def claim(caller: Caller, claim_id: int, *, comment: CommentForm = FRESH) -> HttpResponse:
    """Show one claim's life; an address that names a list also leads to the claims beside it there.
    `comment` is the form that was refused.
    """
    query = _query(caller.request)
    is_listed = asked.text(caller.request, "list") == "1"
    order = order_of("claims", asked.text(caller.request, "sort")) or USUAL
    listed = replace(_filter(caller, query), order=order) if is_listed else None
    within = walk.walking(caller) or listed
    life = look_claim.claim(caller.actor, claim_id, on=caller.on, within=within, is_whole=True)
    walked = walk.walked(caller, life.beside)
    done = asked.text(caller.request, "done")
    moments, worths = history.history(life), worth.worths(life)
    shown = asked.one_of(caller.request, "history", frozenset(sort for sort, _ in history.SORTS))
    here = f"/claims/{claim_id}"
    query["sort"] = f"{'-' if order.is_down else ''}{order.column}"
    within_list = dict(walked.fields) if walked else {"list": "1", **query} if is_listed else {}
    return caller.page(
        "claim.html",
        status=422 if comment.why else 200,
        next_call=next_call(caller.on),
        usual_answers=USUAL_ANSWERS,
        is_calling=asked.text(caller.request, "call") == "1",
        comment=comment,
        said="The finding is overridden." if done == "overridden" else "",
        followed=following.SAID.get(done, ""),
        passing_on=follow.PASSING_ON,
        correctable=follow.CORRECTABLE,
        moved=acts.DONE.get(done, ""),
        reasons=look_acts.choices(adjust.act_reasons().of(Account.PAYER_AR)),
        labels=look_acts.labels(),
        frame=life.frame,
        life=life,
        answer=story.answer(life),
        stops=story.line_of_life(life),
        entries=history.with_people(life, moments, shown),
        told=len(moments),
        shown=shown,
        sorts=[
            (sort, name, asked.address(here, **within_list, history=sort)) for sort, name in history.SORTS
        ],
        worths=worths,
        contract_cents=sum(one.contract_cents or 0 for one in worths),
        allowed_cents=sum(one.allowed_cents or 0 for one in worths),
        priced_by=worth.schedule(life),
        rests_on=worth.rests_on(life),
        listed=asked.address("/claims", **query),
        within=asked.address("", list="1", **query),
        walk=walked,
    )


def override_it(caller: Caller, claim_id: int) -> HttpResponse:
    """Let a held claim go although a finding stops it, for the reason that the form gives."""
    caller.check_token("claim", claim_id)
    form = caller.request.POST
    decision = override.Decision(
        revision_id=asked.id_in_form(caller.request, "revision"),
        finding=form.get("finding", "")[:LONGEST_MARK],
        reason=form.get("reason", ""),
    )
    override.override(caller.actor, claim_id, decision, on=caller.on)
    return HttpResponseRedirect(f"/claims/{claim_id}?done=overridden#fi")


def peek(caller: Caller, claim_id: int) -> HttpResponse:
    """Show in the list's side panel why a claim stands where it stands, and what next."""
    life = look_claim.claim(caller.actor, claim_id, on=caller.on)
    shown: dict[str, Any] = {"life": life, "answer": story.answer(life), "correctable": follow.CORRECTABLE}
    shown["walk"] = walk.query(caller)
    return caller.page("peek.html", moments=history.history(life)[:4], **shown)


def segments(caller: Caller, claim_id: int) -> HttpResponse:
    """Show the claim's own segments of every file that spoke of it, exactly as they stood there."""
    found = look_segments.segments(caller.actor, claim_id, on=caller.on)
    return caller.page("segments.html", frame=found.frame, found=found, claim_id=claim_id)
