"""A remittance that came on paper, as a person keys it, to the very bytes that an electronic one would have:
so it runs through the same reading, plan, preview and commit. Nothing is made up to let it balance.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.money import in_dollars
from almoner.core.party import Payer, PersonName, Practice
from almoner.core.rules import Fault
from almoner.core.wire.form_codecs import Procedure
from almoner.core.wire.form_parties import Address, Contact, Name, Reference
from almoner.core.wire.remit_835_forms import write_payments
from almoner.core.wire.remit_835_nouns import (
    BusinessParty,
    ClaimGroup,
    DatedOn,
    Levy,
    PaidClaim,
    PaidLine,
    Payment,
    Reason,
    Remark,
)
from almoner.core.x12 import Envelope

SENDER = "PAPER"
"""Who sent the file of a keyed remittance (ISA06)."""
STATUSES = ("1", "2", "3", "4", "22")
METHODS = ("CHK", "ACH", "NON")
FILINGS = {"CI": "15", "BL": "12"}
"""What an answer calls the filing of a claim (CLP06)."""
TOLD = frozenset("12 13 14 15 16 17 AM CH DS HM LM MA MB MC OF TV VA WC".split())
NOON = time(12)


@dataclass(frozen=True, slots=True)
class KeyedLine:
    """What a person typed of one of our lines. `share` and `other` are a reason (`PR 1`, `CO 197`) and cents;
    a reason that is left empty is that of the line above. What is left of the charge has the sheet's own.
    """

    line: ChargeLine
    paid_cents: int
    share_cents: int = 0
    share: str = ""
    other_cents: int = 0
    other: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyedClaim:
    """One of our claims on the sheet, with the payer's number of it and its patient's name and member id."""

    claim: Claim
    patient: PersonName
    member_id: str
    payer_control: str
    lines: tuple[KeyedLine, ...]
    status: str = "1"


@dataclass(frozen=True, slots=True)
class KeyedLevel:
    """A provider-level amount: code, reference, cents (above zero lowers the payment)."""

    code: str
    reference: str
    cents: int


@dataclass(frozen=True, slots=True)
class KeyedRemittance:
    """The sheet: who paid, by which check, how much, and for what. `rest` is the reason of what is left of a
    line's charge, mostly `CO 45`; where it is empty, nothing may be left.
    """

    payer: Payer
    trace: str
    method: str
    paid_on: date
    amount_cents: int
    claims: tuple[KeyedClaim, ...]
    levels: tuple[KeyedLevel, ...] = ()
    rest: str = "CO 45"

    @property
    def parts_cents(self) -> int:
        """What the lines and the provider-level amounts come to."""
        paid = sum(line.paid_cents for claim in self.claims for line in claim.lines)
        return paid - sum(level.cents for level in self.levels)


def faults(keyed: KeyedRemittance) -> list[Fault]:
    """Return what stands against taking a sheet in, each as one sentence without a patient's data."""
    found = []
    if not keyed.trace.strip():
        found.append(Fault("The number of the check or transfer is missing.", "trace"))
    if keyed.method not in METHODS or (keyed.method == "NON") != (keyed.amount_cents == 0):
        found.append(Fault("A payment of nothing has no method, and only that.", "method"))
    if not keyed.claims and not keyed.levels:
        found.append(Fault("The sheet says nothing.", "claims"))
    if keyed.amount_cents != keyed.parts_cents:
        found.append(Fault(_apart(keyed), "amount"))
    found += [Fault(said) for number, one in enumerate(keyed.claims, 1) for said in _faults_of(one, number)]
    unreadable = "A reason is a group and a code, such as CO 45"
    return [*found, *(Fault(f"{unreadable}: {place}.") for place in _unreadable(keyed))]


def _apart(keyed: KeyedRemittance) -> str:
    """By how much a check is not what its lines and the provider level come to, in words."""
    check, parts = in_dollars(keyed.amount_cents), in_dollars(keyed.parts_cents)
    apart = in_dollars(abs(keyed.amount_cents - keyed.parts_cents))
    return (
        f"The check is {check} and its parts are {parts}, {apart} apart: find the line, nothing is made up."
    )


def _faults_of(claim: KeyedClaim, number: int) -> Iterable[str]:
    if claim.status not in STATUSES:
        yield f"Claim {number}: the status is not one that a sheet has."
    if not claim.payer_control.strip():
        yield f"Claim {number}: the payer's number of the claim is missing; a corrected claim will need it."
    if not claim.lines:
        yield f"Claim {number} has no line."


def _unreadable(keyed: KeyedRemittance) -> Iterable[str]:
    if keyed.rest.strip() and _reason(keyed.rest, 0) is None:
        yield "what is left of a charge"
    for number, claim in enumerate(keyed.claims, 1):
        for place, line in enumerate(filled_down(claim.lines), 1):
            if not keyed.rest.strip() and _left(line, _sign(claim)):
                yield f"claim {number}, line {place}, {in_dollars(_left(line, _sign(claim)))} of its charge"
            if line.share_cents and _reason(line.share, 0) is None:
                yield f"claim {number}, line {place}, the patient's part"
            if line.other_cents and _reason(line.other, 0) is None:
                yield f"claim {number}, line {place}, the other reason"


