"""The check-out of a visit: what was done, money taken, the next visit booked, and the paper to take home."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.flow.desk import checkout
from almoner.flow.desk.checkout import Came
from almoner.flow.refused import Refused, refusal
from almoner.web import asked, words_desk
from almoner.web.door import Caller
from almoner.web.money import receipts

SAID = {"taken": "The money is taken.", "booked": "The next visit is booked."}


def show(caller: Caller, appointment_id: int) -> HttpResponse:
    """Show the check-out."""
    return _page(caller, Came(appointment_id))


def show_visit(caller: Caller, visit_id: int) -> HttpResponse:
    """Show the check-out of a visit that nobody booked; one that was booked has its booking's."""
    return _page(caller, Came(visit_id=visit_id))


def take(caller: Caller, appointment_id: int) -> HttpResponse:
    """Take the money of the form; what can't be taken is said at its field."""
    caller.check_token("appointment", appointment_id)
    return _take(caller, Came(appointment_id))


def take_visit(caller: Caller, visit_id: int) -> HttpResponse:
    """Take the money of the form after a visit that nobody booked."""
    caller.check_token("visit", visit_id)
    return _take(caller, Came(visit_id=visit_id))


def _take(caller: Caller, came: Came) -> HttpResponse:
    patient_id = checkout.patient_of(caller.actor, came)
    try:
        receipt_id = receipts.taken(caller, patient_id)
    except Refused as refused:
        return _page(caller, came, unpaid=refused)
    return _again(came, "taken", receipt_id)


def book(caller: Caller, appointment_id: int) -> HttpResponse:
    """Book the next visit at the slot that was chosen; a slot that is gone is said beside the others."""
    caller.check_token("appointment", appointment_id)
    return _book(caller, Came(appointment_id))


def book_after_visit(caller: Caller, visit_id: int) -> HttpResponse:
    """Book the next visit after one that nobody booked."""
    caller.check_token("visit", visit_id)
    return _book(caller, Came(visit_id=visit_id))


def _book(caller: Caller, came: Came) -> HttpResponse:
    try:
        at = _instant(caller.request)
        checkout.book_next(caller.actor, came, at, on=caller.on)
    except Refused as refused:
        return _page(caller, came, unbooked=refused)
    return _again(came, "booked")


def paper(caller: Caller, appointment_id: int) -> HttpResponse:
    """Give what the patient takes home, as PDF."""
    return _paper(caller, Came(appointment_id))


def paper_of_visit(caller: Caller, visit_id: int) -> HttpResponse:
    """Give what the patient takes home from a visit that nobody booked, as PDF."""
    return _paper(caller, Came(visit_id=visit_id))


def _paper(caller: Caller, came: Came) -> HttpResponse:
    page = checkout.visit_page(caller.actor, came, on=caller.on)
    return HttpResponse(page, content_type="application/pdf")


def _instant(form: HttpRequest) -> datetime:
    found = asked.instant_in_form(form, "at")
    if found is None:
        raise refusal("SCH-05", "The time can't be read.", "Choose one of the slots.")
    return found


def _page(
    caller: Caller, came: Came, *, unpaid: Refused | None = None, unbooked: Refused | None = None
) -> HttpResponse:
    form, since_on = caller.request, asked.day(caller.request, "from")
    found = checkout.check_out(caller.actor, came, on=caller.on, since_on=since_on)
    if came.visit_id and found.appointment.id:
        return HttpResponseRedirect(f"/today/{found.appointment.id}/check-out")
    return caller.page(
        "checkout.html",
        status=422 if unpaid or unbooked else 200,
        frame=found.frame,
        found=found,
        place=_place(came),
        desk=words_desk,
        methods=receipts.METHODS,
        said=SAID.get(asked.text(form, "done"), ""),
        receipt_id=asked.number(form, "receipt"),
        wrong=unpaid.told if unpaid else None,
        unbooked=unbooked.told if unbooked else None,
        typed={name: asked.text_in_form(form, name) for name in ("amount", "method", "reference")},
    )


def _place(came: Came) -> str:
    """Where the check-out stands."""
    return f"/visits/{came.visit_id}" if came.visit_id else f"/today/{came.appointment_id}"


def _again(came: Came, done: str, receipt_id: int = 0) -> HttpResponse:
    query = {"done": done, "receipt": str(receipt_id or "")}
    return HttpResponseRedirect(asked.address(f"{_place(came)}/check-out", **query))
