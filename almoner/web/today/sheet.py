"""The check-in sheet of a booking: shown, the payer asked again, and money taken with the check-in."""

from dataclasses import replace

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.chart.signed_form import LONGEST_DRAWING, LONGEST_NAME, Signature
from almoner.flow.desk import checkin
from almoner.flow.exchange import verify
from almoner.flow.patient import register, sign_form
from almoner.flow.refused import Refused
from almoner.web import asked, words_desk
from almoner.web.door import Caller
from almoner.web.money import receipts

SAID = {
    "in": "Checked in.",
    "taken": "The money is taken.",
    "taken-in": "The money is taken and the patient is checked in.",
    "signed": "It is signed, with the text that was shown.",
    "asked": "The payer is asked. The answer shows here as soon as it comes, most often within a minute.",
    "unasked": "Nothing went out: no policy of that day can be asked about. My work says what is missing.",
}
LONGEST = 100
MOST_FORMS = 20
MOST_TURNS = 40
"""So often a page that waits for an answer asks for it by itself."""
RELATIONS = [
    ("self", "the patient"),
    ("parent", "a parent"),
    ("guardian", "a guardian"),
    ("spouse", "the spouse"),
    ("representative", "a representative"),
]


def show(caller: Caller, appointment_id: int) -> HttpResponse:
    """Show the sheet."""
    return _page(caller, appointment_id)


def ask(caller: Caller, appointment_id: int) -> HttpResponse:
    """Ask the payers of the booking now."""
    caller.check_token("appointment", appointment_id)
    count = verify.ask_about_booking(caller.actor, appointment_id, on=caller.on)
    return _again(appointment_id, "asked" if count else "unasked")


def take(caller: Caller, appointment_id: int) -> HttpResponse:
    """Take the money of the form, and check in where the button says so; what can't be taken is said at its
    field.
    """
    caller.check_token("appointment", appointment_id)
    patient_id = checkin.patient_of(caller.actor, appointment_id)
    try:
        receipt_id = receipts.taken(caller, patient_id)
    except Refused as refused:
        return _page(caller, appointment_id, refused)
    has_come = asked.text_in_form(caller.request, "then") == "in" and _check_in(caller, appointment_id)
    return _again(appointment_id, "taken-in" if has_come else "taken", receipt_id)


def _check_in(caller: Caller, appointment_id: int) -> bool:
    """Check in after the money was taken; False where the booking has moved on, which undoes no receipt."""
    # The form acts once, and it has: it took the money. A check-in may be said twice.
    actor = replace(caller.actor, once=None)
    try:
        register.check_in(actor, appointment_id, on=caller.on)
    except Refused:
        return False
    return True


def sign(caller: Caller, appointment_id: int) -> HttpResponse:
    """Keep a signature under the forms that are ticked."""
    caller.check_token("appointment", appointment_id)
    form = caller.request
    given = Signature(
        asked.text_in_form(form, "signed_by", longest=LONGEST_NAME + 1),
        asked.text_in_form(form, "relation"),
        asked.text_in_form(form, "drawing", longest=LONGEST_DRAWING + 1),
    )
    try:
        sign_form.sign_forms(caller.actor, appointment_id, _seen(caller), given, on=caller.on)
    except Refused as refused:
        return _page(caller, appointment_id, refused, is_signing=True)
    return _again(appointment_id, "signed")


def _seen(caller: Caller) -> dict[str, str]:
    """The hash of each ticked form's text, by form: a box carries both."""
    ticked = [one.partition(" ") for one in caller.request.POST.getlist("form")[:MOST_FORMS]]
    return {form[:LONGEST]: sha256[:LONGEST] for form, _, sha256 in ticked}


def _page(
    caller: Caller, appointment_id: int, refused: Refused | None = None, *, is_signing: bool = False
) -> HttpResponse:
    found = checkin.check_in_sheet(caller.actor, appointment_id, on=caller.on)
    typed = {
        name: asked.text_in_form(caller.request, name, longest=LONGEST)
        for name in ("amount", "method", "reference", "signed_by", "relation")
    }
    return caller.page(
        "checkin.html",
        status=422 if refused else 200,
        frame=found.frame,
        found=found,
        desk=words_desk,
        methods=receipts.METHODS,
        said=SAID.get(asked.text(caller.request, "done"), ""),
        awaited=_awaited(caller, found),
        turn=asked.number(caller.request, "turn"),
        receipt_id=asked.number(caller.request, "receipt"),
        wrong=refused.told if refused and not is_signing else None,
        unsigned=refused.told if refused and is_signing else None,
        relations=RELATIONS,
        typed=typed,
    )


def _awaited(caller: Caller, found: checkin.CheckIn) -> bool:
    """True where the payer was asked just now, and has not answered today about some policy."""
    if asked.text(caller.request, "done") != "asked" or asked.number(caller.request, "turn") >= MOST_TURNS:
        return False
    return any(one.tried_on is None or one.tried_on < caller.on for one in found.policies)


def _again(appointment_id: int, done: str, receipt_id: int = 0) -> HttpResponse:
    query = {"done": done, "receipt": str(receipt_id or "")}
    return HttpResponseRedirect(asked.address(f"/today/{appointment_id}", **query))
