"""A benefit inquiry as a 270 asks it, with everything that the guide lets it say, read and written.
`benefits_271` has the shorter question that a practice's desk asks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from almoner.core.wire.form import Each, Level, Loops, MaybeLoop, Own, fill, form, read_set
from almoner.core.wire.form_codecs import Period, Procedure
from almoner.core.wire.form_parties import AMOUNTS, MEMBER_PARTS, PARTY, Amount, Member, Party
from almoner.core.x12 import Envelope, SetWriter, TransactionSet
from almoner.core.x12.self_check import write_checked

GUIDE = "005010X279A1"


@dataclass(frozen=True, slots=True)
class Trace:
    """The number that an inquiry is known by: 1 as sent, 2 as it comes back; who gave it."""

    kind: str
    number: str
    assigned_by: str = ""
    division: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: kinds of service or a procedure, and what it is asked for."""

    services: tuple[str, ...] = ()
    procedure: Procedure | None = None
    coverage_level: str = ""
    insurance_type: str = ""
    pointers: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    place: str = ""
    authorization_kind: str = ""
    authorization: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class AskedMember(Member):
    """A member with the questions about him."""

    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedDependent:
    """A dependent who is asked about."""

    member: AskedMember | None
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedSubscriber:
    """A subscriber who is asked about, or through whom dependents are."""

    member: AskedMember | None
    traces: tuple[Trace, ...] = ()
    dependents: tuple[AskedDependent, ...] = ()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks."""

    party: Party | None
    subscribers: tuple[AskedSubscriber, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked: the payer, with those who ask it."""

    party: Party | None
    askers: tuple[Asker, ...] = ()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One 270: purpose (13 a request, 01 a cancellation, 36 a reduction), reference, day and time."""

    purpose: str
    reference: str
    made_on: date | None
    made_at: time | None
    payers: tuple[Asked, ...] = ()
    type: str = ""


TRACES = Each("traces", Trace, "TRN kind number assigned_by division")

QUESTION = form(
    Question,
    Own("EQ services/repeats procedure/procedure coverage_level insurance_type pointers/parts"),
    AMOUNTS,
    Own("III =ZZ place"),
    Own("REF authorization_kind authorization"),
    Own("DTP =291 period/period"),
)
_MEMBER = form(AskedMember, *MEMBER_PARTS, Loops("questions", "2110C 2110D", QUESTION))
_DEPENDENT = form(AskedDependent, Level("23"), TRACES, MaybeLoop("member", "2100D", _MEMBER))
_SUBSCRIBER = form(
    AskedSubscriber,
    Level("22"),
    TRACES,
    MaybeLoop("member", "2100C", _MEMBER),
    Loops("dependents", "2000D", _DEPENDENT),
)
_ASKER = form(
    Asker, Level("21"), MaybeLoop("party", "2100B", PARTY), Loops("subscribers", "2000C", _SUBSCRIBER)
)
_ASKED = form(Asked, Level("20"), MaybeLoop("party", "2100A", PARTY), Loops("askers", "2000B", _ASKER))
INQUIRY = form(
    Inquiry,
    Own("BHT =0022 purpose reference made_on/day made_at/time type"),
    Loops("payers", "2000A", _ASKED),
)


def read_inquiry(each: TransactionSet) -> Inquiry | None:
    """The inquiry of one 270 with all that it says; None for another set."""
    return read_set(INQUIRY, each) if each.set_id == "270" else None


def write_inquiry(inquiries: Sequence[Inquiry], *, envelope: Envelope) -> bytes:
    """The interchange of 270s, one an inquiry, in their order. X12WriteError where one breaks its guide."""
    sets = [fill(INQUIRY, each, SetWriter("270", number, GUIDE)) for number, each in enumerate(inquiries, 1)]
    return write_checked(replace(envelope, functional_id="HS", guide=GUIDE), sets)
