"""The day's board and the check-in."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.schedule import AppointmentState
from almoner.flow.desk import look, schedule
from almoner.flow.patient import register
from almoner.flow.visit import document
from almoner.store.lists.lists_bookings import With
from almoner.web import asked, words_desk
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.schedule import unkept
from almoner.web.undo import ways

VIEWS = frozenset({"needs", "due", "here"})
SAID = unkept.SAID | {
    "in": "Checked in.",
    "due": "The check-in is taken back: they are due again.",
    "due-after-all": "The booking stands again, and no fee of it.",
}
COLUMNS = {
    "time": lambda row: row.booking.starts_at,
    "patient": lambda row: (row.booking.last_name, row.booking.first_name),
    "with": lambda row: row.booking.provider,
    "coverage": lambda row: (row.coverage, row.booking.payer),
    "collect": lambda row: row.collect_cents or 0,
    "state": lambda row: row.booking.state,
}
"""What a day can be sorted by; it is read whole."""


def board(caller: Caller) -> HttpResponse:
    """Show a day, today unless the address says another."""
    on = asked.day(caller.request, "on") or caller.on
    view = asked.one_of(caller.request, "view", VIEWS)
    of = With(asked.number(caller.request, "provider"), asked.number(caller.request, "location"))
    found = look.board(caller.actor, on=on, of=of)
    rows = [row for row in found.rows if _is_in(row, view)]
    said = SAID.get(asked.text(caller.request, "done"), "")

    def address(name: str = "") -> str:
        narrowed = {"provider": str(of.provider_id or ""), "location": str(of.location_id or "")}
        day = "" if on == caller.on else on.isoformat()
        return asked.address("/today", view=name, on=day, **narrowed)

    sorted_as = sorting(caller.request, "today", address(view))
    return caller.page(
        "today.html",
        frame=found.frame,
        board=found,
        rows=sorted_as.arranged(rows, COLUMNS),
        sorting=sorted_as,
        view=view,
        of=of,
        said=said,
        address=address,
        desk=words_desk,
    )


def _is_in(row: look.BoardRow, view: str) -> bool:
    if view == "needs":
        return row.needs_somebody
    if view == "due":
        return row.booking.state == "booked"
    return not view or row.booking.state in look.HERE


def cancel(caller: Caller, appointment_id: int) -> HttpResponse:
    """Cancel a booking that nobody arrived for, and say what that costs where the patient is late with it."""
    caller.check_token("appointment", appointment_id)
    _, said = unkept.cancelled(caller, appointment_id, back=lambda _: _back(caller, ""))
    return HttpResponseRedirect(_back(caller, said))


def no_show(caller: Caller, appointment_id: int) -> HttpResponse:
    """Note that a patient did not come, and say what the practice's policy asks for it."""
    caller.check_token("appointment", appointment_id)
    unkept.missed(caller, appointment_id, back=_back(caller, ""))
    return HttpResponseRedirect(_back(caller, "away"))


def _back(caller: Caller, done: str) -> str:
    """The board of the day that the form was on."""
    on = asked.day_in_form(caller.request, "on")
    return asked.address("/today", done=done, on=on.isoformat() if on and on != caller.on else "")


def check_in(caller: Caller, appointment_id: int) -> HttpResponse:
    """Note that a patient has arrived."""
    caller.check_token("appointment", appointment_id)
    made = register.check_in(caller.actor, appointment_id, on=caller.on)
    if made.state is AppointmentState.ARRIVED:
        ways.offer(caller, "checked_in", appointment_id, said=SAID["in"], back=f"/today#a{appointment_id}")
    return HttpResponseRedirect(f"/today?done=in#a{appointment_id}")


def not_here(caller: Caller, appointment_id: int) -> HttpResponse:
    """Take a check-in back: a slip on the wrong row, or somebody who left before they were seen."""
    caller.check_token("appointment", appointment_id)
    schedule.not_here(caller.actor, appointment_id, on=caller.on)
    return HttpResponseRedirect(f"/today?done=due#a{appointment_id}")


def begin(caller: Caller, appointment_id: int) -> HttpResponse:
    """Begin the visit of a booking, and open its note."""
    caller.check_token("appointment", appointment_id)
    visit = document.begin(caller.actor, appointment_id, on=caller.on)
    return HttpResponseRedirect(f"/visits/{visit.id}/note")
