"""Who pays first for a patient: the policies in the order of the rules, and what the patient tells of it."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.coverage import Standing
from almoner.flow.patient import payers
from almoner.web import asked
from almoner.web.door import Caller

WORK = [
    ("", "not asked"),
    ("active", "works"),
    ("retired", "retired"),
    ("laid_off", "laid off"),
    ("cobra", "keeps the plan after leaving"),
]
MEDICARE = [("", "not asked"), ("age", "age"), ("disability", "disability"), ("esrd", "kidney failure")]
ANSWERS_FOR = [
    ("", "health care"),
    ("liability", "somebody's liability"),
    ("black_lung", "black lung"),
    ("federal_program", "a federal program"),
]
SAID = {
    "told": "What the patient told is kept.",
    "arranged": "The policies are billed in this order from now on.",
}
"""What the page says after an act, by the word in its address."""
LACKING = {
    "work": "whether the holder of the plan works",
    "employees": "how many people the employer has",
    "medicare_reason": "why the patient has Medicare",
    "eligible_on": "since when Medicare is held by kidney failure",
    "relation": "what the patient is to the holder",
    "holder_birth_date": "the holder's birth date",
}


def show(caller: Caller, patient_id: int) -> HttpResponse:
    """Show who pays first, and why."""
    found = payers.payers_of(caller.actor, patient_id, on=caller.on)
    return caller.page(
        "payers.html",
        frame=found.frame,
        found=found,
        work=WORK,
        medicare=MEDICARE,
        answers_for=ANSWERS_FOR,
        lacking=sorted(LACKING[fact] for fact in found.lacking),
        said=SAID.get(caller.request.GET.get("done", ""), ""),
    )


def tell(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep what the patient told of one policy, then show the order again."""
    caller.check_token("patient", patient_id)
    policy_id = asked.id_in_form(caller.request, "coverage")
    version = asked.id_in_form(caller.request, "version")
    about = payers.About(patient_id, policy_id, version)
    form = asked.Form(caller.request)
    standing = _standing(form)
    form.refuse()
    payers.tell(caller.actor, about, standing, on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}/payers?done=told")


def arrange(caller: Caller, patient_id: int) -> HttpResponse:
    """Rank the policies in the order that the page shows."""
    caller.check_token("patient", patient_id)
    payers.arrange(caller.actor, patient_id, on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}/payers?done=arranged")


def _standing(told: asked.Form) -> Standing:
    request, form = told.request, told.request.POST
    employees, eligible_on = told.text("employees"), told.day("eligible")
    if employees and not (employees.isascii() and employees.isdecimal() and len(employees) < 9):
        told.wrong("employees", "The number of employees can't be read.", "Give it in digits.")
        employees = ""
    return Standing(
        work=asked.text_in_form(request, "work"),
        employees=int(employees) if employees else None,
        medicare_reason=asked.text_in_form(request, "medicare"),
        eligible_on=eligible_on,
        is_supplement=form.get("supplement") == "1",
        is_by_order=form.get("by_order") == "1",
        answers_for=asked.text_in_form(request, "answers_for"),
    )
