"""The front desk's forms: a new patient, their particulars and policies, and who answers for the bill."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.coverage import Coverage, Subscriber
from almoner.core.coverage.card_image import SIDES, kind_of
from almoner.core.identity import Match
from almoner.core.party import Address, Guarantor, Patient, PersonName
from almoner.core.party.people import phone_number
from almoner.flow.collect.languages import choose_at_desk, language_at_desk, languages
from almoner.flow.desk import registration
from almoner.flow.desk.registration import Answering, PolicyChange
from almoner.flow.patient import register
from almoner.flow.patient.card_image import Shot, keep_card_image
from almoner.store.session import NotFound
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.patients import cards
from almoner.web.states import state_code

LONGEST = 80
OLDEST = 130
"""Nobody is older, in years."""
PHONE_DIGITS = 10
SEXES = [("F", "female"), ("M", "male"), ("U", "not told")]
OWN = "18"
RELATIONS = [(OWN, "the patient"), ("01", "spouse"), ("19", "parent"), ("G8", "somebody else")]
"""Who holds a policy, by what the patient is to the holder (837P SBR02, PAT01)."""
RANKS = [("1", "first"), ("2", "second"), ("3", "third")]
CHOICES = {"sexes": SEXES, "relations": RELATIONS, "ranks": RANKS}
SAID = {
    "registered": "The patient is registered.",
    "kept": "It is kept.",
    "policy": "The policy is on file; visits and claims that it answers for follow it.",
    "card": "The picture of the card is kept.",
    "language": "From now on they are written to in this language.",
    "answers": "From the next statement on they answer for the bill.",
}


def blank(caller: Caller) -> HttpResponse:
    """Show the form of a new patient."""
    return _form(caller)


def add(caller: Caller) -> HttpResponse:
    """Register a patient, with a policy where the form has one. Who may be registered already is shown first,
    with the reasons; all that can't be as it was typed is said at its field.
    """
    form = asked.Form(caller.request)
    draft = _draft(caller, form)
    covered = [_policy(caller, form, draft, 0)] if asked.id_in_form(caller.request, "plan") else []
    form.lay(registration.faults_of(draft))
    form.lay(fault for policy in covered for fault in registration.faults_of(policy))
    form.refuse()
    is_sure = asked.text_in_form(caller.request, "sure") == "yes"
    likely = () if is_sure else register.likely_duplicates(caller.actor, draft)
    if likely:
        return _form(caller, likely=likely)
    made = register.register_patient(caller.actor, draft, covered, on=caller.on)
    return HttpResponseRedirect(f"/patients/{made.id}/registration?done=registered")


def _draft(caller: Caller, form: asked.Form) -> Patient:
    return Patient(
        0,
        "",
        _name(caller.request),
        _birth(caller, form) or caller.on,
        _sex(caller.request, "sex"),
        _address(caller.request),
        phone=_phone(form),
        email=form.text("email", longest=LONGEST),
    )


def _birth(caller: Caller, form: asked.Form) -> date | None:
    born_on = form.day("birth", lacking="The birth date is missing.")
    if born_on is not None and born_on > caller.on:
        form.wrong("birth", "The birth date is to come.", "Give today at the latest.")
    elif born_on is not None and caller.on.year - born_on.year > OLDEST:
        form.wrong("birth", "The birth date is too long ago.", "Give the year with four digits.")
    return born_on


def _phone(form: asked.Form) -> str:
    """The telephone number, without what stands between its digits."""
    found = phone_number(form.text("phone", longest=30))
    if found and not found.startswith("+") and not (len(found) == PHONE_DIGITS and found.isdigit()):
        mend = "Give area code and number, or + and the country's number."
        form.wrong("phone", "The phone number hasn't ten digits.", mend)
    return found


def _form(caller: Caller, *, likely: tuple[tuple[Patient, Match], ...] = ()) -> HttpResponse:
    """The form; with who may be the same person, as it was typed."""
    frame, plans = registration.plan_choices(caller.actor, on=caller.on)
    form = caller.request
    return caller.page(
        "register.html",
        status=422 if likely else 200,
        frame=frame,
        choices=CHOICES,
        plans=_named(plans),
        likely=likely,
        typed={name: asked.text_in_form(form, name, longest=LONGEST) for name in form.POST},
        name=_name(form),
        address=_address(form),
    )


def plan_of(caller: Caller) -> HttpResponse:
    """The choice of payer and plan anew, with the one chosen that the member's number speaks for."""
    form = caller.request
    plans, likely = registration.plan_of_number(caller.actor, asked.text(form, "member", longest=LONGEST))
    chosen = asked.number(form, "plan")
    return caller.page(
        "plan_of.html",
        key="c" if asked.text(form, "key") == "c" else "new",
        plans=_named(plans),
        likely=likely,
        chosen=chosen or (likely.plan_id if likely else 0),
        names=dict(_named(plans)),
    )


