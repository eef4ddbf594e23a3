"""Sample answers to benefit inquiries: active and inactive members with copays, deductibles and shares, other
payers, and people whom the payer doesn't find. The same seed gives the same bytes."""

from dataclasses import replace
from datetime import date

from almoner.core.wire.benefits_271_nouns import (
    Benefit,
    Benefits,
    Message,
    Teller,
    Told,
    ToldDependent,
    ToldMember,
    ToldSubscriber,
    write_answers,
)
from almoner.core.wire.form_codecs import Period
from almoner.core.wire.form_parties import Dated, Name, Party, Reference, Refusal, Relation
from almoner.core.wire.inquiry_270 import Trace
from almoner.core.wire.sample_parties import (
    SENT_AT,
    SENT_ON,
    SamplePayer,
    SamplePractice,
    address,
    dealt,
    envelope,
    firm_name,
    member,
    payers,
    person_name,
    practice,
)
from almoner.core.wire.sample_values import SamplePerson, SampleValues

_PLAN = "SAMPLE PLAN"
_NOT_FOUND = Refusal("N", "75", "C")
_CHILD_NOT_FOUND = Refusal("N", "67", "C")
_YEAR = Period(date(SENT_ON.year, 1, 1), date(SENT_ON.year, 12, 31))


def write(guide_name: str, claims: int, seed: int) -> bytes:
    """A file that tells of so many patients."""
    assert guide_name == "271"
    values = SampleValues(seed)
    asker = practice(values)
    told = payers()
    answers = [
        _answer(payer, asker, count, values)
        for payer, count in zip(told, dealt(claims, len(told)), strict=False)
    ]
    return write_answers(answers, envelope=envelope(seed, "payer"))


def _answer(payer: SamplePayer, asker: SamplePractice, count: int, values: SampleValues) -> Benefits:
    source = Party(firm_name("PR", payer.name, "PI", payer.number))
    receiver = Party(firm_name("1P", asker.name, "XX", asker.npi))
    subscribers = tuple(_subscriber(asker, values) for _ in range(count))
    teller = Teller(source, (), (Told(receiver, subscribers),))
    return Benefits("11", f"Q{values.number(9)}", SENT_ON, SENT_AT, (teller,))


def _subscriber(asker: SamplePractice, values: SampleValues) -> ToldSubscriber:
    who = member(values)
    traces = (Trace("2", f"E{values.number(10)}", f"9{asker.tax_id}"),)
    name = person_name("IL", who.subscriber, "MI", who.member_id)
    if who.dependent is None:
        return ToldSubscriber(_told(name, who.subscriber, _NOT_FOUND, values), traces)
    child = _told(person_name("03", who.dependent), who.dependent, _CHILD_NOT_FOUND, values)
    if not child.refusals:
        child = replace(child, relation=Relation("N", "19"))
    return ToldSubscriber(ToldMember(name), (), (ToldDependent(child, traces),))


def _told(name: Name, who: SamplePerson, refusal: Refusal, values: SampleValues) -> ToldMember:
    kind = values.chance.random()
    if kind < 0.15:
        return ToldMember(name, refusals=(refusal,), birth_on=who.birth_on, sex=who.sex)
    home = values.place()
    return ToldMember(
        name,
        references=(Reference("6P", values.number(6)),),
        street=home.line1,
        address=address(home),
        birth_on=who.birth_on,
        sex=who.sex,
        dates=(Dated("346", Period(_YEAR.first_on)),),
        benefits=(Benefit("6", services=("30",)),) if kind < 0.25 else _benefits(values),
    )


def _benefits(values: SampleValues) -> tuple[Benefit, ...]:
    chance = values.chance
    deductible = values.cents(50_000, 300_000)
    benefits = [
        Benefit("1", "IND", ("30",), "PR", _PLAN, dates=(Dated("291", _YEAR),)),
        Benefit("B", "IND", ("98",), in_network="Y", cents=chance.choice((1_500, 2_000, 3_500))),
        Benefit("A", "IND", ("30",), in_network="Y", percent=chance.choice((".1", ".2", ".3"))),
        Benefit("C", "IND", ("30",), period="23", in_network="Y", cents=deductible),
        Benefit("C", "IND", ("30",), period="29", in_network="Y", cents=chance.randint(0, deductible)),
        Benefit("G", "IND", ("30",), period="23", in_network="Y", cents=deductible * 3),
    ]
    if chance.random() < 0.3:
        benefits.append(
            Benefit("F", "IND", ("33",), cents=100_000, period="23", messages=(Message("ANY PROVIDER"),))
        )
    if chance.random() < 0.3:
        other = Party(firm_name("PRP", "SAMPLE FIRST PLAN", "PI", "SFP08"))
        benefits.append(Benefit("R", services=("30",), parties=(other,)))
    return tuple(benefits)