def filled_down(lines: Sequence[KeyedLine]) -> list[KeyedLine]:
    """Carry reasons down: one that is left empty is that of the line above."""
    filled: list[KeyedLine] = []
    share, other = "PR 1", ""
    for line in lines:
        share, other = line.share.strip() or share, line.other.strip() or other
        filled.append(replace(line, share=share, other=other))
    return filled


def write_keyed(keyed: KeyedRemittance, practice: Practice, *, control: int, on: date) -> bytes:
    """Return the 835 that says what the sheet says. X12WriteError where a value cannot stand in one."""
    assert not faults(keyed), "the flow shows the faults first"
    envelope = Envelope(
        *("ZZ", SENDER, "ZZ", practice.submitter_id), control=control, usage=practice.usage, on=on, at=NOON
    )
    return write_payments([_payment(keyed, practice)], envelope=envelope)


def _payment(keyed: KeyedRemittance, practice: Practice) -> Payment:
    year_end = date(keyed.paid_on.year, 12, 31)
    claims = tuple(_claim(one, keyed) for one in keyed.claims)
    return Payment(
        handling="H" if keyed.method == "NON" else "I",
        amount_cents=keyed.amount_cents,
        credit_or_debit="C",
        method=keyed.method,
        paid_on=keyed.paid_on,
        trace=keyed.trace.strip(),
        trace_payer_id=f"9{keyed.payer.id % 10**9:09d}",
        payer=_payer(keyed.payer, practice),
        payee=_payee(practice),
        produced_on=keyed.paid_on,
        groups=(ClaimGroup(claims),) if claims else (),
        levies=tuple(
            Levy(practice.npi, year_end, level.code, level.reference, level.cents) for level in keyed.levels
        ),
    )


def _payer(payer: Payer, practice: Practice) -> BusinessParty:
    """The contact is who keyed it: a sheet has the payer's telephone, if any, in its own words."""
    return BusinessParty(
        name=payer.name,
        street=payer.address.line1,
        address=Address(payer.address.city, payer.address.state, payer.address.zip),
        id_kind="XV",
        id=payer.remittance_payer_id,
        references=(Reference("2U", payer.remittance_payer_id),),
        contacts=(Contact("BL", practice.contact, "TE", practice.phone),),
    )


def _payee(practice: Practice) -> BusinessParty:
    return BusinessParty(
        name=practice.name,
        id_kind="XX",
        id=practice.npi,
        references=(Reference("TJ", practice.tax_id),),
    )


def _claim(keyed: KeyedClaim, sheet: KeyedRemittance) -> PaidClaim:
    sign = _sign(keyed)
    lines = tuple(_line(line, sheet.rest, sign) for line in filled_down(keyed.lines))
    share = sum(one.cents or 0 for line in lines for one in line.reasons if one.group == "PR")
    filing = FILINGS.get(sheet.payer.claim_filing, sheet.payer.claim_filing)
    return PaidClaim(
        number=keyed.claim.control,
        status=keyed.status,
        charge_cents=sum(line.charge_cents or 0 for line in lines),
        paid_cents=sum(line.paid_cents or 0 for line in lines),
        patient_cents=share if sign > 0 and share else None,
        filing=filing if filing in TOLD else "ZZ",
        payer_number=keyed.payer_control.strip(),
        facility=keyed.lines[0].line.pos,
        frequency="1",
        names=(_name(keyed),),
        lines=lines,
    )


def _name(keyed: KeyedClaim) -> Name:
    who = keyed.patient
    return Name("QC", "1", who.last, who.first, who.middle, id_kind="MI", id=keyed.member_id)


def _sign(claim: KeyedClaim) -> int:
    """A reversal's sheet is typed with the signs that it shows; its charge turns."""
    return -1 if claim.status == "22" else 1


def _left(keyed: KeyedLine, sign: int) -> int:
    told = keyed.paid_cents + keyed.share_cents + keyed.other_cents
    return sign * keyed.line.charge_cents - told


def _line(keyed: KeyedLine, rest: str, sign: int) -> PaidLine:
    line, left = keyed.line, _left(keyed, sign)
    told = ((keyed.share, keyed.share_cents), (keyed.other, keyed.other_cents), (rest, left))
    reasons = [_reason(text, cents) for text, cents in told if cents]
    return PaidLine(
        procedure=Procedure("HC", line.code, line.modifiers),
        charge_cents=sign * line.charge_cents,
        paid_cents=keyed.paid_cents,
        paid_units=str(line.units),
        dates=(DatedOn("472", line.service_on),),
        reasons=tuple(one for one in reasons if one is not None),
        control=line.control,
        remarks=tuple(Remark("HE", remark) for remark in keyed.remarks),
    )


def _reason(text: str, cents: int) -> Reason | None:
    """Read `CO 45`, `co-45` or `CO45`; None for anything else."""
    word = "".join(text.upper().replace("-", " ").split())
    group, carc = word[:2], word[2:]
    if group not in {"CO", "PR", "OA", "PI"} or not carc.isalnum() or not carc.isascii() or len(carc) > 5:
        return None
    return Reason(group, carc, cents)
