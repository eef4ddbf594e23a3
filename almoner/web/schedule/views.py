"""The schedule by day and week, and a visit booked, moved or cancelled from it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.access import Permission
from almoner.flow.desk import look_schedule, recurring
from almoner.flow.desk import schedule as schedules
from almoner.flow.desk.look_schedule import Span
from almoner.flow.desk.recurring import Again
from almoner.flow.desk.schedule import LONGEST_WHY, Wanted
from almoner.flow.refused import Refused, refusal, refuse_without_reason
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.schedule import unkept
from almoner.web.schedule.grid import grid_of
from almoner.web.undo import ways

WEEK = 7
SPANS = frozenset({"week", "list"})
LENGTHS = (10, 15, 20, 30, 40, 45, 60, 90)
SAID = unkept.SAID | {
    "booked": "The visit is booked.",
    "moved": "The visit is moved.",
    "booked-outside": "The visit is booked, but outside of the hours: move it where that is not meant.",
    "moved-outside": "The visit is moved, but outside of the hours: look whether that is meant.",
}


def show(caller: Caller) -> HttpResponse:
    """Show a day as a grid or a list, or the week from its Monday on, of all or of a provider and a
    location.
    """
    form = caller.request
    on, shown = _day(form, "on", caller.on), asked.one_of(form, "span", SPANS)
    is_week = shown == "week"
    since = on - timedelta(days=on.weekday()) if is_week else on
    provider, location = asked.number(form, "provider"), asked.number(form, "location")
    span = Span(since, WEEK if is_week else 1, provider, location, asked.number(form, "first"))

    def address(day: date, span: str, first: int = 0) -> str:
        narrowed = {"provider": str(provider or ""), "location": str(location or "")}
        return asked.address("/schedule", on=day.isoformat(), span=span, **narrowed, first=str(first or ""))

    found = look_schedule.schedule(caller.actor, span, on=caller.on)
    return caller.page(
        "schedule.html",
        found=found,
        frame=found.frame,
        span=span,
        day_shown=on,
        step=timedelta(days=span.days),
        beside=look_schedule.SIDE_BY_SIDE,
        shown=shown,
        grid=grid_of(found.days[0], found.house.providers) if not shown else None,
        address=address,
        said=SAID.get(asked.text(form, "done"), ""),
    )


def offer(caller: Caller) -> HttpResponse:
    """Show the first free slots for a patient; without one, say how to find them."""
    form = caller.request
    patient_id = asked.number(form, "patient")
    if not patient_id:
        return HttpResponseRedirect("/patients?to=book")
    return _page(caller, _wanted(caller, Wanted(patient_id, _day(form, "from", caller.on))))


def booking(caller: Caller, appointment_id: int) -> HttpResponse:
    """Show a booking with the slots that it may move to, and its cancelling."""
    since = _day(caller.request, "from", caller.on)
    return _page(caller, _wanted(caller, Wanted(0, since, booking_id=appointment_id)))


def _wanted(caller: Caller, of: Wanted) -> Wanted:
    minutes, provider, location = (
        asked.number(caller.request, name) for name in ("minutes", "provider", "location")
    )
    kind = asked.text(caller.request, "type")
    return Wanted(of.patient_id, of.since, minutes, provider, location, of.booking_id, kind)


def _page(caller: Caller, wanted: Wanted, refused: Refused | None = None) -> HttpResponse:
    found = schedules.offer(caller.actor, wanted, on=caller.on)
    lengths = sorted({*LENGTHS, found.wanted.minutes})
    form = caller.request
    return caller.page(
        "booking.html",
        status=422 if refused else 200,
        found=found,
        frame=found.frame,
        lengths=[(one, f"{one} minutes") for one in lengths],
        is_here=_is_here(form) or asked.text(form, "here") == "yes",
        minutes_asked=asked.number(form, "minutes"),
        wrong=refused.findings if refused else (),
        wrong_fields={name for of in refused.fields for name in of} if refused else set(),
        may_double=caller.actor.may(Permission.SCHEDULE_DOUBLE),
        typed={
            name: asked.text_in_form(form, name, longest=LONGEST_WHY + 1)
            for name in ("at", "why", "weeks", "times")
        },
    )


def book(caller: Caller) -> HttpResponse:
    """Book a visit; why it can't be is said beside the free slots."""
    patient_id = asked.id_in_form(caller.request, "patient")
    caller.check_token("patient", patient_id)
    try:
        if asked.text_in_form(caller.request, "weeks"):
            return _book_series(caller, _draft(caller.request, patient_id=patient_id))
        made = schedules.book_visit(caller.actor, _draft(caller.request, patient_id=patient_id), on=caller.on)
    except Refused as refused:
        return _page(caller, _posted(caller, Wanted(patient_id, caller.on)), refused)
    if made.doubled_why:
        said = "The visit is booked beside another."
        ways.offer(caller, "doubled", made.id, said=said, back=_day_of(made))
    if made.state is AppointmentState.ARRIVED:
        return HttpResponseRedirect(f"/today/{made.id}?done=in")
    return _to_day(made, "booked-outside" if schedules.is_outside(caller.actor, made) else "booked")


