"""Sample answers from the door: a batch a payer with claims taken in and claims sent back, some for a line.
Counts and amounts fit the claims; the same seed gives the same bytes."""

from almoner.core.wire.form_codecs import Period, Procedure
from almoner.core.wire.form_parties import Amount, Party, Quantity, Reference
from almoner.core.wire.receipt_277ca_nouns import (
    ReceiptReport,
    ReceiptSource,
    ReceivedBatch,
    ReceivedClaim,
    ReceivedPatient,
    ReceivedProvider,
    ReceivedWhole,
    Transmission,
    write_receipt_reports,
)
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
from almoner.core.wire.status_parts import Status, StatusLine
from almoner.core.wire.status_words import StatusCode

_RECEIVED = StatusCode("A1", "19", "PR")
_TAKEN = StatusCode("A2", "20", "PR")
_BACK = (StatusCode("A7", "562", "85"), StatusCode("A6", "164", "IL"), StatusCode("A3", "116", "PR"))
_LINE = StatusCode("A7", "454")


def write(guide_name: str, claims: int, seed: int) -> bytes:
    """A file that answers for so many claims."""
    assert guide_name == "277CA"
    values = SampleValues(seed)
    sender = practice(values)
    told = payers()
    reports = [
        _report(payer, sender, count, values)
        for payer, count in zip(told, dealt(claims, len(told)), strict=False)
    ]
    return write_receipt_reports(reports, envelope=envelope(seed, "payer"))


def _report(payer: SamplePayer, sender: SamplePractice, count: int, values: SampleValues) -> ReceiptReport:
    patients = tuple(_patient(values) for _ in range(count))
    claims = [claim for patient in patients for claim in patient.claims]
    provider = ReceivedProvider(
        (Party(firm_name("85", sender.name, "XX", sender.npi)),),
        _whole("0", ("QA", "QC"), claims),
        patients,
    )
    batch = ReceivedBatch(
        firm_name("41", sender.name, "46", "SAMPLE1"),
        _whole(f"B{values.number(9)}", ("90", "AA"), claims),
        (provider,),
    )
    transmission = Transmission(f"X{values.number(9)}", SENT_ON, SENT_ON)
    source = ReceiptSource(firm_name("PR", payer.name, "PI", payer.number), (transmission,), (batch,))
    return ReceiptReport(f"A{values.number(9)}", SENT_ON, SENT_AT, (source,))


def _whole(trace: str, kinds: tuple[str, str], claims: list[ReceivedClaim]) -> ReceivedWhole:
    counts, amounts = [], []
    for kind, of_amount, action in ((kinds[0], "YU", "WQ"), (kinds[1], "YY", "U")):
        charges = [
            claim.statuses[0].charge_cents or 0 for claim in claims if claim.statuses[0].action == action
        ]
        if charges:
            counts.append(Quantity(kind, str(len(charges))))
            amounts.append(Amount(of_amount, sum(charges)))
    total = sum(claim.statuses[0].charge_cents or 0 for claim in claims)
    is_batch = kinds[0] == "90"
    status = Status(_RECEIVED, SENT_ON if is_batch else None, "WQ", total)
    return ReceivedWhole(trace, (status,), (), tuple(counts), tuple(amounts), "2" if is_batch else "1")


def _patient(values: SampleValues) -> ReceivedPatient:
    who = member(values)
    name = person_name("QC", who.patient, "MI", who.member_id)
    return ReceivedPatient(name, (_claim(values),))


def _claim(values: SampleValues) -> ReceivedClaim:
    on, charge = values.day(), values.cents(5_000, 60_000)
    kind = values.chance.random()
    control, number = f"S{values.number(7)}", Reference("1K", f"P{values.number(10)}")
    if kind < 0.7:
        status = Status(_TAKEN, SENT_ON, "WQ", charge)
        return ReceivedClaim(control, (status,), (number,), Period(on))
    if kind < 0.9:
        status = Status(values.chance.choice(_BACK), SENT_ON, "U", charge)
        return ReceivedClaim(control, (status,), (), Period(on))
    line = StatusLine(
        Procedure("HC", values.chance.choice(OFFICE_CODES)),
        charge,
        units="1",
        statuses=(Status(_LINE, SENT_ON, "U"),),
        references=(Reference("FJ", "1"),),
        period=Period(on),
    )
    return ReceivedClaim(control, (Status(_LINE, SENT_ON, "U", charge),), (), Period(on), (line,))
