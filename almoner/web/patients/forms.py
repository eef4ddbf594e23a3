"""What a patient has signed, each form with the text that was shown."""

from django.http import HttpResponse

from almoner.flow.patient import sign_form
from almoner.web.door import Caller


def show(caller: Caller, patient_id: int) -> HttpResponse:
    """Show a patient's signed forms."""
    found = sign_form.signed_forms(caller.actor, patient_id, on=caller.on)
    return caller.page("forms.html", frame=found.frame, found=found)
