"""The answer to a benefit inquiry as a 271 tells it, with everything that the guide lets it say, read and
written. `benefits_271` reads the shorter answer that a practice's desk works with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from almoner.core.wire.form import Around, Each, Level, Loops, MaybeLoop, Own, fill, form, read_set
from almoner.core.wire.form_codecs import Procedure
from almoner.core.wire.form_parties import (
    DATES,
    MEMBER_PARTS,
    PARTY,
    REFERENCES,
    REFUSALS,
    Dated,
    Member,
    Party,
    Reference,
    Refusal,
)
from almoner.core.wire.inquiry_270 import GUIDE, TRACES, Trace
from almoner.core.x12 import Envelope, SetWriter, TransactionSet
from almoner.core.x12.self_check import write_checked


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a service is given: a quantity in a unit, how often, over which period, in which pattern."""

    quantity_kind: str = ""
    quantity: str = ""
    unit: str = ""
    every: str = ""
    period: str = ""
    periods: str = ""
    pattern: str = ""
    time_of_day: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """Free text."""

    text: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A place, an injury or a diagnosis that a benefit holds for."""

    kind: str = ""
    code: str = ""
    category: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Benefit:
    """One benefit: what is said (EB01), of whom, for which services; amount in cents, share and quantity as
    the file writes them."""

    kind: str
    coverage_level: str = ""
    services: tuple[str, ...] = ()
    insurance_type: str = ""
    plan: str = ""
    period: str = ""
    cents: int | None = None
    percent: str = ""
    quantity_kind: str = ""
    quantity: str = ""
    needs_authorization: str = ""
    in_network: str = ""
    procedure: Procedure | None = None
    pointers: tuple[str, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[Dated, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    messages: tuple[Message, ...] = ()
    limits: tuple[Limit, ...] = ()
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldMember(Member):
    """A member with his benefits."""

    benefits: tuple[Benefit, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldDependent:
    """A dependent who was asked about."""

    member: ToldMember | None
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldSubscriber:
    """A subscriber who was asked about, or through whom dependents were."""

    member: ToldMember | None
    traces: tuple[Trace, ...] = ()
    dependents: tuple[ToldDependent, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """Who asked and is told."""

    party: Party | None
    subscribers: tuple[ToldSubscriber, ...] = ()


@dataclass(frozen=True, slots=True)
class Teller:
    """Who answers: the payer, with those whom it tells."""

    party: Party | None
    refusals: tuple[Refusal, ...] = ()
    receivers: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Benefits:
    """One 271: purpose (11 an answer), the inquiry's reference, day and time."""

    purpose: str
    reference: str
    made_on: date | None
    made_at: time | None
    payers: tuple[Teller, ...] = ()
    type: str = ""


BENEFIT = form(
    Benefit,
    Own(
        "EB kind coverage_level services/repeats insurance_type plan period cents/cents percent quantity_kind"
        " quantity needs_authorization in_network procedure/procedure pointers/parts"
    ),
    Each("deliveries", Delivery, "HSD quantity_kind quantity unit every period periods pattern time_of_day"),
    REFERENCES,
    DATES,
    REFUSALS,
    Each("messages", Message, "MSG text"),
    Loops("limits", "2115C 2115D", form(Limit, Own("III kind code category text"))),
    Around("parties", "LS =2120"),
    Loops("parties", "2120C 2120D", PARTY),
    Around("parties", "LE =2120"),
)
_MEMBER = form(ToldMember, *MEMBER_PARTS, Loops("benefits", "2110C 2110D", BENEFIT))
_DEPENDENT = form(ToldDependent, Level("23"), TRACES, MaybeLoop("member", "2100D", _MEMBER))
_SUBSCRIBER = form(
    ToldSubscriber,
    Level("22"),
    TRACES,
    MaybeLoop("member", "2100C", _MEMBER),
    Loops("dependents", "2000D", _DEPENDENT),
)
_TOLD = form(
    Told, Level("21"), MaybeLoop("party", "2100B", PARTY), Loops("subscribers", "2000C", _SUBSCRIBER)
)
_TELLER = form(
    Teller, Level("20"), REFUSALS, MaybeLoop("party", "2100A", PARTY), Loops("receivers", "2000B", _TOLD)
)
BENEFITS = form(
    Benefits,
    Own("BHT =0022 purpose reference made_on/day made_at/time type"),
    Loops("payers", "2000A", _TELLER),
)


def read_answer(each: TransactionSet) -> Benefits | None:
    """The answer of one 271 with all that it says; None for another set."""
    return read_set(BENEFITS, each) if each.set_id == "271" else None


def write_answers(answers: Sequence[Benefits], *, envelope: Envelope) -> bytes:
    """The interchange of 271s, one an answer, in their order. X12WriteError where one breaks its guide."""
    sets = [fill(BENEFITS, each, SetWriter("271", number, GUIDE)) for number, each in enumerate(answers, 1)]
    return write_checked(replace(envelope, functional_id="HB", guide=GUIDE), sets)
