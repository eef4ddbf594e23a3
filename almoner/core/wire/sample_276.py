"""Sample questions for the state of claims: one set a payer, subscribers' claims and dependents', some with
their lines. The same seed gives the same bytes."""

from almoner.core.wire.form_codecs import Period, Procedure
from almoner.core.wire.form_parties import Party, Reference
from almoner.core.wire.sample_parties import (
    SENT_AT,
    SENT_ON,
    SamplePayer,
    SamplePractice,
    dealt,
    envelope,
    firm_name,
    member,
    payers,
    person_name,
    practice,
)
from almoner.core.wire.sample_values import OFFICE_CODES, SampleValues
from almoner.core.wire.status_276 import (
    SoughtClaim,
    SoughtPatient,
    SoughtPayer,
    SoughtProvider,
    SoughtReceiver,
    SoughtSubscriber,
    StatusRequest,
    write_requests,
)
from almoner.core.wire.status_parts import StatusLine


def write(guide_name: str, claims: int, seed: int) -> bytes:
    """A file that asks for so many claims."""
    assert guide_name == "276"
    values = SampleValues(seed)
    asker = practice(values)
    told = payers()
    requests = [
        _request(payer, asker, count, values)
        for payer, count in zip(told, dealt(claims, len(told)), strict=False)
    ]
    return write_requests(requests, envelope=envelope(seed, "practice"))


def _request(payer: SamplePayer, asker: SamplePractice, count: int, values: SampleValues) -> StatusRequest:
    provider = SoughtProvider(
        (Party(firm_name("1P", asker.name, "XX", asker.npi)),),
        tuple(_subscriber(values) for _ in range(count)),
    )
    receiver = SoughtReceiver(firm_name("41", asker.name, "46", "SAMPLE1"), (provider,))
    top = SoughtPayer(firm_name("PR", payer.name, "PI", payer.number), (receiver,))
    return StatusRequest(f"R{values.number(9)}", SENT_ON, SENT_AT, (top,))


def _subscriber(values: SampleValues) -> SoughtSubscriber:
    who = member(values)
    name = person_name("IL", who.subscriber, "MI", who.member_id)
    claims = (_claim(values),)
    if who.dependent is None:
        return SoughtSubscriber(name, who.subscriber.birth_on, who.subscriber.sex, claims)
    child = SoughtPatient(person_name("QC", who.dependent), who.dependent.birth_on, who.dependent.sex, claims)
    return SoughtSubscriber(name, dependents=(child,))


def _claim(values: SampleValues) -> SoughtClaim:
    on, charge = values.day(), values.cents(5_000, 60_000)
    references = [Reference("EJ", f"S{values.number(7)}")]
    if values.chance.random() < 0.3:
        references.insert(0, Reference("1K", f"P{values.number(10)}"))
    lines: tuple[StatusLine, ...] = ()
    if values.chance.random() < 0.3:
        lines = (
            StatusLine(
                Procedure("HC", values.chance.choice(OFFICE_CODES)),
                charge,
                units="1",
                references=(Reference("FJ", "1"),),
                period=Period(on),
            ),
        )
    return SoughtClaim(f"C{values.number(10)}", tuple(references), charge, Period(on), lines)
