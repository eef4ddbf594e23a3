"""Open tasks, what would be lost first on top; and work that is handed to another person."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow import follow, hand_over, look_work
from almoner.flow.refused import Refused
from almoner.store.chances import shipped_chances
from almoner.store.lists_work import View
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.undo import ways
from almoner.web.words import count

LONGEST = 500
REASONS = ("Waiting for the payer's answer", "Waiting for records", "Waiting for the patient")
"""What work is most often put off for; anything else can be typed."""
NAMES = {
    View.ALL: "All",
    View.EXPIRING: "Due in 14 days",
    View.DENIED: "Denied over $250",
    View.UNDERPAID: "Underpaid",
    View.SNOOZED: "Snoozed",
    View.DUE: "Due now",
}
SAID = {
    "closed": "It is closed.",
}


def work(caller: Caller) -> HttpResponse:
    """List open tasks."""
    is_mine = asked.one_of(caller.request, "whose", frozenset({"all"})) == ""
    view = View(asked.one_of(caller.request, "view", frozenset(View)))
    if asked.one_of(caller.request, "due", frozenset({"1"})):
        view = View.DUE
    after = asked.number(caller.request, "after")
    wanted = look_work.Wanted(is_mine=is_mine, view=view, after=after)
    done = asked.text(caller.request, "done")
    whose = "" if is_mine else "all"
    return caller.page(
        "work.html",
        **_found(caller, wanted),
        tabs=[(asked.address("/work", whose=whose, view=one), one, NAMES[one]) for one in NAMES],
        address=asked.address("/work", whose=whose, view=view),
        said=SAID.get(done, ""),
        formula=shipped_chances().formula,
    )


def _found(caller: Caller, wanted: look_work.Wanted) -> dict[str, Any]:
    found = look_work.work(caller.actor, wanted, on=caller.on)
    counts = {View.ALL: found.mine if wanted.is_mine else found.all, **found.views}
    return {
        "frame": found.frame,
        "found": found,
        "load": counts[View.ALL],
        "counts": counts,
        "is_mine": wanted.is_mine,
        "view": wanted.view,
        "after": wanted.after,
    }


def close(caller: Caller, task_id: int) -> HttpResponse:
    """Close a task with what came of it."""
    caller.check_token("task", task_id)
    outcome = asked.text_in_form(caller.request, "outcome", longest=LONGEST)
    follow.close_task(caller.actor, task_id, on=caller.on, outcome=outcome)
    return HttpResponseRedirect("/work?done=closed")


def chosen(caller: Caller) -> HttpResponse:
    """Show what handing the ticked tasks over would change, who may get them and how long they may sleep."""
    ticked = caller.request.GET.getlist("task")[: hand_over.MOST_TOGETHER]
    return _choice(caller, [int(one) for one in ticked if _is_id(one)], _next_week(caller))


def _next_week(caller: Caller) -> dict[str, str]:
    return {"until": (caller.on + timedelta(days=7)).isoformat(), "why": REASONS[0]}


def _choice(caller: Caller, task_ids: list[int], form: dict[str, str], *, wrong: str = "") -> HttpResponse:
    found = hand_over.preview(caller.actor, task_ids, on=caller.on)
    shown = {"frame": found.frame, "found": found, "form": form, "wrong": wrong, "reasons": REASONS}
    return caller.page("work_chosen.html", status=422 if wrong else 200, **shown)


def hand(caller: Caller) -> HttpResponse:
    """Give the tasks that the form shows, as it shows them, to the person of the pressed button."""
    to = asked.text_in_form(caller.request, "to", longest=150)
    seen = _seen(caller)
    try:
        entry = hand_over.hand_over(caller.actor, seen, to=to, on=caller.on)
    except Refused as refused:
        return _choice(caller, list(seen), _next_week(caller), wrong=str(refused))
    return _moved(caller, entry, f"{count(len(seen), 'task')} changed hands.")


def snooze(caller: Caller) -> HttpResponse:
    """Put the tasks that the form shows off until its day; what can't be is said, and the input kept."""
    seen = _seen(caller)
    form = {name: asked.text_in_form(caller.request, name, longest=LONGEST) for name in ("until", "why")}
    sleep = hand_over.Sleep(asked.day_in_form(caller.request, "until"), form["why"])
    try:
        entry = hand_over.snooze(caller.actor, seen, sleep, on=caller.on)
    except Refused as refused:
        return _choice(caller, list(seen), form, wrong=str(refused))
    return _moved(caller, entry, f"{count(len(seen), 'task')} put off.")


def _moved(caller: Caller, entry: int, said: str) -> HttpResponse:
    if entry:
        ways.offer(caller, "work", entry, said=said, back="/work")
    return HttpResponseRedirect("/work")


def _seen(caller: Caller) -> dict[int, int]:
    pairs = (one.partition(":") for one in caller.request.POST.getlist("seen")[: hand_over.MOST_TOGETHER + 1])
    return {int(one): int(version) for one, _, version in pairs if _is_id(one) and _is_id(version)}


def _is_id(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) < 19
