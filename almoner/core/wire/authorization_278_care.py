"""What a 278 says of the care that is to be reviewed: admission, transport, spine, oxygen, home health; and
the services with their decisions."""

from dataclasses import dataclass
from datetime import date

from almoner.core.wire.form_codecs import Period, Procedure


@dataclass(frozen=True, slots=True)
class Admission:
    """How the patient is admitted, as codes."""

    type: str = ""
    source: str = ""
    patient_status: str = ""
    residence: str = ""


@dataclass(frozen=True, slots=True)
class Ambulance:
    """A transport: kind, reason, weight and way as the file writes them."""

    weight_unit: str = ""
    weight: str = ""
    transport: str = ""
    reason: str = ""
    distance_unit: str = ""
    distance: str = ""
    origin: str = ""
    destination: str = ""
    round_trip_purpose: str = ""
    stretcher_purpose: str = ""


@dataclass(frozen=True, slots=True)
class Spine:
    """A course of spinal manipulation."""

    treatment: str = ""
    treatments: str = ""
    first_level: str = ""
    last_level: str = ""
    period_unit: str = ""
    period: str = ""
    monthly_treatments: str = ""
    condition: str = ""
    has_complication: str = ""
    description1: str = ""
    description2: str = ""
    has_xrays: str = ""


@dataclass(frozen=True, slots=True)
class Oxygen:
    """Oxygen at home: equipment, flow and test results as the file writes them."""

    equipment1: str = ""
    equipment2: str = ""
    equipment_reason: str = ""
    flow_rate: str = ""
    daily_uses: str = ""
    hours_per_use: str = ""
    therapist_orders: str = ""
    blood_gas: str = ""
    saturation: str = ""
    test_condition: str = ""
    finding1: str = ""
    finding2: str = ""
    finding3: str = ""
    portable_flow_rate: str = ""
    delivery: str = ""
    equipment3: str = ""


@dataclass(frozen=True, slots=True)
class HomeHealth:
    """Care at home."""

    prognosis: str = ""
    start_on: date | None = None
    certification_period: Period | None = None
    in_nursing_facility: str = ""
    medicare_covered: str = ""
    kind: str = ""
    surgery_on: date | None = None
    procedure_qualifier: str = ""
    procedure: str = ""
    order_on: date | None = None
    last_visit_on: date | None = None
    physician_contact_on: date | None = None
    admission_period: Period | None = None
    location: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """Up to five conditions of a category that hold (Y) or don't (N)."""

    category: str
    applies: str
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What kind of review of what: category, kind, service, place, related causes, urgency."""

    category: str
    kind: str
    service: str = ""
    place: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    urgency: str = ""
    condition: str = ""
    prognosis: str = ""
    release: str = ""
    delay: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the payer has decided: action (A1 certified, A3 not certified, A4 pended), its number, reasons."""

    action: str
    authorization: str = ""
    reasons: tuple[str, ...] = ()
    needs_second_opinion: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Papers that follow or are kept: kind of report, way, number."""

    report: str
    transmission: str
    control_kind: str = ""
    control: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class ProfessionalService:
    """A professional service; the charge in cents."""

    procedure: Procedure | None
    charge_cents: int | None = None
    unit: str = ""
    quantity: str = ""
    pointers: tuple[str, ...] = ()
    epsdt: str = ""
    care_level: str = ""


@dataclass(frozen=True, slots=True)
class InstitutionalService:
    """An institutional service; the charge in cents."""

    revenue_code: str = ""
    procedure: Procedure | None = None
    charge_cents: int | None = None
    unit: str = ""
    quantity: str = ""
    rate: str = ""
    residence: str = ""
    care_level: str = ""


@dataclass(frozen=True, slots=True)
class DentalService:
    """A dental service; the charge in cents."""

    procedure: Procedure | None
    charge_cents: int | None = None
    areas: tuple[str, ...] = ()
    placement: str = ""
    quantity: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Tooth:
    """A tooth and its surfaces."""

    code: str
    surfaces: tuple[str, ...] = ()
