"""A payment as an 835 tells it, with everything that the guide lets it say: the payment itself, its claims,
their lines, and what belongs to no claim. `remit_835` reads the shorter nouns that posting works on."""

from dataclasses import dataclass
from datetime import date

from almoner.core.wire.form_codecs import Procedure
from almoner.core.wire.form_parties import Address, Amount, Contact, Name, Quantity, Reference


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an amount isn't paid: group (CO, PR, OA, PI), reason (CARC), cents, and a count of units."""

    group: str
    carc: str
    cents: int | None
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a line: its list (HE or RX) and code."""

    list: str
    code: str


@dataclass(frozen=True, slots=True)
class DatedOn:
    """A day by its kind (DTM01)."""

    kind: str
    day: date | None


@dataclass(frozen=True, slots=True)
class PaidLine:
    """What became of one service line; amounts in cents, units as the file writes them."""

    procedure: Procedure | None
    charge_cents: int | None
    paid_cents: int | None
    revenue_code: str = ""
    paid_units: str = ""
    submitted: Procedure | None = None
    submitted_units: str = ""
    dates: tuple[DatedOn, ...] = ()
    reasons: tuple[Reason, ...] = ()
    control: str = ""
    references: tuple[Reference, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Outpatient:
    """The result of an outpatient claim: rate, amounts in cents, up to five remarks (MOA)."""

    rate: str = ""
    hcpcs_payable_cents: int | None = None
    remark1: str = ""
    remark2: str = ""
    remark3: str = ""
    remark4: str = ""
    remark5: str = ""
    esrd_cents: int | None = None
    professional_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Inpatient:
    """The result of an inpatient claim: days, amounts in cents, up to five remarks (MIA)."""

    covered_days: str = ""
    operating_outlier_cents: int | None = None
    psychiatric_days: str = ""
    drg_cents: int | None = None
    remark1: str = ""
    disproportionate_share_cents: int | None = None
    msp_pass_through_cents: int | None = None
    capital_cents: int | None = None
    capital_federal_cents: int | None = None
    capital_hospital_cents: int | None = None
    capital_disproportionate_cents: int | None = None
    capital_old_cents: int | None = None
    capital_education_cents: int | None = None
    operating_hospital_cents: int | None = None
    cost_report_days: str = ""
    operating_federal_cents: int | None = None
    capital_outlier_cents: int | None = None
    teaching_cents: int | None = None
    professional_cents: int | None = None
    remark2: str = ""
    remark3: str = ""
    remark4: str = ""
    remark5: str = ""
    capital_exception_cents: int | None = None


@dataclass(frozen=True, slots=True)
class PaidClaim:
    """What became of one claim. `number` is ours (CLM01), `payer_number` the payer's; amounts in cents."""

    number: str
    status: str
    charge_cents: int | None
    paid_cents: int | None
    patient_cents: int | None = None
    filing: str = ""
    payer_number: str = ""
    facility: str = ""
    frequency: str = ""
    drg: str = ""
    drg_weight: str = ""
    discharge_fraction: str = ""
    reasons: tuple[Reason, ...] = ()
    names: tuple[Name, ...] = ()
    inpatient: Inpatient | None = None
    outpatient: Outpatient | None = None
    references: tuple[Reference, ...] = ()
    dates: tuple[DatedOn, ...] = ()
    contacts: tuple[Contact, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    lines: tuple[PaidLine, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupTotals:
    """The totals of a group of claims by provider and kind of facility (TS3); amounts in cents."""

    provider_number: str
    facility: str
    fiscal_year_end_on: date | None
    claim_count: str
    charge_cents: int | None
    msp_payer_cents: int | None = None
    non_lab_charge_cents: int | None = None
    hcpcs_charge_cents: int | None = None
    hcpcs_payable_cents: int | None = None
    professional_cents: int | None = None
    msp_liability_met_cents: int | None = None
    patient_reimbursement_cents: int | None = None
    pip_claim_count: str = ""
    pip_adjustment_cents: int | None = None


@dataclass(frozen=True, slots=True)
class InpatientTotals:
    """The inpatient part of a group's totals (TS2): amounts in cents, days and weights as text."""

    drg_cents: int | None = None
    federal_cents: int | None = None
    hospital_cents: int | None = None
    disproportionate_share_cents: int | None = None
    capital_cents: int | None = None
    education_cents: int | None = None
    outlier_days: str = ""
    day_outlier_cents: int | None = None
    cost_outlier_cents: int | None = None
    average_stay: str = ""
    discharges: str = ""
    cost_report_days: str = ""
    covered_days: str = ""
    noncovered_days: str = ""
    msp_pass_through_cents: int | None = None
    average_weight: str = ""
    capital_federal_cents: int | None = None
    capital_hospital_cents: int | None = None
    capital_disproportionate_cents: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims that stand together under a number of the payer's, with their totals where those are sent."""

    claims: tuple[PaidClaim, ...]
    number: str = "1"
    totals: GroupTotals | None = None
    inpatient: InpatientTotals | None = None


@dataclass(frozen=True, slots=True)
class BusinessParty:
    """Payer or payee of a payment."""

    name: str = ""
    id_kind: str = ""
    id: str = ""
    street: str = ""
    street2: str = ""
    address: Address | None = None
    references: tuple[Reference, ...] = ()
    contacts: tuple[Contact, ...] = ()
    delivery_way: str = ""
    delivery_name: str = ""
    delivery_number: str = ""


@dataclass(frozen=True, slots=True)
class Levy:
    """Money between payer and provider that belongs to no claim; above zero lowers the payment."""

    provider_number: str
    fiscal_year_end_on: date | None
    reason: str
    reference: str
    cents: int | None


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment with all that it pays. `amount_cents` is what is paid, never below zero."""

    handling: str
    amount_cents: int | None
    credit_or_debit: str
    method: str
    paid_on: date | None
    trace: str
    trace_payer_id: str
    payer: BusinessParty | None
    payee: BusinessParty | None
    format: str = ""
    sender_bank_kind: str = ""
    sender_bank: str = ""
    sender_account_kind: str = ""
    sender_account: str = ""
    payer_id: str = ""
    payer_division: str = ""
    receiver_bank_kind: str = ""
    receiver_bank: str = ""
    receiver_account_kind: str = ""
    receiver_account: str = ""
    trace_division: str = ""
    currency: str = ""
    references: tuple[Reference, ...] = ()
    produced_on: date | None = None
    groups: tuple[ClaimGroup, ...] = ()
    levies: tuple[Levy, ...] = ()
