"""Sample reviews before a service: requests for admissions, referrals and services, and answers that certify,
deny, pend or refuse them. The same seed gives the same bytes."""

from dataclasses import replace
from datetime import timedelta

from almoner.core.wire.authorization_278 import (
    ANSWER,
    Authorization,
    Event,
    Requester,
    ReviewedDependent,
    ReviewedSubscriber,
    Reviewer,
    Service,
    write_authorizations,
)
from almoner.core.wire.authorization_278_care import Admission, Decision, ProfessionalService, Review
from almoner.core.wire.form_codecs import Diagnosis, Period, Procedure
from almoner.core.wire.form_parties import Dated, Member, Name, Party, Refusal, Relation, Specialty
from almoner.core.wire.inquiry_270 import Trace
from almoner.core.wire.sample_parties import (
    SENT_AT,
    SENT_ON,
    SamplePractice,
    address,
    envelope,
    firm_name,
    member,
    payers,
    person_name,
    phone,
    practice,
)
from almoner.core.wire.sample_values import OFFICE_CODES, TAXONOMIES, SamplePerson, SampleValues

_PLANNED_ON = SENT_ON + timedelta(days=14)
_KINDS = ("AR", "HS", "SC")
"""An admission, services, a referral."""


def write(guide_name: str, claims: int, seed: int) -> bytes:
    """A file of so many requests (278) or answers (278-response)."""
    assert guide_name in ("278", "278-response")
    values = SampleValues(seed)
    asker = practice(values)
    requests = [_request(asker, values) for _ in range(claims)]
    if guide_name == "278":
        return write_authorizations(requests, envelope=envelope(seed, "practice"))
    answers = [_answer(each, values) for each in requests]
    return write_authorizations(answers, envelope=envelope(seed, "payer"))


def _request(asker: SamplePractice, values: SampleValues) -> Authorization:
    payer = values.chance.choice(payers())
    requester = Requester(
        Party(
            firm_name("1P", asker.name, "XX", asker.npi),
            street=asker.place.line1,
            address=address(asker.place),
            contacts=(phone(values, name="REFERRALS"),),
        ),
        (_subscriber(asker, values),),
    )
    reviewer = Reviewer(Party(firm_name("X3", payer.name, "PI", payer.number)), requesters=(requester,))
    return Authorization("13", f"U{values.number(9)}", SENT_ON, SENT_AT, (reviewer,))


def _subscriber(asker: SamplePractice, values: SampleValues) -> ReviewedSubscriber:
    who = member(values)
    events = (_event(asker, values),)
    name = person_name("IL", who.subscriber, "MI", who.member_id)
    if who.dependent is None:
        return ReviewedSubscriber(_member(name, who.subscriber), events)
    child = replace(_member(person_name("QC", who.dependent), who.dependent), relation=Relation("N", "19"))
    return ReviewedSubscriber(Member(name), dependents=(ReviewedDependent(child, events),))


def _member(name: Name, who: SamplePerson) -> Member:
    return Member(name, birth_on=who.birth_on, sex=who.sex)


def _event(asker: SamplePractice, values: SampleValues) -> Event:
    kind = values.chance.choice(_KINDS)
    is_admission = kind == "AR"
    doctor = person_name("71" if is_admission else "SJ", values.person(), "XX", values.npi())
    codes = values.diagnoses(3)
    kinds = ("ABK", *["ABF"] * (len(codes) - 1))
    return Event(
        traces=(Trace("1", f"V{values.number(10)}", f"9{asker.tax_id}"),),
        review=Review(kind, "I", "" if kind == "HS" else "1" if is_admission else "3", _place(kind)),
        dates=(Dated("435" if is_admission else "AAH", Period(_PLANNED_ON)),),
        diagnoses=tuple(Diagnosis(each, code) for each, code in zip(kinds, codes, strict=True)),
        admission=Admission("3", "1") if is_admission else None,
        providers=(Party(doctor, specialty=Specialty("AT" if is_admission else "PE", "PXC", TAXONOMIES[1])),),
        services=(_service(values),) if kind == "HS" else (),
    )


def _place(kind: str) -> tuple[str, ...]:
    return ("21", "B") if kind == "AR" else ("11", "B")


def _service(values: SampleValues) -> Service:
    return Service(
        dates=(Dated("472", Period(_PLANNED_ON, _PLANNED_ON + timedelta(days=30))),),
        professional=ProfessionalService(
            Procedure("HC", values.chance.choice(OFFICE_CODES)), values.cents(5_000, 50_000), "UN", "4"
        ),
    )


# ------------------------------------------------------------------------------------- answers


def _answer(request: Authorization, values: SampleValues) -> Authorization:
    (reviewer,) = request.reviewers
    (requester,) = reviewer.requesters
    (subscriber,) = requester.subscribers
    answered = replace(
        subscriber,
        events=tuple(_decided(each, values) for each in subscriber.events),
        dependents=tuple(
            replace(each, events=tuple(_decided(event, values) for event in each.events))
            for each in subscriber.dependents
        ),
    )
    return replace(
        request,
        purpose=ANSWER,
        type="18",
        reviewers=(replace(reviewer, requesters=(replace(requester, subscribers=(answered,)),)),),
    )


def _decided(event: Event, values: SampleValues) -> Event:
    traces = tuple(replace(each, kind="2") for each in event.traces)
    told = replace(event, traces=traces)
    kind = values.chance.random()
    if kind < 0.15:
        return replace(told, refusals=(Refusal("N", "33", "C"),), services=(), dates=(), providers=())
    decision, dates = _decision(kind, values)
    if not event.services:
        return replace(told, decision=decision, dates=(*event.dates, *dates))
    services = tuple(replace(each, decision=decision, dates=(*each.dates, *dates)) for each in event.services)
    return replace(told, services=services)


def _decision(kind: float, values: SampleValues) -> tuple[Decision, tuple[Dated, ...]]:
    if kind < 0.3:
        return Decision("A3", reasons=("0V",)), ()
    if kind < 0.45:
        return Decision("A4", reasons=("0U",)), ()
    number = f"AU{values.number(8)}"
    valid = Period(SENT_ON, SENT_ON + timedelta(days=90))
    return Decision("A1", number), (Dated("102", Period(SENT_ON)), Dated("007", valid))
