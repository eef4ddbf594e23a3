"""Open tasks, the actor's own first."""

from django.http import HttpResponse

from almoner.flow import look_work
from almoner.web import asked
from almoner.web.door import Caller


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
    )
