"""The front desk's forms: a new patient, their particulars and policies, and who answers for the bill."""

from datetime import date, timedelta
from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.coverage import Coverage, Subscriber
from almoner.core.identity import Match
from almoner.core.party import Address, Guarantor, Patient, PersonName
from almoner.core.rules import Finding
from almoner.flow import register, registration
from almoner.flow.refused import Refused, refusal
from almoner.flow.registration import Answering, PolicyChange
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.states import state_code

LONGEST = 80
SEXES = [("F", "female"), ("M", "male"), ("U", "not told")]
OWN = "18"
RELATIONS = [(OWN, "the patient"), ("01", "spouse"), ("19", "parent"), ("G8", "somebody else")]
"""Who holds a policy, by what the patient is to the holder (837P SBR02, PAT01)."""
RANKS = [("1", "first"), ("2", "second"), ("3", "third")]
CHOICES = {"sexes": SEXES, "relations": RELATIONS, "ranks": RANKS}
FIELDS_SAID = (
    ("birth date", ("birth",)),
    ("name is incomplete", ("last", "first")),
    ("address is incomplete", ("line1", "city")),
    ("state isn't", ("state",)),
    ("ZIP", ("zip",)),
    ("An amount", ("copay",)),
    ("policy has a first day", ("member", "since")),
    ("plan", ("plan",)),
    ("holds the policy", ("holds",)),
    ("last day", ("last_day",)),
)
"""Which fields a finding of the front desk's forms is about, by words of its message."""
SAID = {
    "registered": "The patient is registered.",
    "kept": "It is kept.",
    "policy": "The policy is on file; visits and claims that it answers for follow it.",
    "card": "The picture of the card is kept.",
    "answers": "From the next statement on they answer for the bill.",
}


def blank(caller: Caller) -> HttpResponse:
    """Show the form of a new patient."""
    return _form(caller)


def add(caller: Caller) -> HttpResponse:
    """Register a patient, with a policy where the form has one. Who may be registered already is shown first,
    with the reasons; what can't be as it was typed is said at its field.
    """
    form = caller.request
    try:
        draft = _draft(caller)
        covered = [_policy(caller, draft, 0)] if asked.id_in_form(form, "plan") else []
        is_sure = asked.text_in_form(form, "sure") == "yes"
        likely = () if is_sure else register.likely_duplicates(caller.actor, draft)
        if likely:
            return _form(caller, likely=likely)
        made = register.register_patient(caller.actor, draft, covered, on=caller.on)
    except Refused as refused:
        return _form(caller, wrong=refused.findings)
    return HttpResponseRedirect(f"/patients/{made.id}/registration?done=registered")


def _draft(caller: Caller) -> Patient:
    form = caller.request
    born_on = asked.day_in_form(form, "birth")
    if born_on is None or born_on > caller.on:
        raise refusal(
            "REG-05",
            "The birth date can't be read, or is to come.",
            "Give month, day and year, today at the latest.",
        )
    return Patient(
        0,
        "",
        _name(form),
        born_on,
        _sex(form, "sex"),
        _address(form),
        phone=asked.text_in_form(form, "phone", longest=20),
        email=asked.text_in_form(form, "email", longest=LONGEST),
    )


def _form(
    caller: Caller,
    *,
    wrong: tuple[Finding, ...] = (),
    likely: tuple[tuple[Patient, Match], ...] = (),
) -> HttpResponse:
    """The form with what was typed, what is wrong with it, and who may be the same person."""
    frame, plans = registration.plan_choices(caller.actor, on=caller.on)
    form = caller.request
    return caller.page(
        "register.html",
        status=422 if wrong or likely else 200,
        frame=frame,
        choices=CHOICES,
        plans=_named(plans),
        wrong=wrong,
        wrong_fields=_fields_of(wrong),
        likely=likely,
        typed={name: asked.text_in_form(form, name, longest=LONGEST) for name in form.POST},
        name=_name(form),
        address=_address(form),
    )


def _fields_of(wrong: tuple[Finding, ...]) -> frozenset[str]:
    """The fields that findings speak of, by the words that they say."""
    said = " ".join(finding.message for finding in wrong)
    return frozenset(field for word, fields in FIELDS_SAID for field in fields if word in said)


def show(caller: Caller, patient_id: int, refused: Refused | None = None) -> HttpResponse:
    """Show a patient's particulars, policies and who answers, each with its form."""
    found = registration.registration_of(caller.actor, patient_id, on=caller.on)
    said = SAID.get(asked.text(caller.request, "done"), "")
    return caller.page(
        "registration.html",
        status=422 if refused else 200,
        wrong=refused.findings[0] if refused else None,
        frame=found.frame,
        found=found,
        said=said,
        choices=CHOICES,
        plans=_named(found.plans),
    )


def change(caller: Caller, patient_id: int) -> HttpResponse:
    """Correct a patient's name, address and how they are reached."""
    caller.check_token("patient", patient_id)
    form = caller.request
    changed = Patient(
        patient_id,
        "",
        _name(form),
        date.min,
        "U",
        _address(form),
        version=asked.id_in_form(form, "version"),
        phone=asked.text_in_form(form, "phone", longest=20),
        email=asked.text_in_form(form, "email", longest=LONGEST),
    )
    registration.change_patient(caller.actor, changed, on=caller.on, reason=_why(form))
    return _again(patient_id, "kept")


