"""The whole claim as an 837 tells it, of all three guides: its parties, dates, numbers, codes, other payers
and lines. Names are those of the guides.

Promises to hold everything that the guide has a place for: what has no field of its own is a `Detail`.
"""

from dataclasses import dataclass
from datetime import date, time

Parts = str | tuple[str, ...]
"""An element as text, or the components of a composite."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A segment that has no noun of its own: its name in the guide, and its elements by theirs, as sent."""

    name: str
    values: tuple[tuple[str, Parts], ...]

    def get(self, element: str) -> str:
        """The text of an element; empty where it isn't there."""
        value = dict(self.values).get(element, "")
        return value if isinstance(value, str) else value[0]


@dataclass(frozen=True, slots=True)
class Reference:
    """A number of a kind. `qualifier` only where the guide has several for the name; `payer` is another payer
    of the claim whose number it is.
    """

    name: str
    value: str
    qualifier: str = ""
    payer: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, the days from one to another (both included), or a time; with `since_on` and `at` a moment.
    `qualifier` as for `Reference`.
    """

    name: str
    since_on: date | None = None
    until_on: date | None = None
    at: time | None = None
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a kind; None where it can't be read."""

    name: str
    cents: int | None


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a list, of one of the guide's kinds (`diagnoses`, `occurrences`, `values`...), with what it
    brings along.
    """

    name: str
    list: str
    code: str
    on: date | None = None
    until_on: date | None = None
    cents: int | None = None
    present_on_admission: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Paper that belongs to a claim or line: what it is, how it comes, and the number on it."""

    name: str
    report: str
    transmission: str
    control: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask, and up to three ways: kind (TE, FX, EM, EX) and number."""

    ways: tuple[tuple[str, str], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An address."""

    line1: str
    city: str
    state: str = ""
    zip: str = ""
    line2: str = ""
    country: str = ""
    subdivision: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody of the claim. `role` is the loop's name in the guide (`billing_provider`, `payer`,
    `rendering_provider`); `entity` only where the guide has several for the role; `kind` 1 is a person, 2 an
    organization.
    """

    role: str
    last: str = ""
    first: str = ""
    middle: str = ""
    suffix: str = ""
    kind: str = ""
    entity: str = ""
    id: str = ""
    id_qualifier: str = ""
    taxonomy: str = ""
    place: Place | None = None
    birth_on: date | None = None
    sex: str = ""
    references: tuple[Reference, ...] = ()
    dates: tuple[Dated, ...] = ()
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Insurance:
    """Whose turn a payer's is, under which policy; `relation` is the patient's to the subscriber where it is
    told here.
    """

    sequence: str
    relation: str = ""
    group_number: str = ""
    group_name: str = ""
    insurance_type: str = ""
    filing: str = ""


@dataclass(frozen=True, slots=True)
class Billing:
    """Who bills, and where the money goes."""

    provider: Party
    taxonomy: str = ""
    currency: str = ""
    pay_to: Party | None = None
    pay_to_plan: Party | None = None


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Whose policy it is, and the payer of it."""

    insurance: Insurance
    person: Party
    payer: Party
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Patient:
    """The patient, who isn't the subscriber; the relation is in the details (`patient_details`)."""

    person: Party
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A reason why a payer didn't pay; the sign is the payer's."""

    group: str
    carc: str
    cents: int | None
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """A service by its code: the kind of code, the code, up to four modifiers, a description."""

    kind: str
    code: str
    modifiers: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What another payer made of a line."""

    payer: str
    paid_cents: int | None
    quantity: str
    procedure: Procedure | None = None
    revenue_code: str = ""
    bundled_into: str = ""
    adjustments: tuple[Adjustment, ...] = ()
    dates: tuple[Dated, ...] = ()
    amounts: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Drug:
    """The drug of a line; an NDC has the kind N4."""

    kind: str
    code: str
    quantity: str
    unit: str
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form about a line (a certificate of medical necessity) with its answers."""

    list: str
    code: str
    answers: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A service line. `pointers` count from 1 into the claim's diagnoses; `quantity` is in `unit`."""

    charge_cents: int | None
    quantity: str = ""
    unit: str = ""
    procedure: Procedure | None = None
    revenue_code: str = ""
    place: str = ""
    pointers: tuple[str, ...] = ()
    noncovered_cents: int | None = None
    oral_cavity: tuple[str, ...] = ()
    prosthesis: str = ""
    is_emergency: str = ""
    epsdt: str = ""
    family_planning: str = ""
    copay_status: str = ""
    dates: tuple[Dated, ...] = ()
    references: tuple[Reference, ...] = ()
    amounts: tuple[Money, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    details: tuple[Detail, ...] = ()
    drug: Drug | None = None
    parties: tuple[Party, ...] = ()
    decisions: tuple[Decision, ...] = ()
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherPayer:
    """Another payer of the claim: its policy, what it decided, its names and numbers of the parties.
    `details` hold the agreements and the adjudication.
    """

    insurance: Insurance
    adjustments: tuple[Adjustment, ...] = ()
    amounts: tuple[Money, ...] = ()
    details: tuple[Detail, ...] = ()
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim. `place` is the place of service, or for an institution the type of bill without its frequency;
    `causes` are those of an accident, `accident_state` and `accident_country` where it happened.
    """

    guide: str
    """The guide by the name that commands take: 837P, 837I, 837D."""
    billing: Billing
    subscriber: Subscriber
    number: str
    charge_cents: int | None
    place: str
    frequency: str
    assignment: str
    benefits_assigned: str
    release: str
    patient: Patient | None = None
    signature_on_file: str = ""
    signature_source: str = ""
    causes: tuple[str, ...] = ()
    accident_state: str = ""
    accident_country: str = ""
    special_program: str = ""
    predetermination: str = ""
    delay_reason: str = ""
    dates: tuple[Dated, ...] = ()
    references: tuple[Reference, ...] = ()
    amounts: tuple[Money, ...] = ()
    codes: tuple[Code, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    details: tuple[Detail, ...] = ()
    parties: tuple[Party, ...] = ()
    others: tuple[OtherPayer, ...] = ()
    lines: tuple[Line, ...] = ()

    def date(self, name: str) -> date | None:
        """The first day of this name."""
        return next((each.since_on for each in self.dates if each.name == name), None)

    def reference(self, name: str) -> str:
        """The first number of this name; empty where there is none."""
        return next((each.value for each in self.references if each.name == name), "")

    def party(self, role: str) -> Party | None:
        """The first party of the claim in this role."""
        return next((each for each in self.parties if each.role == role), None)
