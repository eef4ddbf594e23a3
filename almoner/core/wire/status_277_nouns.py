"""The answer to a question for the state of claims as a 277 (X212) tells it, with everything that the guide
lets it say, read and written. `status_277` reads the shorter answer that a practice's desk works with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from almoner.core.wire.form import Inner, Level, Loops, MaybeLoop, Own, fill, form, read_set
from almoner.core.wire.form_codecs import Period
from almoner.core.wire.form_parties import CONTACTS, NAME, REFERENCES, Contact, Name, Party, Reference
from almoner.core.wire.status_276 import GUIDE, PROVIDER
from almoner.core.wire.status_parts import BEGINNING, SERVED, SERVICE, STATUSES, Status, StatusLine
from almoner.core.x12 import Envelope, SetWriter, TransactionSet
from almoner.core.x12.self_check import write_checked


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """What is said of one claim; `trace` is the question's."""

    trace: str
    statuses: tuple[Status, ...] = ()
    references: tuple[Reference, ...] = ()
    period: Period | None = None
    lines: tuple[StatusLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldPatient:
    """A dependent whose claims are told of."""

    name: Name | None
    claims: tuple[ToldClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldSubscriber:
    """A subscriber whose claims are told of, or whose dependents' are."""

    name: Name | None
    claims: tuple[ToldClaim, ...] = ()
    dependents: tuple[ToldPatient, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldWhole:
    """What is said of a whole batch or of all that a provider asked."""

    trace: str
    statuses: tuple[Status, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldProvider:
    """A provider whose claims are told of."""

    parties: tuple[Party, ...]
    whole: ToldWhole | None = None
    subscribers: tuple[ToldSubscriber, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldReceiver:
    """Who asked."""

    name: Name | None
    whole: ToldWhole | None = None
    providers: tuple[ToldProvider, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldPayer:
    """The payer that answers, and whom to call there."""

    name: Name | None
    contacts: tuple[Contact, ...] = ()
    receivers: tuple[ToldReceiver, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusReport:
    """One 277: its reference, day and time."""

    reference: str
    made_on: date | None
    made_at: time | None
    payers: tuple[ToldPayer, ...] = ()


_LINE = form(StatusLine, SERVICE, STATUSES, REFERENCES, SERVED)
_CLAIM = form(
    ToldClaim,
    Own("TRN =2 trace"),
    STATUSES,
    REFERENCES,
    SERVED,
    Loops("lines", "2220D 2220E", _LINE),
)
_DEPENDENT = form(
    ToldPatient, Level("23", marks=False), Inner("2100E", NAME), Loops("claims", "2200E", _CLAIM)
)
_SUBSCRIBER = form(
    ToldSubscriber,
    Level("22"),
    Inner("2100D", NAME),
    Loops("claims", "2200D", _CLAIM),
    Loops("dependents", "2000E", _DEPENDENT),
)
_PROVIDER = form(
    ToldProvider,
    Level("19"),
    Loops("parties", "2100C", PROVIDER),
    MaybeLoop("whole", "2200C", form(ToldWhole, Own("TRN =1 trace"), STATUSES)),
    Loops("subscribers", "2000D", _SUBSCRIBER),
)
_RECEIVER = form(
    ToldReceiver,
    Level("21"),
    Inner("2100B", NAME),
    MaybeLoop("whole", "2200B", form(ToldWhole, Own("TRN =2 trace"), STATUSES)),
    Loops("providers", "2000C", _PROVIDER),
)
_PAYER = form(ToldPayer, Level("20"), Inner("2100A", NAME, CONTACTS), Loops("receivers", "2000B", _RECEIVER))
REPORT = form(StatusReport, Own(f"BHT =0010 =08 {BEGINNING} =DG"), Loops("payers", "2000A", _PAYER))


def read_report(each: TransactionSet) -> StatusReport | None:
    """The answer of one 277 (X212) with all that it says; None for another set."""
    is_receipt = each.guide.startswith("005010X214")
    return read_set(REPORT, each) if each.set_id == "277" and not is_receipt else None


def write_reports(reports: Sequence[StatusReport], *, envelope: Envelope) -> bytes:
    """The interchange of 277s, one a report, in their order. X12WriteError where one breaks its guide."""
    sets = [fill(REPORT, each, SetWriter("277", number, GUIDE)) for number, each in enumerate(reports, 1)]
    return write_checked(replace(envelope, functional_id="HN", guide=GUIDE), sets)