def add_policy(caller: Caller, patient_id: int) -> HttpResponse:
    """Add a policy."""
    caller.check_token("patient", patient_id)
    found = registration.registration_of(caller.actor, patient_id, on=caller.on)
    register.add_coverage(caller.actor, _policy(caller, found.patient, patient_id), on=caller.on)
    return _again(patient_id, "policy")


def change_policy(caller: Caller, patient_id: int) -> HttpResponse:
    """Correct or end a policy."""
    caller.check_token("patient", patient_id)
    form = caller.request
    changed = PolicyChange(
        patient_id=patient_id,
        coverage_id=asked.id_in_form(form, "coverage"),
        version=asked.id_in_form(form, "version"),
        member_id=asked.text_in_form(form, "member", longest=LONGEST),
        group_number=asked.text_in_form(form, "group", longest=LONGEST),
        copay_cents=asked.exact_cents(form, "copay"),
        until_on=_until(form),
    )
    registration.change_policy(caller.actor, changed, on=caller.on, reason=_why(form))
    return _again(patient_id, "policy")


def answer(caller: Caller, patient_id: int) -> HttpResponse:
    """Let somebody answer for the bill: another patient by chart number, a person, or the patient alone."""
    caller.check_token("patient", patient_id)
    form = caller.request
    who, relation = asked.text_in_form(form, "who"), asked.text_in_form(form, "relation")
    answering = Answering(
        patient_id=patient_id,
        version=asked.id_in_form(form, "version"),
        person=Guarantor(_name(form), relation, _address(form), asked.text_in_form(form, "phone", longest=20))
        if who == "person"
        else None,
        number=asked.text_in_form(form, "number", longest=40) if who == "patient" else "",
        relation=relation,
    )
    if who == "patient" and not answering.number:
        raise refusal("REG-03", "The chart number is missing.", "Copy it from their chart.")
    registration.set_guarantor(caller.actor, answering, on=caller.on, reason=_why(form))
    return _again(patient_id, "answers")


def _policy(caller: Caller, patient: Patient, patient_id: int) -> Coverage:
    form = caller.request
    plan_id, since_on = asked.id_in_form(form, "plan"), asked.day_in_form(form, "since")
    member_id = asked.text_in_form(form, "member", longest=LONGEST)
    if since_on is None or not member_id:
        raise refusal("REG-04", "A policy has a first day and a member's number.", "Copy them from the card.")
    relation = asked.text_in_form(form, "holds")
    return Coverage(
        id=0,
        patient_id=patient_id,
        payer_id=registration.payer_of(caller.actor, plan_id),
        plan_id=plan_id,
        rank=asked.id_in_form(form, "rank"),
        member_id=member_id,
        since_on=since_on,
        until_on=_until(form),
        group_number=asked.text_in_form(form, "group", longest=LONGEST),
        relation=relation if relation in dict(RELATIONS) else OWN,
        subscriber=_holder(form, patient) if relation != OWN else None,
        copay_cents=asked.exact_cents(form, "copay"),
    )


def _holder(form: HttpRequest, patient: Patient) -> Subscriber:
    """Who holds the policy, at the patient's address."""
    born_on = asked.day_in_form(form, "holder_birth")
    last, first = (asked.text_in_form(form, f"holder_{part}", longest=LONGEST) for part in ("last", "first"))
    if born_on is None or not last or not first:
        why = "Whoever else holds the policy has a name and a birth date."
        raise refusal("REG-04", why, "Copy them from the card, or ask.")
    return Subscriber(PersonName(last, first), born_on, _sex(form, "holder_sex"), patient.address)


def _name(form: HttpRequest) -> PersonName:
    parts = ("last", "first", "middle", "suffix")
    return PersonName(*(asked.text_in_form(form, part, longest=LONGEST) for part in parts))


def _address(form: HttpRequest) -> Address:
    return Address(
        line1=asked.text_in_form(form, "line1", longest=LONGEST),
        city=asked.text_in_form(form, "city", longest=LONGEST),
        state=state_code(asked.text_in_form(form, "state", longest=LONGEST)),
        zip=asked.text_in_form(form, "zip", longest=10).replace("-", ""),
        line2=asked.text_in_form(form, "line2", longest=LONGEST),
    )


def _sex(form: HttpRequest, name: str) -> Literal["F", "M", "U"]:
    word = asked.text_in_form(form, name)
    return "F" if word == "F" else "M" if word == "M" else "U"


def _until(form: HttpRequest) -> date | None:
    last_on = asked.day_in_form(form, "last_day")
    if asked.text_in_form(form, "last_day") and (last_on is None or last_on == date.max):
        raise refusal("REG-04", "The policy's last day can't be read.", "Give month, day and year.")
    return last_on + timedelta(days=1) if last_on else None


def _why(form: HttpRequest) -> str:
    return asked.text_in_form(form, "why", longest=201)


def _named(plans: tuple[registration.PlanChoice, ...]) -> list[tuple[int, str]]:
    return [(one.plan_id, one.name) for one in plans]


def _again(patient_id: int, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"/patients/{patient_id}/registration?done={done}")
