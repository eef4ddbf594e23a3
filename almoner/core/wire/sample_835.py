"""Sample remittances: several payers' payments with claims paid, denied, forwarded, reversed and corrected,
and amounts that belong to no claim. Every payment balances in all three ways; same seed, same bytes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from almoner.core.wire.form_codecs import Procedure
from almoner.core.wire.form_parties import Amount, Contact, Name, Reference
from almoner.core.wire.remit_835_forms import write_payments
from almoner.core.wire.remit_835_nouns import (
    BusinessParty,
    ClaimGroup,
    DatedOn,
    Levy,
    Outpatient,
    PaidClaim,
    PaidLine,
    Payment,
    Reason,
    Remark,
)
from almoner.core.wire.sample_parties import (
    SENT_ON,
    SampleMember,
    SamplePayer,
    SamplePractice,
    address,
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

_FILINGS = {"CI": "15", "BL": "12", "MC": "MC", "HM": "HM"}
"""What payers call in an answer what a claim calls CI or BL."""
_YEAR_END = date(SENT_ON.year, 12, 31)


def write(guide_name: str, claims: int, seed: int) -> bytes:
    """A file with so many claims (a reversal comes in addition to its correction)."""
    assert guide_name == "835"
    values = SampleValues(seed)
    payee = practice(values)
    told = payers()
    payments = []
    first = 1
    for payer, count in zip(told, dealt(claims, len(told)), strict=False):
        payments.append(_payment(payer, payee, range(first, first + count), values))
        first += count
    return write_payments(payments, envelope=envelope(seed, "payer"))


def _payment(payer: SamplePayer, payee: SamplePractice, numbers: range, values: SampleValues) -> Payment:
    claims = [claim for number in numbers for claim in _claims(payer, number, values)]
    paid = sum(claim.paid_cents or 0 for claim in claims)
    levies = _levies(payee, paid, values)
    amount = paid - sum(levy.cents or 0 for levy in levies)
    by_bank = amount > 0 and values.chance.random() < 0.5
    tax_id = f"1{values.tax_id()}"
    payment = Payment(
        handling="I",
        amount_cents=amount,
        credit_or_debit="C",
        method="ACH" if by_bank else "CHK" if amount else "NON",
        paid_on=SENT_ON,
        trace=f"T{values.number(9)}",
        trace_payer_id=tax_id,
        payer=_payer(payer, values),
        payee=_payee(payee),
        references=(Reference("EV", "SAMPLE1"),),
        produced_on=SENT_ON,
        groups=(ClaimGroup(tuple(claims)),),
        levies=levies,
    )
    return _by_bank(payment, tax_id, values) if by_bank else payment


def _by_bank(payment: Payment, tax_id: str, values: SampleValues) -> Payment:
    return replace(
        payment,
        format="CCP",
        sender_bank_kind="01",
        sender_bank=_bank(values),
        sender_account_kind="DA",
        sender_account=values.number(10),
        payer_id=tax_id,
        receiver_bank_kind="01",
        receiver_bank=_bank(values),
        receiver_account_kind="DA",
        receiver_account=values.number(9),
    )


def _bank(values: SampleValues) -> str:
    """Nine digits with the check digit of a bank's number."""
    digits = f"00{values.number(6)}"
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, (3, 7, 1) * 3, strict=False))
    return f"{digits}{-weighed % 10}"


def _payer(payer: SamplePayer, values: SampleValues) -> BusinessParty:
    place = values.place()
    return BusinessParty(
        name=payer.name,
        street=place.line1,
        address=address(place),
        references=(Reference("2U", payer.number),),
        contacts=(
            phone(values, "CX", "CLAIM DESK"),
            Contact("BL", "FILE DESK", "TE", values.phone(), "EM", "FILES.DESK"),
        ),
    )


def _payee(payee: SamplePractice) -> BusinessParty:
    return BusinessParty(
        name=payee.name,
        id_kind="XX",
        id=payee.npi,
        street=payee.place.line1,
        address=address(payee.place),
        references=(Reference("TJ", payee.tax_id),),
    )


def _levies(payee: SamplePractice, paid: int, values: SampleValues) -> tuple[Levy, ...]:
    """What is taken back or added outside the claims; never more than was paid, and a negative sum is
    carried forward."""
    if paid < 0:
        return (Levy(payee.npi, _YEAR_END, "FB", f"F{values.number(8)}", paid),)
    if values.chance.random() < 0.5 or paid < 10_000:
        return ()
    return (
        Levy(payee.npi, _YEAR_END, "WO", f"W{values.number(8)}", values.cents(500, 5_000)),
        Levy(payee.npi, _YEAR_END, "L6", f"I{values.number(6)}", -values.cents(50, 300)),
    )


