"""A day's figures, and its close."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow.books import close, look_day
from almoner.web import asked
from almoner.web.door import Caller

SAID = {
    "closed": "The day is closed.",
    "deposited": "The drawer is on its way to the bank; print its slip under Money of the day.",
    "empty": "The drawer is empty.",
}


def day(caller: Caller) -> HttpResponse:
    """Show a day, today unless the address says another."""
    on = asked.day(caller.request, "on") or caller.on
    found = look_day.day(caller.actor, on=on, today=caller.on)
    said = SAID.get(asked.text(caller.request, "done"), "")
    return caller.page("day.html", frame=found.frame, found=found, said=said)


def deposit(caller: Caller) -> HttpResponse:
    """Take the drawer to the bank on one slip, today; the cards may wait for their settlement."""
    with_cards = asked.text_in_form(caller.request, "cards_wait") != "yes"
    made = close.deposit_receipts(caller.actor, on=caller.on, with_cards=with_cards)
    return HttpResponseRedirect(f"/day?done={'deposited' if made else 'empty'}")


def slip(caller: Caller, deposit_id: int) -> HttpResponse:
    """Give a slip for the bank's counter as PDF."""
    return HttpResponse(close.slip_page(caller.actor, deposit_id), content_type="application/pdf")


def close_it(caller: Caller) -> HttpResponse:
    """Close the day that the form names."""
    on = asked.day_in_form(caller.request, "on")
    if on is None:
        return HttpResponseRedirect("/day")
    close.close_books(caller.actor, on=on)
    return HttpResponseRedirect(f"/day?on={on.isoformat()}&done=closed")
