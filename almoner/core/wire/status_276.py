"""A question for the state of claims as a 276 asks it, with everything that the guide lets it say, read and
written. `status_277` has the shorter question that a practice's desk asks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from almoner.core.wire.form import Inner, Level, Loops, Own, fill, form, read_set
from almoner.core.wire.form_codecs import Period
from almoner.core.wire.form_parties import BIRTH, NAME, REFERENCES, Name, Party, Reference
from almoner.core.wire.status_parts import BEGINNING, SERVED, SERVICE, StatusLine
from almoner.core.x12 import Envelope, SetWriter, TransactionSet
from almoner.core.x12.self_check import write_checked

GUIDE = "005010X212"


@dataclass(frozen=True, slots=True)
class SoughtClaim:
    """A claim that is asked about; `trace` comes back with the answer."""

    trace: str
    references: tuple[Reference, ...] = ()
    charge_cents: int | None = None
    period: Period | None = None
    lines: tuple[StatusLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SoughtPatient:
    """A subscriber or dependent whose claims are asked about."""

    name: Name | None
    birth_on: date | None = None
    sex: str = ""
    claims: tuple[SoughtClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class SoughtSubscriber(SoughtPatient):
    """A subscriber with the dependents whose claims are asked about."""

    dependents: tuple[SoughtPatient, ...] = ()


@dataclass(frozen=True, slots=True)
class SoughtProvider:
    """A provider whose claims are asked about, by one or two names."""

    parties: tuple[Party, ...]
    subscribers: tuple[SoughtSubscriber, ...] = ()


@dataclass(frozen=True, slots=True)
class SoughtReceiver:
    """Who wants to know."""

    name: Name | None
    providers: tuple[SoughtProvider, ...] = ()


@dataclass(frozen=True, slots=True)
class SoughtPayer:
    """The payer that is asked."""

    name: Name | None
    receivers: tuple[SoughtReceiver, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """One 276: its reference, day and time."""

    reference: str
    made_on: date | None
    made_at: time | None
    payers: tuple[SoughtPayer, ...] = ()


PROVIDER = form(Party, NAME)
_LINE = form(StatusLine, SERVICE, REFERENCES, SERVED)
_CLAIM = form(
    SoughtClaim,
    Own("TRN =1 trace"),
    REFERENCES,
    Own("AMT =T3 charge_cents/cents"),
    SERVED,
    Loops("lines", "2210D 2210E", _LINE),
)
_DEPENDENT = form(
    SoughtPatient,
    Level("23", marks=False),
    BIRTH,
    Inner("2100E", NAME),
    Loops("claims", "2200E", _CLAIM),
)
_SUBSCRIBER = form(
    SoughtSubscriber,
    Level("22"),
    BIRTH,
    Inner("2100D", NAME),
    Loops("claims", "2200D", _CLAIM),
    Loops("dependents", "2000E", _DEPENDENT),
)
_PROVIDER = form(
    SoughtProvider,
    Level("19"),
    Loops("parties", "2100C", PROVIDER),
    Loops("subscribers", "2000D", _SUBSCRIBER),
)
_RECEIVER = form(SoughtReceiver, Level("21"), Inner("2100B", NAME), Loops("providers", "2000C", _PROVIDER))
_PAYER = form(SoughtPayer, Level("20"), Inner("2100A", NAME), Loops("receivers", "2000B", _RECEIVER))
REQUEST = form(StatusRequest, Own(f"BHT =0010 =13 {BEGINNING}"), Loops("payers", "2000A", _PAYER))


def read_request(each: TransactionSet) -> StatusRequest | None:
    """The question of one 276 with all that it says; None for another set."""
    return read_set(REQUEST, each) if each.set_id == "276" else None


def write_requests(requests: Sequence[StatusRequest], *, envelope: Envelope) -> bytes:
    """The interchange of 276s, one a request, in their order. X12WriteError where one breaks its guide."""
    sets = [fill(REQUEST, each, SetWriter("276", number, GUIDE)) for number, each in enumerate(requests, 1)]
    return write_checked(replace(envelope, functional_id="HR", guide=GUIDE), sets)
