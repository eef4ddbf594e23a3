"""Sample answers for the state of claims: in work, paid, denied, not found, subscribers' and dependents',
some with their lines. The same seed gives the same bytes."""

from datetime import date, timedelta

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
    phone,
    practice,
)
from almoner.core.wire.sample_values import OFFICE_CODES, SampleValues
from almoner.core.wire.status_277_nouns import (
    StatusReport,
    ToldClaim,
    ToldPatient,
    ToldPayer,
    ToldProvider,
    ToldReceiver,
    ToldSubscriber,
    write_reports,
)
from almoner.core.wire.status_parts import Status, StatusLine
from almoner.core.wire.status_words import StatusCode

_DECIDED_ON = SENT_ON - timedelta(days=7)


def write(guide_name: str, claims: int, seed: int) -> bytes:
    """A file that tells of so many claims."""
    assert guide_name == "277"
    values = SampleValues(seed)
    asker = practice(values)
    told = payers()
    reports = [
        _report(payer, asker, count, values)
        for payer, count in zip(told, dealt(claims, len(told)), strict=False)
    ]
    return write_reports(reports, envelope=envelope(seed, "payer"))


def _report(payer: SamplePayer, asker: SamplePractice, count: int, values: SampleValues) -> StatusReport:
    provider = ToldProvider(
        (Party(firm_name("1P", asker.name, "XX", asker.npi)),),
        subscribers=tuple(_subscriber(values) for _ in range(count)),
    )
    receiver = ToldReceiver(firm_name("41", asker.name, "46", "SAMPLE1"), providers=(provider,))
    name = firm_name("PR", payer.name, "PI", payer.number)
    top = ToldPayer(name, (phone(values, name="CLAIM DESK"),), (receiver,))
    return StatusReport(f"R{values.number(9)}", SENT_ON, SENT_AT, (top,))


def _subscriber(values: SampleValues) -> ToldSubscriber:
    who = member(values)
    name = person_name("IL", who.subscriber, "MI", who.member_id)
    claims = (_claim(values),)
    if who.dependent is None:
        return ToldSubscriber(name, claims)
    return ToldSubscriber(name, dependents=(ToldPatient(person_name("QC", who.dependent), claims),))


def _claim(values: SampleValues) -> ToldClaim:
    on, charge = values.day(), values.cents(5_000, 60_000)
    status = _status(charge, values)
    references = (Reference("1K", f"P{values.number(10)}"), Reference("EJ", f"S{values.number(7)}"))
    is_known = status.code is not None and status.code.category != "A4"
    lines = (_line(status, charge, on, values),) if is_known and values.chance.random() < 0.3 else ()
    return ToldClaim(
        f"C{values.number(10)}", (status,), references if is_known else references[1:], Period(on), lines
    )


def _status(charge: int, values: SampleValues) -> Status:
    kind = values.chance.random()
    if kind < 0.3:
        paid = charge * 7 // 10
        return Status(
            StatusCode("F1", "65"),
            SENT_ON,
            charge_cents=charge,
            paid_cents=paid,
            decided_on=_DECIDED_ON,
            paid_on=_DECIDED_ON,
            payment_number=f"T{values.number(9)}",
        )
    if kind < 0.5:
        code = StatusCode("F2", "107")
        return Status(code, SENT_ON, charge_cents=charge, paid_cents=0, decided_on=_DECIDED_ON)
    if kind < 0.6:
        return Status(StatusCode("A4", "35"), SENT_ON, charge_cents=charge, paid_cents=0)
    code = StatusCode("P1", "20")
    second = StatusCode("P1", "46") if kind < 0.8 else None
    return Status(code, SENT_ON, charge_cents=charge, paid_cents=0, code2=second)


def _line(status: Status, charge: int, on: date, values: SampleValues) -> StatusLine:
    return StatusLine(
        Procedure("HC", values.chance.choice(OFFICE_CODES)),
        charge,
        status.paid_cents,
        units="1",
        statuses=(Status(status.code, SENT_ON),),
        references=(Reference("FJ", "1"),),
        period=Period(on),
    )
