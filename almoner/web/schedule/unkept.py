"""A booking that is not kept, from whichever page: cancelled by whom the form says, and what that costs."""

from collections.abc import Callable

from almoner.core.schedule import Appointment
from almoner.flow.collect import absence
from almoner.flow.collect.absence import Noted
from almoner.flow.patient import register
from almoner.web import asked, words
from almoner.web.door import Caller
from almoner.web.undo import ways

SAID = {
    "cancelled": "The booking is cancelled, and its time is free.",
    "late": "The booking is cancelled, later than the practice asks.",
    "away": "It is noted that they did not come.",
}
Back = Callable[[Appointment], str]


def cancelled(
    caller: Caller, appointment_id: int, *, back: Back, reason: str = ""
) -> tuple[Appointment, str]:
    """Cancel a booking as the form says who does, and offer to take that back; return it with the key of
    `SAID` that tells what was done. What the practice cancels costs the patient nothing.
    """
    if asked.text_in_form(caller.request, "by") == "practice":
        booking = register.cancel(caller.actor, appointment_id, on=caller.on, reason=reason)
    else:
        noted = absence.cancel(caller.actor, appointment_id, on=caller.on, reason=reason)
        booking = noted.booking
        if booking.cancelled_late:
            said = f"{SAID['late']} {fee(noted)}"
            ways.offer(caller, "missed", appointment_id, said=said, back=back(booking))
            return booking, "late"
    ways.offer(caller, "cancelled", appointment_id, said=SAID["cancelled"], back=back(booking))
    return booking, "cancelled"


def missed(caller: Caller, appointment_id: int, *, back: str) -> None:
    """Note that a patient did not come, say what the practice's policy asks for it, and offer it back."""
    noted = absence.note_absence(caller.actor, appointment_id, on=caller.on)
    ways.offer(caller, "missed", appointment_id, said=f"{SAID['away']} {fee(noted)}", back=back)


def fee(noted: Noted) -> str:
    """Return what a booking that was not kept costs, or why nothing."""
    return f"The fee of {words.money(noted.fee_cents)} is asked." if noted.fee_cents else noted.why_none
