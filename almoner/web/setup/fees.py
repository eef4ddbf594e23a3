"""The practice's dated lists of fees: what stands, a look at a new one, and its loading."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.pricing.fee_schedule import MOST_BYTES
from almoner.flow import fee_schedules
from almoner.flow.fee_schedules import Upload
from almoner.web import asked
from almoner.web.door import Caller


def show(caller: Caller) -> HttpResponse:
    """Show the lists."""
    found = fee_schedules.screen(caller.actor, on=caller.on)
    said = "The list is loaded." if caller.request.GET.get("done") == "loaded" else ""
    return caller.page("fees.html", frame=found.frame, found=found, text="", said=said)


def preview(caller: Caller) -> HttpResponse:
    """Show what the list of the form would change."""
    upload = _upload(caller.request)
    found = fee_schedules.preview(caller.actor, upload, on=caller.on)
    text = upload.content.decode("utf-8-sig")
    return caller.page("fees.html", frame=found.frame, found=found, text=text, said="")


def load(caller: Caller) -> HttpResponse:
    """Load the list of the form."""
    fee_schedules.load(caller.actor, _upload(caller.request), on=caller.on)
    return HttpResponseRedirect("/fees?done=loaded")


def _upload(request: HttpRequest) -> Upload:
    return Upload(
        name=asked.text_in_form(request, "name", longest=fee_schedules.LONGEST_NAME),
        content=_content(request),
        since_on=asked.day_in_form(request, "since"),
        until_on=asked.day_in_form(request, "until"),
        payer_id=asked.id_in_form(request, "payer"),
        location_id=asked.id_in_form(request, "location"),
    )


def _content(request: HttpRequest) -> bytes:
    """The bytes of the file, else of what was shown before; one byte too many is kept, to be told."""
    given = request.FILES.get("file")
    if given is not None and not isinstance(given, list):
        return bytes(given.read(MOST_BYTES + 1))
    return str(request.POST.get("text", "")).encode("utf-8", "replace")[: MOST_BYTES + 1]
