"""A claim revision: everything the payer is told, frozen when it was built. Later edits change no stored
revision.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from almoner.core.chart import Accident
from almoner.core.chart.institutional import Occurrence, ValueCode
from almoner.core.claim.prior_payer import PriorPayer
from almoner.core.party import Address, Consents, PersonName
from almoner.core.rules import Finding

Frequency = Literal["1", "7", "8"]


@dataclass(frozen=True, slots=True)
class Party:
    """A provider or organization as the claim shows it. `first` is empty for an organization."""

    last: str
    npi: str
    first: str = ""
    middle: str = ""
    suffix: str = ""
    taxonomy: str = ""
    tax_id: str = ""
    tax_id_kind: str = ""
    address: Address | None = None
    phone: str = ""
    contact: str = ""
    clia: str = ""
    payer_number: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A patient or subscriber as the claim shows them."""

    name: PersonName
    birth_on: date
    sex: str
    address: Address


@dataclass(frozen=True, slots=True)
class PayerParty:
    """The payer as the claim shows it, with the policy that it is asked under."""

    payer_id: int
    name: str
    payer_kind: str
    claim_payer_id: str
    claim_filing: str
    address: Address
    member_id: str
    rank: int
    coverage_id: int
    group_number: str = ""
    plan_name: str = ""
    relation: str = "18"
    msp_type: str = ""


@dataclass(frozen=True, slots=True)
class OtherPayer:
    """Another payer of the same patient; `prior` where it has decided already. `is_passed_over`: it was not
    asked, because nothing of the claim is covered there (2320 AMT A8).
    """

    payer: PayerParty
    subscriber: Person
    prior: PriorPayer | None = None
    is_passed_over: bool = False


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A charge line as the claim shows it; `pointers` count from 1 into the claim's diagnoses.

    `ndc` is a drug's eleven digits, then its unit and quantity where they aren't the line's own units
    (`00409379501 ML 1.5`; 837P 2410).
    """

    line_id: int
    control: str
    code: str
    modifiers: tuple[str, ...]
    units: int
    charge_cents: int
    pointers: tuple[int, ...]
    service_on: date
    pos: str
    ndc: str = ""
    description: str = ""
    revenue_code: str = ""
    """Four digits on an institutional claim; empty on a professional one, and where nobody has said it."""


@dataclass(frozen=True, slots=True)
class InstitutionalBill:
    """What an institutional claim (837I, UB-04) says beside what every claim says. `bill_type` is without its
    zero and its frequency; an empty text was not said. The statement covers [since_on, until_on], both days.
    """

    bill_type: str
    attending: Party
    since_on: date
    until_on: date
    priority: str = ""
    origin: str = ""
    status: str = ""
    operating: Party | None = None
    reasons: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    values: tuple[ValueCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Mend:
    """What was done by itself to a line (from 1) because of a card, within the practice's consent;
    `is_noticed` where a person is told.
    """

    card: str
    line: int
    change: str
    is_noticed: bool = True


@dataclass(frozen=True, slots=True)
class ClaimRevision:
    """One sending of a claim. `frequency` 1 original, 7 replacement, 8 void; 7 and 8 carry the payer's number
    in `original_ref`. Optional parties are None where they equal the billing provider or do not apply.
    `findings` are what the edits of `policy` said of it. With a `bill` it is an institutional claim, else a
    professional one.
    """

    kind: ClassVar[str] = "claim_revision"
    id: int
    claim_id: int
    patient_id: int
    number: int
    control: str
    frequency: Frequency
    built_on: date
    billing: Party
    submitter_id: str
    patient: Person
    subscriber: Person
    payer: PayerParty
    consents: Consents
    diagnoses: tuple[str, ...]
    lines: tuple[ClaimLine, ...]
    total_cents: int
    pos: str
    version: int = 1
    pay_to: Address | None = None
    rendering: Party | None = None
    referring: Party | None = None
    supervising: Party | None = None
    facility: Party | None = None
    others: tuple[OtherPayer, ...] = ()
    original_ref: str = ""
    authorization: str = ""
    referral_number: str = ""
    accident: Accident | None = None
    admitted_on: date | None = None
    handed_over_on: date | None = None
    note_sha256: str = ""
    patient_paid_cents: int = 0
    policy: str = ""
    findings: tuple[Finding, ...] = ()
    mends: tuple[Mend, ...] = ()
    bill: InstitutionalBill | None = None
