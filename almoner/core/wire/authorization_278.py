"""Review of services before they are given: the request and its answer (278) with everything that the guides
let them say, read and written. One noun does for both, since an answer repeats the request and decides it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from almoner.core.wire.authorization_278_care import (
    Admission,
    Ambulance,
    Attachment,
    Condition,
    Decision,
    DentalService,
    HomeHealth,
    InstitutionalService,
    Oxygen,
    ProfessionalService,
    Review,
    Spine,
    Tooth,
)
from almoner.core.wire.benefits_271_nouns import Delivery
from almoner.core.wire.form import Each, Form, Level, Loops, Maybe, MaybeLoop, Own, Part, fill, form, read_set
from almoner.core.wire.form_codecs import Diagnosis
from almoner.core.wire.form_parties import (
    DATES,
    MEMBER,
    NAME,
    PARTY,
    REFERENCES,
    REFUSALS,
    Dated,
    Member,
    Name,
    Party,
    Reference,
    Refusal,
)
from almoner.core.wire.inquiry_270 import TRACES, Trace
from almoner.core.x12 import Envelope, SetWriter, TransactionSet
from almoner.core.x12.check import edition_of
from almoner.core.x12.self_check import write_checked

GUIDE = "005010X217"
ANSWER = "11"
"""BHT02 of an answer; requests have 01, 13 or 36."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service that is to be reviewed or was decided on."""

    traces: tuple[Trace, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    review: Review | None = None
    decision: Decision | None = None
    references: tuple[Reference, ...] = ()
    dates: tuple[Dated, ...] = ()
    professional: ProfessionalService | None = None
    institutional: InstitutionalService | None = None
    dental: DentalService | None = None
    teeth: tuple[Tooth, ...] = ()
    delivery: Delivery | None = None
    attachments: tuple[Attachment, ...] = ()
    message: str = ""
    providers: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherReviewer:
    """Who else refused, and when (2010EC of a request)."""

    name: Name | None
    references: tuple[Reference, ...] = ()
    dates: tuple[Dated, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A patient event: an admission, a referral, services that belong together."""

    traces: tuple[Trace, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    review: Review | None = None
    decision: Decision | None = None
    references: tuple[Reference, ...] = ()
    dates: tuple[Dated, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    delivery: Delivery | None = None
    conditions: tuple[Condition, ...] = ()
    admission: Admission | None = None
    ambulance: Ambulance | None = None
    spine: Spine | None = None
    oxygen: Oxygen | None = None
    home_health: HomeHealth | None = None
    attachments: tuple[Attachment, ...] = ()
    message: str = ""
    providers: tuple[Party, ...] = ()
    stops: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    other_reviewers: tuple[OtherReviewer, ...] = ()
    services: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewedDependent:
    """The patient, where that isn't the subscriber."""

    member: Member | None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewedSubscriber:
    """The subscriber: with his own events where he is the patient, else with his dependent and its events."""

    member: Member | None
    events: tuple[Event, ...] = ()
    dependents: tuple[ReviewedDependent, ...] = ()


@dataclass(frozen=True, slots=True)
class Requester:
    """The provider that asks."""

    party: Party | None
    subscribers: tuple[ReviewedSubscriber, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who reviews, with those who ask."""

    party: Party | None
    refusals: tuple[Refusal, ...] = ()
    requesters: tuple[Requester, ...] = ()


@dataclass(frozen=True, slots=True)
class Authorization:
    """One 278, request or answer: purpose (13 a request, 01 cancels, 36 reduces, 11 an answer), reference,
    day and time."""

    purpose: str
    reference: str
    made_on: date | None
    made_at: time | None
    reviewers: tuple[Reviewer, ...] = ()
    type: str = ""

    @property
    def is_answer(self) -> bool:
        """True for what the reviewer says."""
        return self.purpose == ANSWER


_HEAD: tuple[Part, ...] = (
    TRACES,
    REFUSALS,
    Maybe(
        "review",
        Review,
        "UM category kind service place/parts causes/parts urgency condition prognosis release delay",
    ),
    Maybe("decision", Decision, "HCR action authorization reasons/repeats needs_second_opinion"),
    REFERENCES,
    DATES,
)
_DELIVERY = Maybe(
    "delivery", Delivery, "HSD quantity_kind quantity unit every period periods pattern time_of_day"
)
_TAIL: tuple[Part, ...] = (
    Each("attachments", Attachment, "PWK report transmission - - control_kind control description"),
    Own("MSG message"),
)
_CARE: tuple[Part, ...] = (
    Each("conditions", Condition, "CRC category applies conditions/text..."),
    Maybe("admission", Admission, "CL1 type source patient_status residence"),
    Maybe(
        "ambulance",
        Ambulance,
        "CR1 weight_unit weight transport reason distance_unit distance origin destination"
        " round_trip_purpose stretcher_purpose",
    ),
    Maybe(
        "spine",
        Spine,
        "CR2 treatment treatments first_level last_level period_unit period monthly_treatments"
        " condition has_complication description1 description2 has_xrays",
    ),
    Maybe(
        "oxygen",
        Oxygen,
        "CR5 - - equipment1 equipment2 equipment_reason flow_rate daily_uses hours_per_use"
        " therapist_orders blood_gas saturation test_condition finding1 finding2 finding3"
        " portable_flow_rate delivery equipment3",
    ),
    Maybe(
        "home_health",
        HomeHealth,
        "CR6 prognosis start_on/day certification_period/period - in_nursing_facility medicare_covered"
        " kind surgery_on/day procedure_qualifier procedure order_on/day last_visit_on/day"
        " physician_contact_on/day admission_period/period location",
    ),
)

_SERVICE = form(
    Service,
    Level("SS"),
    *_HEAD,
    Maybe(
        "professional",
        ProfessionalService,
        "SV1 procedure/procedure charge_cents/cents unit quantity - - pointers/parts - - - epsdt - - -"
        " - - - - -"
        " care_level",
    ),
    Maybe(
        "institutional",
        InstitutionalService,
        "SV2 revenue_code procedure/procedure charge_cents/cents unit quantity rate - - residence care_level",
    ),
    Maybe(
        "dental",
        DentalService,
        "SV3 procedure/procedure charge_cents/cents - areas/parts placement quantity description",
    ),
    Each("teeth", Tooth, "TOO =JP code surfaces/parts"),
    _DELIVERY,
    *_TAIL,
    Loops("providers", "2010F 2010FA", PARTY),
    Loops("recipients", "2010FB", PARTY),
)
_OTHER_REVIEWER = form(OtherReviewer, NAME, REFERENCES, DATES)


def _event(*parties: Part) -> Form[Event]:
    return form(
        Event,
        Level("EV"),
        *_HEAD,
        Own("HI diagnoses/diagnosis..."),
        _DELIVERY,
        *_CARE,
        *_TAIL,
        *parties,
        Loops("services", "2000F", _SERVICE),
    )


_ASKED_EVENT = _event(
    Loops("providers", "2010EA", PARTY),
    Loops("stops", "2010EB", PARTY),
    Loops("other_reviewers", "2010EC", _OTHER_REVIEWER),
)
_ANSWERED_EVENT = _event(
    Loops("providers", "2010EA", PARTY),
    Loops("recipients", "2010EB", PARTY),
    Loops("stops", "2010EC", PARTY),
)


def _whole(event: Form[Event], beginning: str) -> Form[Authorization]:
    events = Loops("events", "2000E", event)
    dependent = form(ReviewedDependent, Level("23"), MaybeLoop("member", "2010D", MEMBER), events)
    subscriber = form(
        ReviewedSubscriber,
        Level("22"),
        MaybeLoop("member", "2010C", MEMBER),
        Loops("dependents", "2000D", dependent),
        events,
    )
    requester = form(
        Requester, Level("21"), MaybeLoop("party", "2010B", PARTY), Loops("subscribers", "2000C", subscriber)
    )
    reviewer = form(
        Reviewer,
        Level("20"),
        REFUSALS,
        MaybeLoop("party", "2010A", PARTY),
        Loops("requesters", "2000B", requester),
    )
    return form(Authorization, Own(beginning), Loops("reviewers", "2000A", reviewer))


_BEGINNING = "BHT =0007 purpose reference made_on/day made_at/time type"
REQUEST = _whole(_ASKED_EVENT, _BEGINNING)
ANSWER_FORM = _whole(_ANSWERED_EVENT, _BEGINNING)


def read_authorization(each: TransactionSet) -> Authorization | None:
    """The request or answer of one 278 with all that it says; None for another set."""
    if each.set_id != "278":
        return None
    edition = edition_of(each)
    is_answer = edition is not None and edition.guide.purpose == ANSWER
    return read_set(ANSWER_FORM if is_answer else REQUEST, each)


def write_authorizations(told: Sequence[Authorization], *, envelope: Envelope) -> bytes:
    """The interchange of 278s, one a request or answer, in their order. X12WriteError where one
    breaks its guide."""
    sets = [
        fill(ANSWER_FORM if each.is_answer else REQUEST, each, SetWriter("278", number, GUIDE))
        for number, each in enumerate(told, 1)
    ]
    return write_checked(replace(envelope, functional_id="HI", guide=GUIDE), sets)
