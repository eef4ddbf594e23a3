"""Open tasks, what would be lost first on top; and work that is handed to another person."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.report.at_risk import FORMULA
from almoner.flow import follow, hand_over, look_work
from almoner.store.lists_work import View
from almoner.web import asked
from almoner.web.door import Caller

LONGEST = 500
HANDED = "handed_over"
NAMES = {
    View.ALL: "All",
    View.EXPIRING: "Due in 14 days",
    View.DENIED: "Denied over $250",
    View.UNDERPAID: "Underpaid",
    View.DUE: "Due now",
}
SAID = {"closed": "It is closed.", "handed": "The work changed hands.", "back": "It is as it was before."}


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
        handed=_handed(caller) if done == "handed" else {},
        formula=FORMULA,
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
    """Show what handing the ticked tasks over would change, and who may get them."""
    ticked = caller.request.GET.getlist("task")[: hand_over.MOST_TOGETHER]
    found = hand_over.preview(caller.actor, [int(one) for one in ticked if _is_id(one)], on=caller.on)
    return caller.page("work_chosen.html", frame=found.frame, found=found)


def hand(caller: Caller) -> HttpResponse:
    """Give the tasks that the form shows, as it shows them, to the person of the pressed button."""
    to = asked.text_in_form(caller.request, "to", longest=150)
    handed = hand_over.hand_over(caller.actor, _seen(caller), to=to, on=caller.on)
    caller.request.session[HANDED] = {str(task_id): version for task_id, version in handed.items()}
    return HttpResponseRedirect("/work?done=handed")


def take_back(caller: Caller) -> HttpResponse:
    """Take the last handing over of this sign-in back."""
    hand_over.take_back(caller.actor, _handed(caller), on=caller.on)
    caller.request.session.pop(HANDED, None)
    return HttpResponseRedirect("/work?done=back")


def _handed(caller: Caller) -> dict[int, int]:
    """Return what this sign-in handed over last: version by task."""
    return {int(task_id): version for task_id, version in caller.request.session.get(HANDED, {}).items()}


def _seen(caller: Caller) -> dict[int, int]:
    pairs = (one.partition(":") for one in caller.request.POST.getlist("seen")[: hand_over.MOST_TOGETHER + 1])
    return {int(one): int(version) for one, _, version in pairs if _is_id(one) and _is_id(version)}


def _is_id(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) < 19
