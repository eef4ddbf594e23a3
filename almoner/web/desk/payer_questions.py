"""Who pays before Medicare: the questions, the signature, and what the answers propose."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.coverage.msp_questions import LONGEST_TEXT
from almoner.flow.patient import msp
from almoner.flow.patient.msp import Answered
from almoner.flow.refused import Refused
from almoner.web import asked
from almoner.web.desk import signing
from almoner.web.door import Caller

SAID = {
    "kept": "The answers are kept, with the signature.",
    "confirmed": "The policies are billed so from now on, and claims say why Medicare comes later.",
}
NONE_OF_IT = {"cause": "none", "plan": "none"}
"""What one tick answers."""
MOST_POLICIES = 20
LONGEST = 20


def show(caller: Caller, patient_id: int) -> HttpResponse:
    """Show the questions, the last answers and what they propose."""
    return _page(caller, patient_id)


def keep(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep what the patient answered and signed; what is missing is said at its question."""
    caller.check_token("patient", patient_id)
    booking, answers = asked.id_in_form(caller.request, "booking"), _answers(caller.request)
    try:
        given = Answered(answers, signing.given(caller), booking)
        msp.keep_answers(caller.actor, patient_id, given, on=caller.on)
    except Refused as refused:
        return _page(caller, patient_id, refused)
    return _again(patient_id, booking, "kept")


def confirm(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep what the answers mean for the policies, as the page showed them."""
    caller.check_token("patient", patient_id)
    form = caller.request
    seen = [
        (int(policy), int(version))
        for policy, _, version in (one.partition(".") for one in form.POST.getlist("policy")[:MOST_POLICIES])
        if all(part.isascii() and part.isdecimal() and len(part) < LONGEST for part in (policy, version))
    ]
    about = asked.id_in_form(form, "answers")
    try:
        msp.confirm_answers(caller.actor, patient_id, about, seen, on=caller.on)
    except Refused as refused:
        return _page(caller, patient_id, refused)
    return _again(patient_id, asked.id_in_form(form, "booking"), "confirmed")


def _answers(request: HttpRequest) -> dict[str, str]:
    card = msp.questions()
    typed = {one.id: asked.text_in_form(request, one.id, longest=LONGEST_TEXT + 1) for one in card.questions}
    if request.POST.get("none") == "1":
        typed |= {key: value for key, value in NONE_OF_IT.items() if not typed[key]}
    return typed


def _page(caller: Caller, patient_id: int, refused: Refused | None = None) -> HttpResponse:
    form = caller.request
    booking = asked.id_in_form(form, "booking") or asked.number(form, "booking")
    found = msp.msp_page(caller.actor, patient_id, on=caller.on, appointment_id=booking)
    is_answering = form.method == "POST" and "signed_by" in form.POST
    answers = _answers(form) if is_answering else dict(found.suggested)
    return caller.page(
        "payer_questions.html",
        status=422 if refused else 200,
        frame=found.frame,
        found=found,
        card=msp.questions(),
        answers=answers,
        faults=msp.answer_faults(answers, on=caller.on) if is_answering else {},
        is_none=form.POST.get("none") == "1",
        is_answering=is_answering,
        booking=booking,
        said=SAID.get(asked.text(form, "done"), ""),
        **signing.fields(caller, found.patient, refused),
    )


def _again(patient_id: int, appointment_id: int, done: str) -> HttpResponse:
    query = {"done": done, "booking": str(appointment_id or "")}
    return HttpResponseRedirect(asked.address(f"/patients/{patient_id}/payer-questions", **query))