def _book_series(caller: Caller, draft: Appointment) -> HttpResponse:
    weeks, times = (asked.id_in_form(caller.request, name) for name in ("weeks", "times"))
    again = Again(weeks, times, asked.text_in_form(caller.request, "leave") == "yes")
    made = recurring.book_series(caller.actor, draft, again, on=caller.on)
    last = max(one.starts_at for one in made)
    said = f"{len(made)} visits are booked, the last on {last:%m/%d/%Y}."
    ways.offer(caller, "series", made[0].id, said=said, back=_day_of(made[0]))
    return _to_day(made[0], "booked")


def move(caller: Caller, appointment_id: int) -> HttpResponse:
    """Move a booking; why it can't be is said beside the free slots."""
    caller.check_token("appointment", appointment_id)
    try:
        moved = _moved(caller.request, appointment_id)
        made = schedules.move(caller.actor, moved, on=caller.on, reason=_why(caller.request))
        said = "The visit is moved beside another." if made.doubled_why else "The visit is moved."
        ways.offer(caller, "shifted", made.id, said=said, back=_day_of(made))
    except Refused as refused:
        return _page(caller, _posted(caller, Wanted(0, caller.on, booking_id=appointment_id)), refused)
    return _to_day(made, "moved-outside" if schedules.is_outside(caller.actor, made) else "moved")


def _moved(form: HttpRequest, appointment_id: int) -> Appointment:
    """The booking as it is to be. Refused for its time and for the lack of a reason, both at once."""
    told = asked.Form(form)
    told.gather("at", lambda: _instant(form))
    told.gather("why", lambda: refuse_without_reason(_why(form)))
    told.refuse()
    return _draft(form, booking_id=appointment_id)


def cancel(caller: Caller, appointment_id: int) -> HttpResponse:
    """Cancel a booking, with the reason."""
    caller.check_token("appointment", appointment_id)
    reason = _why(caller.request)
    try:
        refuse_without_reason(reason)
        booked, done = unkept.cancelled(caller, appointment_id, back=_day_of, reason=reason)
    except Refused as refused:
        return _page(caller, Wanted(0, caller.on, booking_id=appointment_id), refused)
    return _to_day(booked, done)


def _posted(caller: Caller, of: Wanted) -> Wanted:
    """What a form that was refused had looked for, from the day on that it wanted."""
    try:
        day = _instant(caller.request).date()
    except Refused:
        day = of.since
    minutes, provider, location = (
        asked.id_in_form(caller.request, name) for name in ("minutes", "provider", "location")
    )
    since = max(of.since, day)
    kind = asked.text_in_form(caller.request, "type")
    return replace(of, since=since, minutes=minutes, provider_id=provider, location_id=location, type=kind)


def _draft(form: HttpRequest, *, patient_id: int = 0, booking_id: int = 0) -> Appointment:
    provider, location, minutes, version = (
        asked.id_in_form(form, name) for name in ("provider", "location", "minutes", "version")
    )
    at = _instant(form)
    return Appointment(
        booking_id,
        patient_id,
        provider,
        location,
        at,
        minutes,
        reason=asked.text_in_form(form, "type"),
        version=version or 1,
        doubled_why=_why(form),
        state=AppointmentState.ARRIVED if _is_here(form) else AppointmentState.BOOKED,
    )


def _is_here(form: HttpRequest) -> bool:
    """True for a walk-in."""
    return asked.text_in_form(form, "here") == "yes"


def _instant(form: HttpRequest) -> datetime:
    found = asked.instant_in_form(form, "at")
    if found is None:
        raise refusal("SCH-05", "The time can't be read.", "Give month, day, year, hour and minutes.", "at")
    return found


def _day(form: HttpRequest, name: str, otherwise: date) -> date:
    """A day of the query that a calendar can go on from."""
    found = asked.day(form, name)
    return found if found and date(1990, 1, 1) <= found <= date(2190, 1, 1) else otherwise


def _why(form: HttpRequest) -> str:
    return asked.text_in_form(form, "why", longest=LONGEST_WHY + 1)


def _to_day(made: Appointment, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{_day_of(made)}&done={done}#a{made.id}")


def _day_of(made: Appointment) -> str:
    return f"/schedule?on={made.starts_at.date().isoformat()}"
