"""The advance notice of a patient: read, signed on the screen or filed as signed on paper, withdrawn."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.chart.advance_notice import Choice
from almoner.flow.code import advance_notice, advance_order, advance_paper
from almoner.flow.code.advance_foreseen import notice_card
from almoner.flow.code.advance_notice import Asked, Given
from almoner.flow.refused import Refused, refusal
from almoner.web import asked, words_desk
from almoner.web.desk import signing
from almoner.web.door import Caller

SAID = {
    "signed": "It is signed, with the text and the choice.",
    "withdrawn": "The notice is withdrawn: it says nothing any more.",
}
LONGEST = 300


def show(caller: Caller, patient_id: int) -> HttpResponse:
    """Show a patient's notices, and what a new one would say."""
    return _page(caller, patient_id)


def sheet(caller: Caller, patient_id: int) -> HttpResponse:
    """Give the sheet of the notice that the address names, or of the one that would be made, as PDF."""
    notice_id = asked.number(caller.request, "notice")
    page = (
        advance_paper.kept_sheet(caller.actor, patient_id, notice_id)
        if notice_id
        else advance_paper.draft_sheet(caller.actor, patient_id, _in_address(caller), on=caller.on)
    )
    return HttpResponse(page, content_type="application/pdf")


def sign(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep what the patient chose and signed."""
    caller.check_token("patient", patient_id)
    form = caller.request
    wanted = Asked(
        asked.id_in_form(form, "booking"),
        asked.text_in_form(form, "services", longest=LONGEST),
        asked.text_in_form(form, "diagnoses", longest=LONGEST),
        asked.text_in_form(form, "ground"),
    )
    choice, is_paper = asked.text_in_form(form, "choice"), asked.text_in_form(form, "how") == "paper"
    try:
        if choice not in set(Choice):
            raise refusal("ABN-04", "The patient has chosen none of the three.", "Let them choose one.")
        given = Given(
            Choice(choice),
            asked.text_in_form(form, "seen"),
            None if is_paper else signing.given(caller),
            asked.day_in_form(form, "paper_on") if is_paper else None,
            asked.text_in_form(form, "place", longest=201) if is_paper else "",
        )
        advance_notice.sign_notice(caller.actor, patient_id, wanted, given, on=caller.on)
    except Refused as refused:
        return _page(caller, patient_id, refused, wanted)
    return _again(patient_id, wanted.appointment_id, "signed")


def withdraw(caller: Caller, patient_id: int) -> HttpResponse:
    """Withdraw the notice that the form names, with the reason."""
    caller.check_token("patient", patient_id)
    form = caller.request
    seen = asked.id_in_form(form, "notice"), asked.id_in_form(form, "version")
    why = asked.text_in_form(form, "why", longest=advance_notice.LONGEST_WHY + 1)
    try:
        advance_notice.withdraw_notice(caller.actor, patient_id, seen, why, on=caller.on)
    except Refused as refused:
        return _page(caller, patient_id, refused)
    return _again(patient_id, asked.id_in_form(form, "booking"), "withdrawn")


def prepare(caller: Caller, patient_id: int) -> HttpResponse:
    """Prepare the notice of the order that the form names; the desk has it signed."""
    caller.check_token("patient", patient_id)
    order_id = asked.id_in_form(caller.request, "order")
    advance_order.prepare_for_order(caller.actor, patient_id, order_id, on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}/chart/order/{order_id}?done=notice")


def _in_address(caller: Caller) -> Asked:
    query = caller.request
    return Asked(
        asked.number(query, "booking"),
        asked.text(query, "services", longest=LONGEST),
        asked.text(query, "diagnoses", longest=LONGEST),
        asked.text(query, "ground"),
    )


def _page(
    caller: Caller, patient_id: int, refused: Refused | None = None, wanted: Asked | None = None
) -> HttpResponse:
    looked_for = wanted or _in_address(caller)
    found = advance_notice.notice_page(caller.actor, patient_id, looked_for, on=caller.on)
    return caller.page(
        "advance_notice.html",
        status=422 if refused else 200,
        frame=found.frame,
        found=found,
        asked=looked_for,
        card=notice_card(),
        desk=words_desk,
        grounds=words_desk.GROUNDS,
        chosen_way=asked.text_in_form(caller.request, "choice"),
        is_paper=asked.text_in_form(caller.request, "how") == "paper",
        place=asked.text_in_form(caller.request, "place"),
        said=SAID.get(asked.text(caller.request, "done"), ""),
        **signing.fields(caller, found.patient, refused),
    )


def _again(patient_id: int, appointment_id: int, done: str) -> HttpResponse:
    query = {"done": done, "booking": str(appointment_id or "")}
    return HttpResponseRedirect(asked.address(f"/patients/{patient_id}/advance-notice", **query))
