"""What became of a batch of claims at the door as a 277CA (X214) tells it, with everything that the guide
lets it say, read and written. `status_277` reads the shorter receipts that a claim's state follows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from almoner.core.wire.form import Each, Inner, Level, Loops, MaybeLoop, Own, fill, form, read_set
from almoner.core.wire.form_codecs import Period
from almoner.core.wire.form_parties import (
    AMOUNTS,
    NAME,
    REFERENCES,
    Amount,
    Name,
    Party,
    Quantity,
    Reference,
)
from almoner.core.wire.status_276 import PROVIDER
from almoner.core.wire.status_parts import BEGINNING, SERVED, SERVICE, STATUSES, Status, StatusLine
from almoner.core.x12 import Envelope, SetWriter, TransactionSet
from almoner.core.x12.self_check import write_checked

GUIDE = "005010X214"


@dataclass(frozen=True, slots=True)
class ReceivedClaim:
    """What became of one claim; `control` is its number (CLM01), lines are those in error."""

    control: str
    statuses: tuple[Status, ...] = ()
    references: tuple[Reference, ...] = ()
    period: Period | None = None
    lines: tuple[StatusLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceivedPatient:
    """A patient with the claims that came in."""

    name: Name | None
    claims: tuple[ReceivedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceivedWhole:
    """What is said of a batch or of a provider's claims in it: counts (90, AA, QA, QC) and amounts in cents
    (YU taken, YY sent back)."""

    trace: str
    statuses: tuple[Status, ...] = ()
    references: tuple[Reference, ...] = ()
    counts: tuple[Quantity, ...] = ()
    amounts: tuple[Amount, ...] = ()
    trace_kind: str = "2"


@dataclass(frozen=True, slots=True)
class ReceivedProvider:
    """A billing provider with the patients whose claims came in."""

    parties: tuple[Party, ...]
    whole: ReceivedWhole | None = None
    patients: tuple[ReceivedPatient, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceivedBatch:
    """One batch: who sent it, what became of it."""

    name: Name | None
    whole: ReceivedWhole | None = None
    providers: tuple[ReceivedProvider, ...] = ()


@dataclass(frozen=True, slots=True)
class Transmission:
    """When a file was received and worked on, under the answerer's own number."""

    trace: str
    received_on: date | None
    processed_on: date | None


@dataclass(frozen=True, slots=True)
class ReceiptSource:
    """Who answers, a payer (PR) or a clearinghouse (AY), and the batches that it answers for."""

    name: Name | None
    transmissions: tuple[Transmission, ...] = ()
    batches: tuple[ReceivedBatch, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptReport:
    """One 277CA: its reference, day and time."""

    reference: str
    made_on: date | None
    made_at: time | None
    sources: tuple[ReceiptSource, ...] = ()


_COUNTS = Each("counts", Quantity, "QTY kind number")
_WHOLE = form(ReceivedWhole, Own("TRN trace_kind trace"), STATUSES, REFERENCES, _COUNTS, AMOUNTS)
_LINE = form(StatusLine, SERVICE, STATUSES, REFERENCES, SERVED)
_CLAIM = form(
    ReceivedClaim, Own("TRN =2 control"), STATUSES, REFERENCES, SERVED, Loops("lines", "2220D", _LINE)
)
_PATIENT = form(
    ReceivedPatient, Level("PT", marks=False), Inner("2100D", NAME), Loops("claims", "2200D", _CLAIM)
)
_PROVIDER = form(
    ReceivedProvider,
    Level("19"),
    Loops("parties", "2100C", PROVIDER),
    MaybeLoop("whole", "2200C", _WHOLE),
    Loops("patients", "2000D", _PATIENT),
)
_BATCH = form(
    ReceivedBatch,
    Level("21"),
    Inner("2100B", NAME),
    MaybeLoop("whole", "2200B", _WHOLE),
    Loops("providers", "2000C", _PROVIDER),
)
_SENT = form(
    Transmission,
    Own("TRN =1 trace"),
    Own("DTP =050 =D8 received_on/day"),
    Own("DTP =009 =D8 processed_on/day"),
)
_SOURCE = form(
    ReceiptSource,
    Level("20"),
    Inner("2100A", NAME),
    Loops("transmissions", "2200A", _SENT),
    Loops("batches", "2000B", _BATCH),
)
RECEIPTS = form(ReceiptReport, Own(f"BHT =0085 =08 {BEGINNING} =TH"), Loops("sources", "2000A", _SOURCE))


def read_receipt_report(each: TransactionSet) -> ReceiptReport | None:
    """The answer of one 277CA with all that it says; None for another set."""
    is_receipt = each.set_id == "277" and each.guide.startswith(GUIDE)
    return read_set(RECEIPTS, each) if is_receipt else None


def write_receipt_reports(reports: Sequence[ReceiptReport], *, envelope: Envelope) -> bytes:
    """The interchange of 277CAs, one a report, in their order. X12WriteError where one breaks its guide or
    its counts and amounts don't fit its claims."""
    sets = [fill(RECEIPTS, each, SetWriter("277", number, GUIDE)) for number, each in enumerate(reports, 1)]
    return write_checked(replace(envelope, functional_id="HN", guide=GUIDE), sets)
