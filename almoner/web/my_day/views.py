"""The provider's own day: the list by what each visit wants, the way to the next one, and the signature."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.charge.signed_day import (
    LONGEST_NOTE,
    OTHERS,
    OWNERS,
    REASONS,
    WAITS_FOR_OTHERS,
    WORDS,
    Left,
    Seen,
    Want,
)
from almoner.flow.charge import my_day
from almoner.flow.charge.my_day import Closing
from almoner.web import asked, words
from almoner.web.door import Caller

SAID = {"signed": "The day is signed.", "done": "Nothing of yours is left. Sign the day."}
MOST_ROWS = 400
NEXT_DAYS = timedelta(days=1)
OWN = {Want.NOTE, Want.SIGNATURE, Want.LACKS, Want.GIVEN}
"""What is done in the note; the rest on the superbill."""


def show(caller: Caller) -> HttpResponse:
    """Show the day that the address names, today unless it says another."""
    day_on = min(asked.day(caller.request, "on") or caller.on, caller.on)
    found = my_day.my_day(caller.actor, day_on=day_on, on=caller.on)
    return caller.page(
        "my_day.html",
        frame=found.frame,
        found=found,
        place=place_of,
        wants=WORDS,
        others=OTHERS,
        waits=WAITS_FOR_OTHERS,
        reasons=[one for one in REASONS.items() if one[0] != WAITS_FOR_OTHERS],
        names=REASONS,
        owners=[(caller.actor.name, "me"), *((one, words.owner(one)) for one in OWNERS)],
        due_on=caller.on + NEXT_DAYS,
        longest=LONGEST_NOTE,
        at=asked.text(caller.request, "at", longest=24),
        said=SAID.get(asked.text(caller.request, "done"), ""),
    )


def go_on(caller: Caller) -> HttpResponse:
    """Lead to the next visit that wants something of the provider, or back to the day."""
    found = my_day.next_of(caller.actor, after=asked.text(caller.request, "after", longest=24), on=caller.on)
    return HttpResponseRedirect(place_of(found) if found else "/my-day?done=done")


def close(caller: Caller) -> HttpResponse:
    """Sign the day with the reasons that the form gives."""
    form = caller.request
    day_on = asked.day_in_form(form, "day") or caller.on
    closing = Closing(day_on, asked.text_in_form(form, "seen"), _said(form))
    my_day.close_my_day(caller.actor, closing, on=caller.on)
    return HttpResponseRedirect(asked.address("/my-day", on=day_on.isoformat(), done="signed"))


def place_of(seen: Seen) -> str:
    """Return where what a visit wants first is done."""
    if not seen.visit_id:
        return asked.address("/my-day", at=seen.key)  # begun by the button that stands there
    is_note = not seen.wants or seen.wants[0] in OWN
    return f"/visits/{seen.visit_id}/{'note' if is_note else 'superbill'}"


def _said(form: HttpRequest) -> dict[str, Left]:
    """The reasons by visit; a visit that has none of its own takes the one for all the rest."""
    rest = _left(form, "rest")
    found = {}
    for key in form.POST.getlist("visit")[:MOST_ROWS]:
        left = _left(form, key) or rest
        if left is not None:
            found[key] = left
    return found


def _left(form: HttpRequest, key: str) -> Left | None:
    reason = asked.text_in_form(form, f"reason-{key}", longest=20)
    due_on = asked.day_in_form(form, f"due-{key}")
    if not reason or due_on is None:
        return None
    return Left(
        reason=reason,
        owner=asked.text_in_form(form, f"owner-{key}", longest=80),
        due_on=due_on,
        note=asked.text_in_form(form, f"note-{key}", longest=LONGEST_NOTE),
    )