def show(caller: Caller, patient_id: int) -> HttpResponse:
    """Show a patient's particulars, policies and who answers, each with its form."""
    found = registration.registration_of(caller.actor, patient_id, on=caller.on)
    said = SAID.get(asked.text(caller.request, "done"), "")
    return caller.page(
        "registration.html",
        frame=found.frame,
        found=found,
        said=said,
        choices=CHOICES,
        plans=_named(found.plans),
        language=language_at_desk(caller.actor, patient_id),
        languages=[(one.code, one.name) for one in languages().values()],
        is_new_card=asked.text(caller.request, "new") == "card",
    )


def change(caller: Caller, patient_id: int) -> HttpResponse:
    """Correct a patient's name, birth date, sex, address and how they are reached."""
    caller.check_token("patient", patient_id)
    form = asked.Form(caller.request)
    why = _why(form)
    changed = Patient(
        patient_id,
        "",
        _name(caller.request),
        _birth(caller, form) or caller.on,
        _sex(caller.request, "sex"),
        _address(caller.request),
        version=asked.id_in_form(caller.request, "version"),
        phone=_phone(form),
        email=form.text("email", longest=LONGEST),
    )
    form.lay(registration.faults_of(changed))
    form.refuse()
    registration.change_patient(caller.actor, changed, on=caller.on, reason=why)
    return _again(patient_id, "kept")


def add_policy(caller: Caller, patient_id: int) -> HttpResponse:
    """Add a policy."""
    caller.check_token("patient", patient_id)
    found = registration.registration_of(caller.actor, patient_id, on=caller.on)
    form = asked.Form(caller.request)
    pictures = {side: cards.given(caller.request, side) for side in SIDES}
    for side, picture in pictures.items():
        if picture and not kind_of(picture):
            form.wrong(
                side, f"The picture is no PNG or JPEG of at most {cards.LARGEST_MB} MB.", "Take it again."
            )
    policy = _policy(caller, form, found.patient, patient_id)
    form.lay(registration.faults_of(policy))
    form.refuse()
    ends = asked.text_in_form(caller.request, "ends") == "yes"
    made = register.add_coverage(caller.actor, policy, on=caller.on, ends_others=ends)
    # The form acts once, and it has: it added the policy. The same picture is kept once.
    actor = replace(caller.actor, once=None)
    for side, picture in pictures.items():
        if picture:
            shot = Shot(patient_id, made.id, side, picture)
            keep_card_image(actor, shot, on=caller.on)
    return _again(patient_id, "policy")


def change_policy(caller: Caller, patient_id: int) -> HttpResponse:
    """Correct or end a policy."""
    caller.check_token("patient", patient_id)
    form = asked.Form(caller.request)
    changed = PolicyChange(
        patient_id=patient_id,
        coverage_id=asked.id_in_form(caller.request, "coverage"),
        version=asked.id_in_form(caller.request, "version"),
        member_id=form.text(
            "member",
            longest=LONGEST,
            lacking="The policy has no member's number.",
            mend="Copy it from the card.",
        ),
        group_number=form.text("group", longest=LONGEST),
        copay_cents=form.cents("copay"),
        until_on=_until(form),
    )
    why = _why(form)
    form.refuse()
    registration.change_policy(caller.actor, changed, on=caller.on, reason=why)
    return _again(patient_id, "policy")


