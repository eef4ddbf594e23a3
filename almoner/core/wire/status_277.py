"""Claim status: asks where claims are (276), and reads where they are (277) and what became of them at the
door (277CA).

Promises that every claim of a 277CA is told, also where its amounts cannot be read, and that a batch or
provider that was sent back as a whole is told as such.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Literal

from almoner.core.claim import Party, Person
from almoner.core.money import amount
from almoner.core.wire.claim_837_parties import demographics, provider
from almoner.core.wire.reading import cents_or_none, day_or_none
from almoner.core.wire.status_words import REJECTING, StatusCode, words
from almoner.core.x12 import Envelope, Segment, SetWriter, TransactionSet, write_checked

GUIDE_STATUS = "005010X212"
GUIDE_RECEIPT = "005010X214"
LONGEST_MESSAGE = 300
SELF = "18"


@dataclass(frozen=True, slots=True)
class StatusInquiry:
    """Where is this claim? `trace` comes back with the answer; the claim is found by our number, day and
    charge.
    """

    trace: str
    payer_name: str
    payer_id: str
    receiver_name: str
    receiver_id: str
    provider: Party
    subscriber: Person
    member_id: str
    patient: Person
    relation: str
    control: str
    charge_cents: int
    service_on: date
    payer_control: str = ""
    bill_type: str = ""
    """Of an institutional claim: the type of bill with its frequency (`711`)."""


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """What a payer says of one claim: its codes with our words, amounts in cents (None = not said or
    unreadable).
    """

    trace: str
    codes: tuple[StatusCode, ...]
    words: str
    charge_cents: int | None = None
    paid_cents: int | None = None
    decided_on: date | None = None
    payment_trace: str = ""
    payer_control: str = ""
    control: str = ""

    @property
    def is_decided(self) -> bool:
        """True where the payer has adjudicated; the remittance must come."""
        return any(code.category.startswith("F") for code in self.codes)

    @property
    def is_unknown(self) -> bool:
        """True where the payer has no such claim."""
        return any(code.category in ("A4", "D0") for code in self.codes)


Level = Literal["batch", "provider", "claim"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a 277CA says: of a claim, or of a provider's claims or a batch as a whole. `reference` is what we
    sent: CLM01 for a claim, the 837's BHT03 for a batch. `source` is `payer` or `clearinghouse`.
    """

    level: Level
    reference: str
    codes: tuple[StatusCode, ...]
    is_accepted: bool
    words: str
    source: Literal["payer", "clearinghouse"]
    batch: str = ""
    charge_cents: int | None = None
    payer_control: str = ""
    message: str = ""
    """What the payer wrote beside its codes (STC12); it may hold patient data."""

    @property
    def verbatim(self) -> str:
        """The codes as the payer sent them, and what it wrote beside them."""
        codes = " ".join(code.verbatim for code in self.codes)
        return f"{codes} “{self.message}”" if self.message else codes


# ------------------------------------------------------------------------------------- asking


def write_status_inquiries(
    inquiries: Sequence[StatusInquiry], *, envelope: Envelope, batch_number: int
) -> bytes:
    """Return the interchange of 276 transactions, one a payer and provider, in the order of the
    payers' ids.
    """
    assert inquiries, "an interchange asks about at least one claim"
    sets: list[SetWriter] = []
    ordered = sorted(inquiries, key=lambda one: (one.payer_id, one.provider.npi))
    for _, group in groupby(ordered, key=lambda one: (one.payer_id, one.provider.npi)):
        writer = SetWriter("276", len(sets) + 1, GUIDE_STATUS)
        _write_set(writer, list(group), envelope, f"{batch_number:09d}{writer.control:04d}")
        sets.append(writer)
    return write_checked(replace(envelope, functional_id="HR", guide=GUIDE_STATUS), sets)


def _write_set(writer: SetWriter, group: list[StatusInquiry], envelope: Envelope, reference: str) -> None:
    seg, first = writer.seg, group[0]
    seg("BHT", "0010", "13", reference, f"{envelope.on:%Y%m%d}", f"{envelope.at:%H%M}")
    seg("HL", "1", "", "20", "1")
    seg("NM1", "PR", "2", first.payer_name, "", "", "", "", "PI", first.payer_id)
    seg("HL", "2", "1", "21", "1")
    seg("NM1", "41", "2", first.receiver_name, "", "", "", "", "46", first.receiver_id)
    seg("HL", "3", "2", "19", "1")
    provider(seg, "1P", first.provider)
    level = 3
    for inquiry in group:
        level = _write_inquiry(writer, inquiry, level + 1)


