"""Pictures of a patient's insurance cards: kept from the registration page, and given to be looked at."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.coverage.card_image import LARGEST_BYTES
from almoner.flow.patient import card_image
from almoner.flow.patient.card_image import Shot
from almoner.web import asked
from almoner.web.door import Caller

LARGEST_MB = LARGEST_BYTES // 1024**2


def given(form: HttpRequest, name: str) -> bytes:
    """Return the bytes of a picture in a form, none where it has none."""
    picture = form.FILES.get(name)
    # One byte more than is kept: a huge one costs nothing to refuse.
    return bytes(picture.read(LARGEST_BYTES + 1)) if isinstance(picture, UploadedFile) else b""


def keep(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep the picture of the form; what is none is said at its form."""
    caller.check_token("patient", patient_id)
    form = caller.request
    picture, side = given(form, "picture"), asked.text_in_form(form, "side", longest=8)
    shot = Shot(patient_id, asked.id_in_form(form, "coverage"), side, picture)
    card_image.keep_card_image(caller.actor, shot, on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}/registration?done=card#policies")


def show(caller: Caller, patient_id: int) -> HttpResponse:
    """Give the picture that the address names."""
    found = card_image.card_picture(caller.actor, patient_id, asked.number(caller.request, "image"))
    answer = HttpResponse(found.content, content_type=found.kind)
    answer["Content-Disposition"] = "inline"
    return answer