def answer(caller: Caller, patient_id: int) -> HttpResponse:
    """Let somebody answer for the bill: another patient by chart number, a person, or the patient alone."""
    caller.check_token("patient", patient_id)
    form = asked.Form(caller.request)
    who, relation = form.text("who"), form.text("relation")
    person, number = None, ""
    if who == "person":
        phone = _phone(form)
        person = Guarantor(_name(caller.request), relation, _address(caller.request), phone)
        form.lay(registration.faults_of(person))
    elif who == "patient":
        number = form.text(
            "number", longest=40, lacking="The chart number is missing.", mend="Copy it from their chart."
        )
    why, version = _why(form), asked.id_in_form(caller.request, "version")
    form.refuse()
    answering = Answering(patient_id, version, person, number, relation)
    registration.set_guarantor(caller.actor, answering, on=caller.on, reason=why)
    return _again(patient_id, "answers")


def speak(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep in which language who answers for the bill is written to."""
    caller.check_token("patient", patient_id)
    code = asked.text_in_form(caller.request, "language", longest=3)
    choose_at_desk(caller.actor, patient_id, code, on=caller.on)
    return _again(patient_id, "language")


def _policy(caller: Caller, form: asked.Form, patient: Patient, patient_id: int) -> Coverage:
    plan_id = asked.id_in_form(caller.request, "plan")
    since_on = form.day("since", lacking="A policy has a first day.")
    member_id = form.text(
        "member",
        longest=LONGEST,
        lacking="A policy has a member's number.",
        mend="Copy it from the card.",
    )
    relation, until_on = form.text("holds"), _until(form)
    if since_on and until_on and until_on <= since_on:
        form.wrong("last_day", "The policy would end before it begins.", "Give its last day, or none.")
    return Coverage(
        id=0,
        patient_id=patient_id,
        payer_id=_payer(caller, form, plan_id),
        plan_id=plan_id,
        rank=asked.id_in_form(caller.request, "rank"),
        member_id=member_id,
        since_on=since_on or caller.on,
        until_on=until_on,
        group_number=form.text("group", longest=LONGEST),
        relation=relation if relation in dict(RELATIONS) else OWN,
        subscriber=_holder(form, patient) if relation != OWN else None,
        copay_cents=form.cents("copay"),
    )


def _payer(caller: Caller, form: asked.Form, plan_id: int) -> int:
    try:
        return registration.payer_of(caller.actor, plan_id)
    except NotFound:
        form.wrong("plan", "There is no such plan.", "Choose one of the list.")
        return 0


def _holder(form: asked.Form, patient: Patient) -> Subscriber:
    """Who holds the policy, at the patient's address."""
    mend = "Copy it from the card, or ask."
    last = form.text("holder_last", longest=LONGEST, lacking="The holder has no last name.", mend=mend)
    first = form.text("holder_first", longest=LONGEST, lacking="The holder has no first name.", mend=mend)
    born_on = form.day("holder_birth", lacking="The holder has no birth date.")
    sex = _sex(form.request, "holder_sex")
    return Subscriber(PersonName(last, first), born_on or date.min, sex, patient.address)


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


def _until(form: asked.Form) -> date | None:
    last_on = form.day("last_day")
    return last_on + timedelta(days=1) if last_on else None


def _why(form: asked.Form) -> str:
    return form.text("why", longest=201, lacking="No reason is given.", mend="Say why, in a few words.")


def _named(plans: tuple[registration.PlanChoice, ...]) -> list[tuple[int, str]]:
    return [(one.plan_id, one.name) for one in plans]


def _again(patient_id: int, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"/patients/{patient_id}/registration?done={done}")
