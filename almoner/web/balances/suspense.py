"""Cash in suspense: what lies there, and the forms that place it."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.collect.divide import Part
from almoner.flow.remit import divide as dividing
from almoner.flow.remit import suspense
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.undo import ways

LONGEST = 40
LONGEST_WHY = 201
PARTS_SHOWN = 3
"""Parts that a form has room for; a part may be divided again."""
DONE = {
    "placed": "It is placed on the claim.",
    "back": "It lies in suspense again.",
    "given": "It is the patient's, and waits to be applied.",
    "divided": "It is divided: each part waits for its own place.",
    "united": "It is one amount again.",
}


def shown(caller: Caller) -> HttpResponse:
    """List what lies in suspense."""
    sorted_as = sorting(caller.request, "suspense", "/suspense")
    found = suspense.suspense(caller.actor, on=caller.on, order=sorted_as.order)
    said = DONE.get(asked.text(caller.request, "done"), "")
    return caller.page(
        "suspense.html", frame=found.frame, found=found, sorting=sorted_as, said=said, rows=PARTS_SHOWN
    )


def place(caller: Caller, task_id: int) -> HttpResponse:
    """Place the cash of a task on the claim whose number the form gives."""
    caller.check_token("suspense", task_id)
    control = caller.request.POST.get("control", "")[:LONGEST]
    suspense.place_on_claim(caller.actor, task_id, control, on=caller.on)
    ways.offer(caller, "placing", task_id, said="Placed.", back="/suspense")
    return HttpResponseRedirect("/suspense?done=placed")


def take_back(caller: Caller, task_id: int) -> HttpResponse:
    """Put what was placed on a claim into suspense again."""
    caller.check_token("suspense", task_id)
    why = caller.request.POST.get("why", "")[:LONGEST_WHY]
    suspense.take_placing_back(caller.actor, task_id, on=caller.on, why=why)
    return HttpResponseRedirect("/suspense?done=back")


def give(caller: Caller, task_id: int) -> HttpResponse:
    """Give the cash of a task to the patient whose chart number the form gives."""
    caller.check_token("suspense", task_id)
    number = caller.request.POST.get("number", "").strip()[:LONGEST]
    suspense.give_patient(caller.actor, task_id, number, on=caller.on)
    return HttpResponseRedirect("/suspense?done=given")


def divide(caller: Caller, task_id: int) -> HttpResponse:
    """Divide the cash of a task into the parts that the form gives; the rest stays."""
    caller.check_token("suspense", task_id)
    form = caller.request.POST
    parts = [
        Part(asked.exact_cents(caller.request, f"part-{place}"), form.get(f"why-{place}", "")[:LONGEST_WHY])
        for place in range(1, PARTS_SHOWN + 1)
        if form.get(f"part-{place}", "").strip()
    ]
    dividing.divide_held(caller.actor, task_id, parts, on=caller.on)
    return HttpResponseRedirect("/suspense?done=divided")


def unite(caller: Caller, task_id: int) -> HttpResponse:
    """Put the amount together again of which a task owns a part."""
    caller.check_token("suspense", task_id)
    why = caller.request.POST.get("why", "")[:LONGEST_WHY]
    dividing.unite_held(caller.actor, task_id, on=caller.on, why=why)
    return HttpResponseRedirect("/suspense?done=united")
