"""Open tasks, what would be lost first on top, in views that a person keeps; and work that is handed to
another person or put off.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow.claim import hand_over
from almoner.flow.follow import follow
from almoner.flow.refused import Refused
from almoner.flow.work import long_run, look_work, work_views
from almoner.flow.work.long_sorts import is_long
from almoner.store.lists.lists_work import View
from almoner.store.shipped.chances import shipped_chances
from almoner.web import asked, words
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.undo import ways
from almoner.web.work import filters
from almoner.web.work.steps import proposal

LONGEST = 500
REASONS = ("Waiting for the payer's answer", "Waiting for records", "Waiting for the patient")
"""What work is most often put off for; anything else can be typed."""
SAID = {"closed": "It is closed."}


@dataclass(frozen=True, slots=True)
class KeepForm:
    """The name under which somebody wanted to keep a view, and what stands against it."""

    name: str
    said: str


def work(caller: Caller, *, form: KeepForm | None = None) -> HttpResponse:
    """List open tasks; `form` is that of a view which could not be kept."""
    asks = filters.wanted(caller.request)
    sorted_as = sorting(caller.request, "work", filters.address(asks))
    found = look_work.work(caller.actor, asks, on=caller.on, order=sorted_as.order)
    own = found.mine if asks.is_mine else found.all
    chances = shipped_chances()
    return caller.page(
        "work.html",
        status=422 if form else 200,
        frame=found.frame,
        found=found,
        asks=asks,
        counts={View.ALL: own.tasks, View.DUE: own.due, **{one: of.tasks for one, of in found.views.items()}},
        tabs=filters.tabs(asks, found.kept),
        tokens=filters.tokens(asks),
        sorting=sorted_as,
        query=filters.query_of(asks),
        walk_of=lambda task_id: filters.query_of(asks, sort=sorted_as.said, task=str(task_id)),
        proposal=proposal,
        kinds=[("", "any"), *((kind, words.plain(kind)) for kind in filters.kinds())],
        days=[("", "any day"), *((str(one), f"within {words.count(one, 'day')}") for one in filters.DAYS)],
        keeping=form,
        said=SAID.get(asked.text(caller.request, "done"), ""),
        formula=chances.formula,
        minutes=chances.assumed_minutes,
    )


def keep(caller: Caller) -> HttpResponse:
    """Keep the list that the address asks for under a name; a name that can't be is said beside it."""
    name = asked.text_in_form(caller.request, "name", longest=LONGEST)
    asks = filters.wanted(caller.request)
    try:
        work_views.keep(caller.actor, name, asks, on=caller.on)
    except Refused as refused:
        return work(caller, form=KeepForm(name, str(refused)))
    return HttpResponseRedirect(filters.address(asks))


def drop(caller: Caller, view_id: int) -> HttpResponse:
    """Keep a view of one's own no longer."""
    work_views.drop(caller.actor, view_id, on=caller.on)
    ways.offer(caller, "view", view_id, said="The view is dropped.", back="/work")
    return HttpResponseRedirect("/work")


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
    if is_long("handing_over", len(seen)):
        return HttpResponseRedirect(
            f"/runs/{long_run.begin_handing(caller.actor, seen, to=to, on=caller.on)}"
        )
    try:
        entry = hand_over.hand_over(caller.actor, seen, to=to, on=caller.on)
    except Refused as refused:
        return _choice(caller, list(seen), _next_week(caller), wrong=str(refused))
    return _moved(caller, entry, f"{words.count(len(seen), 'task')} changed hands.")


def snooze(caller: Caller) -> HttpResponse:
    """Put the tasks that the form shows off until its day; what can't be is said, and the input kept."""
    seen = _seen(caller)
    form = {name: asked.text_in_form(caller.request, name, longest=LONGEST) for name in ("until", "why")}
    sleep = hand_over.Sleep(asked.day_in_form(caller.request, "until"), form["why"])
    try:
        if is_long("putting_off", len(seen)):
            run_id = long_run.begin_putting_off(caller.actor, seen, sleep, on=caller.on)
            return HttpResponseRedirect(f"/runs/{run_id}")
        entry = hand_over.snooze(caller.actor, seen, sleep, on=caller.on)
    except Refused as refused:
        return _choice(caller, list(seen), form, wrong=str(refused))
    return _moved(caller, entry, f"{words.count(len(seen), 'task')} put off.")


def _moved(caller: Caller, entry: int, said: str) -> HttpResponse:
    if entry:
        ways.offer(caller, "work", entry, said=said, back="/work")
    return HttpResponseRedirect("/work")


def _seen(caller: Caller) -> dict[int, int]:
    pairs = (one.partition(":") for one in caller.request.POST.getlist("seen")[: hand_over.MOST_TOGETHER + 1])
    return {int(one): int(version) for one, _, version in pairs if _is_id(one) and _is_id(version)}


def _is_id(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) < 19