# ------------------------------------------------------------------------------------- claims


def _claims(payer: SamplePayer, number: int, values: SampleValues) -> Iterator[PaidClaim]:
    who = member(values)
    kind = values.chance.random()
    served_on = values.day()
    claim = PaidClaim(
        number=f"S{number:07d}",
        status="1",
        charge_cents=0,
        paid_cents=0,
        filing=_FILINGS[payer.filing],
        payer_number=f"P{values.number(10)}",
        facility="11",
        frequency="1",
        names=_names(who, values),
        dates=(DatedOn("050", served_on + timedelta(days=5)),),
    )
    lines = [_line(place, served_on, values) for place in range(1, values.chance.randint(1, 4) + 1)]
    if kind < 0.1:
        yield _whole(replace(claim, status="4"), [_denied(line) for line in lines])
    elif kind < 0.2:
        yield _whole(replace(claim, status="2"), [_second(line) for line in lines])
    elif kind < 0.3:
        forwarded = (*claim.names, firm_name("TT", "SAMPLE SECOND PLAN", "PI", "SSP09"))
        yield _whole(replace(claim, status="19", names=forwarded), lines)
    elif kind < 0.4:
        yield _reversed(_whole(claim, lines))
        corrected = replace(claim, frequency="7", payer_number=f"P{values.number(10)}")
        yield _whole(corrected, [*lines[:-1], _denied(lines[-1])])
    else:
        yield _whole(claim, lines)


def _names(who: SampleMember, values: SampleValues) -> tuple[Name, ...]:
    rendering = person_name("82", values.person(), "XX", values.npi())
    if who.dependent is None:
        return (person_name("QC", who.subscriber, "MI", who.member_id), rendering)
    return (
        person_name("QC", who.dependent, "MI", who.member_id),
        person_name("IL", who.subscriber, "MI", who.member_id),
        rendering,
    )


def _line(number: int, served_on: date, values: SampleValues) -> PaidLine:
    charge = values.cents(4_000, 40_000)
    allowed = charge * values.chance.randint(50, 90) // 100
    share = min(allowed, values.chance.choice((0, 1_500, 2_000, allowed // 5)))
    reasons = [Reason("CO", "45", charge - allowed)]
    if share:
        reasons.append(Reason("PR", values.chance.choice(("1", "2", "3")), share))
    return PaidLine(
        procedure=Procedure("HC", values.chance.choice(OFFICE_CODES)),
        charge_cents=charge,
        paid_cents=allowed - share,
        paid_units="1",
        dates=(DatedOn("472", served_on),),
        reasons=tuple(reasons),
        control=f"{number}",
        amounts=(Amount("B6", allowed),),
    )


def _denied(line: PaidLine) -> PaidLine:
    return replace(
        line,
        paid_cents=0,
        reasons=(Reason("CO", "16", line.charge_cents),),
        amounts=(),
        remarks=(Remark("HE", "N4"),),
    )


def _second(line: PaidLine) -> PaidLine:
    """As a second payer tells it: what the first one did, and the rest."""
    assert line.charge_cents is not None
    first = line.charge_cents * 3 // 4
    return replace(
        line,
        paid_cents=line.charge_cents - first,
        reasons=(Reason("OA", "23", first),),
        amounts=(),
    )


def _whole(claim: PaidClaim, lines: list[PaidLine]) -> PaidClaim:
    """The claim with these lines and what they add up to."""
    share = sum(reason.cents or 0 for line in lines for reason in line.reasons if reason.group == "PR")
    denied = any(line.remarks for line in lines)
    return replace(
        claim,
        charge_cents=sum(line.charge_cents or 0 for line in lines),
        paid_cents=sum(line.paid_cents or 0 for line in lines),
        patient_cents=share or None,
        outpatient=Outpatient(remark1="MA130") if denied and claim.status == "4" else None,
        lines=tuple(lines),
    )


def _reversed(claim: PaidClaim) -> PaidClaim:
    """The same claim taken back: every amount with the other sign."""
    return replace(
        claim,
        status="22",
        charge_cents=-(claim.charge_cents or 0),
        paid_cents=-(claim.paid_cents or 0),
        patient_cents=None,
        lines=tuple(
            replace(
                line,
                charge_cents=-(line.charge_cents or 0),
                paid_cents=-(line.paid_cents or 0),
                reasons=tuple(replace(each, cents=-(each.cents or 0)) for each in line.reasons),
                amounts=(),
            )
            for line in claim.lines
        ),
    )
