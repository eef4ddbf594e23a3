"""The check-out of a visit: what was done, money taken, the next visit booked, and the paper to take home."""

from datetime import datetime

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow import checkin, checkout
from almoner.flow.refused import Refused, refusal
from almoner.web import asked, words_desk
from almoner.web.door import Caller
from almoner.web.money import receipts

SAID = {"taken": "The money is taken.", "booked": "The next visit is booked."}


def show(caller: Caller, appointment_id: int) -> HttpResponse:
    """Show the check-out."""
    return _page(caller, appointment_id)


def take(caller: Caller, appointment_id: int) -> HttpResponse:
    """Take the money of the form; what can't be taken is said at its field."""
    caller.check_token("appointment", appointment_id)
    patient_id = checkin.patient_of(caller.actor, appointment_id)
    try:
        receipt_id = receipts.taken(caller, patient_id)
    except Refused as refused:
        return _page(caller, appointment_id, unpaid=refused)
    return _again(appointment_id, "taken", receipt_id)


def book(caller: Caller, appointment_id: int) -> HttpResponse:
    """Book the next visit at the slot that was chosen; a slot that is gone is said beside the others."""
    caller.check_token("appointment", appointment_id)
    try:
        at = _instant(asked.text_in_form(caller.request, "at", longest=20))
        checkout.book_next(caller.actor, appointment_id, at, on=caller.on)
    except Refused as refused:
        return _page(caller, appointment_id, unbooked=refused)
    return _again(appointment_id, "booked")


def paper(caller: Caller, appointment_id: int) -> HttpResponse:
    """Give what the patient takes home, as PDF."""
    page = checkout.visit_page(caller.actor, appointment_id, on=caller.on)
    return HttpResponse(page, content_type="application/pdf")


def _instant(typed: str) -> datetime:
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise refusal("SCH-05", "The time can't be read.", "Choose one of the slots.")
    return found.replace(second=0, microsecond=0)


def _page(
    caller: Caller, appointment_id: int, *, unpaid: Refused | None = None, unbooked: Refused | None = None
) -> HttpResponse:
    form, since_on = caller.request, asked.day(caller.request, "from")
    found = checkout.check_out(caller.actor, appointment_id, on=caller.on, since_on=since_on)
    return caller.page(
        "checkout.html",
        status=422 if unpaid or unbooked else 200,
        frame=found.frame,
        found=found,
        desk=words_desk,
        methods=receipts.METHODS,
        said=SAID.get(asked.text(form, "done"), ""),
        receipt_id=asked.number(form, "receipt"),
        wrong=unpaid.told if unpaid else None,
        unbooked=unbooked.told if unbooked else None,
        typed={name: asked.text_in_form(form, name) for name in ("amount", "method", "reference")},
    )


def _again(appointment_id: int, done: str, receipt_id: int = 0) -> HttpResponse:
    query = {"done": done, "receipt": str(receipt_id or "")}
    return HttpResponseRedirect(asked.address(f"/today/{appointment_id}/check-out", **query))