def _write_inquiry(writer: SetWriter, inquiry: StatusInquiry, level: int) -> int:
    """Write one claim's question; return the number of its last level."""
    seg = writer.seg
    is_self = inquiry.relation == SELF
    seg("HL", str(level), "3", "22", "0" if is_self else "1")
    if is_self:
        demographics(seg, inquiry.subscriber)
    name = inquiry.subscriber.name
    seg("NM1", "IL", "1", name.last, name.first, name.middle, "", name.suffix, "MI", inquiry.member_id)
    if not is_self:
        level += 1
        seg("HL", str(level), str(level - 1), "23")
        demographics(seg, inquiry.patient)
        name = inquiry.patient.name
        seg("NM1", "QC", "1", name.last, name.first, name.middle, "", name.suffix)
    seg("TRN", "1", inquiry.trace)
    if inquiry.payer_control:
        seg("REF", "1K", inquiry.payer_control)
    if inquiry.bill_type:
        seg("REF", "BLT", inquiry.bill_type)
    seg("REF", "EJ", inquiry.control)
    seg("AMT", "T3", amount(inquiry.charge_cents))
    seg("DTP", "472", "D8", f"{inquiry.service_on:%Y%m%d}")
    return level


# ------------------------------------------------------------------------------------- reading


def read_status(received: TransactionSet) -> list[StatusAnswer]:
    """Return the answers of one 277 (X212), claim by claim, in the order of the file."""
    return [_status(claim) for claim in _claims(received) if claim.has_trace and claim.level in ("22", "23")]


def read_receipts(received: TransactionSet) -> list[Receipt]:
    """Return what a 277CA (X214) says: each claim, and each batch or provider that was sent back
    as a whole.
    """
    source: Literal["payer", "clearinghouse"] = "payer"
    batch = ""
    receipts = []
    for part in _claims(received):
        if part.level == "20":
            source = "payer" if part.entity == "PR" else "clearinghouse"
        elif part.level == "21":
            batch = part.trace
            receipts += _whole(part, "batch", source, batch)
        elif part.level == "19":
            receipts += _whole(part, "provider", source, batch)
        elif part.has_trace:
            receipts.append(replace(_receipt(part, "claim", source), batch=batch))
    return receipts


@dataclass(slots=True)
class _Part:
    """The segments of one level, or of one claim on a patient's level."""

    level: str
    entity: str = ""
    has_trace: bool = False
    trace: str = ""
    statuses: tuple[Segment, ...] = ()
    payer_control: str = ""
    control: str = ""


def _claims(received: TransactionSet) -> Iterator[_Part]:
    """Yield level by level; a patient's level with several traces is several claims. Lines' statuses stay
    out.
    """
    part = _Part(level="")
    in_line = False
    for segment in received.iter_segments():
        match segment.id:
            case "HL":
                yield part
                part, in_line = _Part(level=segment.get(3)), False
            case "NM1" if not part.entity:
                part.entity = segment.get(1)
            case "TRN":
                if part.has_trace:
                    yield part
                    part = _Part(level=part.level, entity=part.entity)
                part.has_trace, part.trace, in_line = True, segment.get(2), False
            case "SVC":
                in_line = True
            case "STC" if not in_line:
                part.statuses += (segment,)
            case "REF" if not in_line:
                _number(part, segment)
    yield part


def _number(part: _Part, segment: Segment) -> None:
    if segment.get(1) == "1K":
        part.payer_control = segment.get(2)
    elif segment.get(1) == "EJ":
        part.control = segment.get(2)


def _codes(statuses: Sequence[Segment]) -> tuple[StatusCode, ...]:
    """The composites STC01, STC10 and STC11 of each status."""
    found = []
    for segment in statuses:
        for element in (1, 10, 11):
            parts = (*segment.parts(element), "", "")
            if parts[0]:
                found.append(StatusCode(parts[0], parts[1], parts[2]))
    return tuple(found)


def _status(part: _Part) -> StatusAnswer:
    codes = _codes(part.statuses)
    first = part.statuses[0] if part.statuses else None
    return StatusAnswer(
        trace=part.trace,
        codes=codes,
        words=". ".join(words(code) for code in codes),
        charge_cents=cents_or_none(first.get(4)) if first else None,
        paid_cents=cents_or_none(first.get(5)) if first else None,
        decided_on=day_or_none(first.get(6)) if first else None,
        payment_trace=first.get(9) if first else "",
        payer_control=part.payer_control,
        control=part.control,
    )


def _receipt(part: _Part, level: Level, source: Literal["payer", "clearinghouse"]) -> Receipt:
    codes = _codes(part.statuses)
    is_refused = any(segment.get(3) == "U" for segment in part.statuses)
    is_refused = is_refused or any(code.category in REJECTING for code in codes)
    return Receipt(
        level=level,
        reference=part.trace,
        codes=codes,
        is_accepted=bool(codes) and not is_refused,
        words=". ".join(words(code) for code in codes) or "no status was given",
        source=source,
        charge_cents=cents_or_none(part.statuses[0].get(4)) if part.statuses else None,
        payer_control=part.payer_control,
        message=" ".join(filter(None, (segment.get(12) for segment in part.statuses)))[:LONGEST_MESSAGE],
    )


def _whole(part: _Part, level: Level, source: Literal["payer", "clearinghouse"], batch: str) -> list[Receipt]:
    """A batch or provider is told only where it was sent back; else its claims speak for themselves."""
    receipt = replace(_receipt(part, level, source), batch=batch)
    return [receipt] if receipt.codes and not receipt.is_accepted else []
