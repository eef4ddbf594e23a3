"""Open tasks, the actor's own first."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow import follow, look_work
from almoner.web import asked
from almoner.web.door import Caller

LONGEST = 500


def work(caller: Caller) -> HttpResponse:
    """List open tasks."""
    is_mine = asked.one_of(caller.request, "whose", frozenset({"all"})) == ""
    is_due = asked.one_of(caller.request, "due", frozenset({"1"})) != ""
    after = asked.number(caller.request, "after")
    wanted = look_work.Wanted(is_mine=is_mine, due_by=caller.on if is_due else None, after=after)
    found = look_work.work(caller.actor, wanted, on=caller.on)
    address = asked.address("/work", whose="" if is_mine else "all", due="1" if is_due else "")
    return caller.page(
        "work.html",
        frame=found.frame,
        found=found,
        is_mine=is_mine,
        is_due=is_due,
        after=after,
        address=address,
        said="It is closed." if asked.text(caller.request, "done") else "",
    )


def close(caller: Caller, task_id: int) -> HttpResponse:
    """Close a task with what came of it."""
    caller.check_token("task", task_id)
    outcome = asked.text_in_form(caller.request, "outcome", longest=LONGEST)
    follow.close_task(caller.actor, task_id, on=caller.on, outcome=outcome)
    return HttpResponseRedirect("/work?done=closed")
