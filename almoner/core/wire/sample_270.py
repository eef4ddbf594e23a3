"""Sample benefit inquiries: one a payer, subscribers and dependents who are the patient, questions for kinds
of service. The same seed gives the same bytes."""

from almoner.core.wire.form_codecs import Period
from almoner.core.wire.form_parties import Dated, Party, Relation, Specialty
from almoner.core.wire.inquiry_270 import (
    Asked,
    AskedDependent,
    AskedMember,
    AskedSubscriber,
    Asker,
    Inquiry,
    Question,
    Trace,
    write_inquiry,
)
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
from almoner.core.wire.sample_values import TAXONOMIES, SamplePerson, SampleValues

_SERVICES = (("30",), ("98",), ("30", "98"), ("33",), ("47", "86"))


def write(guide_name: str, claims: int, seed: int) -> bytes:
    """A file that asks about so many patients."""
    assert guide_name == "270"
    values = SampleValues(seed)
    asker = practice(values)
    told = payers()
    inquiries = [
        _inquiry(payer, asker, count, values)
        for payer, count in zip(told, dealt(claims, len(told)), strict=False)
    ]
    return write_inquiry(inquiries, envelope=envelope(seed, "practice"))


def _inquiry(payer: SamplePayer, asker: SamplePractice, count: int, values: SampleValues) -> Inquiry:
    party = Party(
        firm_name("1P", asker.name, "XX", asker.npi),
        street=asker.place.line1,
        address=address(asker.place),
        specialty=Specialty("BI", "PXC", values.chance.choice(TAXONOMIES)),
    )
    subscribers = tuple(_subscriber(asker, values) for _ in range(count))
    return Inquiry(
        "13",
        f"Q{values.number(9)}",
        SENT_ON,
        SENT_AT,
        (Asked(Party(firm_name("PR", payer.name, "PI", payer.number)), (Asker(party, subscribers),)),),
    )


def _subscriber(asker: SamplePractice, values: SampleValues) -> AskedSubscriber:
    who = member(values)
    traces = (Trace("1", f"E{values.number(10)}", f"9{asker.tax_id}"),)
    name = person_name("IL", who.subscriber, "MI", who.member_id)
    if who.dependent is None:
        asked = _asked(AskedMember(name), who.subscriber, values)
        return AskedSubscriber(asked, traces)
    child = _asked(
        AskedMember(person_name("03", who.dependent), relation=Relation("N", "19")), who.dependent, values
    )
    return AskedSubscriber(AskedMember(name), (), (AskedDependent(child, traces),))


def _asked(known: AskedMember, who: SamplePerson, values: SampleValues) -> AskedMember:
    """A member with birth date, sex, day of service and a question."""
    on = values.day()
    place = "11" if values.chance.random() < 0.2 else ""
    question = Question(services=values.chance.choice(_SERVICES), place=place)
    return AskedMember(
        known.name,
        birth_on=who.birth_on,
        sex=who.sex,
        relation=known.relation,
        dates=(Dated("291", Period(on)),),
        questions=(question,),
    )
