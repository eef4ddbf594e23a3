"""The signature of a form: as it was given, and as it is shown again where the form was refused."""

from typing import Any

from almoner.core.chart.signed_form import LONGEST_DRAWING, LONGEST_NAME, Signature
from almoner.core.party import Patient
from almoner.flow.refused import Refused
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.today.sheet import RELATIONS


def given(caller: Caller) -> Signature:
    """Return the signature that the form carries."""
    form = caller.request
    return Signature(
        asked.text_in_form(form, "signed_by", longest=LONGEST_NAME + 1),
        asked.text_in_form(form, "relation"),
        asked.text_in_form(form, "drawing", longest=LONGEST_DRAWING + 1),
    )


def fields(caller: Caller, patient: Patient, refused: Refused | None) -> dict[str, Any]:
    """Return what the parts of a signature are shown with: the patient's name until another is typed."""
    name = f"{patient.name.first} {patient.name.last}"
    form = caller.request
    return {
        "relations": RELATIONS,
        "signer": asked.text_in_form(form, "signed_by") if form.method == "POST" else name,
        "relation": asked.text_in_form(form, "relation") or "self",
        "wrong": refused.told if refused else None,
    }
