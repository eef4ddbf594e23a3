"""The practice's dated lists of fees: what stands, a look at a new one, its loading, and taking it back."""

from pathlib import PurePath

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.pricing.rows import MOST_BYTES
from almoner.flow.setup import fee_schedules
from almoner.flow.setup.fee_schedules import Upload
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.undo.ways import offer

SAID = {"loaded": "The list is loaded.", "back": "The list is taken back; what it had ended holds again."}


def show(caller: Caller) -> HttpResponse:
    """Show the lists."""
    found = fee_schedules.screen(caller.actor, on=caller.on)
    said = SAID.get(caller.request.GET.get("done", ""), "")
    return caller.page("fees.html", frame=found.frame, found=found, said=said, given=None)


def preview(caller: Caller) -> HttpResponse:
    """Show what the list of the form would change, or what is wrong with it."""
    upload = _upload(caller.request)
    found = fee_schedules.preview(caller.actor, upload, on=caller.on)
    status = 422 if found.faults else 200
    given = upload if found.faults else None
    return caller.page("fees.html", status=status, frame=found.frame, found=found, said="", given=given)


def load(caller: Caller) -> HttpResponse:
    """Load the list of the form."""
    made = fee_schedules.load(caller.actor, _upload(caller.request), on=caller.on)
    offer(caller, "fees", made.id, said="The list is loaded.", back="/fees")
    return HttpResponseRedirect("/fees?done=loaded")


def withdraw(caller: Caller, schedule_id: int) -> HttpResponse:
    """Take a list back."""
    why = asked.text_in_form(caller.request, "why")
    fee_schedules.withdraw(caller.actor, schedule_id, on=caller.on, why=why)
    return HttpResponseRedirect("/fees?done=back")


def _upload(request: HttpRequest) -> Upload:
    return Upload(
        name=name_of(request, longest=fee_schedules.LONGEST_NAME),
        content=content_of(request),
        since_on=asked.day_in_form(request, "since"),
        until_on=asked.day_in_form(request, "until"),
        payer_id=asked.id_in_form(request, "payer"),
        location_id=asked.id_in_form(request, "location"),
        keeps_rest=asked.text_in_form(request, "rest") == "yes",
    )


def name_of(request: HttpRequest, *, longest: int) -> str:
    """Return the name that was typed, one sign too many kept to be told; else the file's own without its
    ending.
    """
    given = request.FILES.get("file")
    named = "" if given is None or isinstance(given, list) else PurePath(given.name or "").stem
    plain = "".join(sign for sign in named if sign.isprintable())[:longest]
    return asked.text_in_form(request, "name", longest=longest + 1) or plain.strip()


def content_of(request: HttpRequest) -> bytes:
    """Return the bytes of the file, else of what was shown before; one byte too many is kept, to be told."""
    given = request.FILES.get("file")
    if given is not None and not isinstance(given, list):
        return bytes(given.read(MOST_BYTES + 1))
    return str(request.POST.get("text", "")).encode("utf-8", "replace")[: MOST_BYTES + 1]
