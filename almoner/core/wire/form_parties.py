"""Who is named in a transaction: parties, members and patients with their numbers, addresses and contacts, as
most sets have them, each with its form."""

from dataclasses import dataclass
from datetime import date

from almoner.core.wire.form import Each, Maybe, Own, Part, form
from almoner.core.wire.form_codecs import Diagnosis, Period


@dataclass(frozen=True, slots=True)
class Reference:
    """A number by its kind (REF01); `text` and `more` only where a guide has them."""

    kind: str
    number: str
    text: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """A day or period by its kind (DTP01); None where it can't be read."""

    kind: str
    period: Period | None


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount by its kind (AMT01), in cents; None where it can't be read."""

    kind: str
    cents: int | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count or measure by its kind (QTY01), as the file writes it."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to reach, and how: up to three ways, each a kind (TE, FX, EM, UR, EX) and a number."""

    function: str
    name: str = ""
    kind1: str = ""
    number1: str = ""
    kind2: str = ""
    number2: str = ""
    kind3: str = ""
    number3: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question can't be answered: whether it was valid (Y, N), the reason and what to do, as codes."""

    is_valid: str
    reason: str
    follow_up: str


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`kind` 1) or an organization (2) in a role, and the number that it is known by."""

    role: str
    kind: str
    last: str = ""
    first: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""
    id_kind: str = ""
    id: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody is. `location_kind` and `location` only where a guide has them."""

    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    location_kind: str = ""
    location: str = ""
    subdivision: str = ""


@dataclass(frozen=True, slots=True)
class Specialty:
    """A provider's part in the care, and the kind and value of a number (mostly a taxonomy)."""

    role: str
    id_kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Whether somebody is the subscriber, and how else related; what an answer has changed."""

    is_subscriber: str
    relation: str
    maintenance: str = ""
    maintenance_reason: str = ""
    employment: str = ""
    student_status: str = ""
    is_handicapped: str = ""
    birth_sequence: str = ""


@dataclass(frozen=True, slots=True)
class Military:
    """Service in the armed forces."""

    status: str
    employment: str = ""
    affiliation: str = ""
    description: str = ""
    rank: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody with all that a transaction may say of him. None is what a hostile file leaves out."""

    name: Name | None
    references: tuple[Reference, ...] = ()
    street: str = ""
    street2: str = ""
    address: Address | None = None
    contacts: tuple[Contact, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    specialty: Specialty | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A subscriber or dependent with all that a transaction may say of him."""

    name: Name | None
    references: tuple[Reference, ...] = ()
    street: str = ""
    street2: str = ""
    address: Address | None = None
    refusals: tuple[Refusal, ...] = ()
    specialty: Specialty | None = None
    birth_on: date | None = None
    sex: str = ""
    relation: Relation | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    dates: tuple[Dated, ...] = ()
    military: Military | None = None


NAME = Maybe("name", Name, "NM1 role kind last first middle prefix suffix id_kind id relation")
REFERENCES = Each("references", Reference, "REF kind number text more/parts")
STREET = Own("N3 street street2")
CITY = Maybe("address", Address, "N4 city state zip country location_kind location subdivision")
CONTACTS = Each("contacts", Contact, "PER function name kind1 number1 kind2 number2 kind3 number3")
REFUSALS = Each("refusals", Refusal, "AAA is_valid - reason follow_up")
SPECIALTY = Maybe("specialty", Specialty, "PRV role id_kind id")
DATES = Each("dates", Dated, "DTP kind period/period")
AMOUNTS = Each("amounts", Amount, "AMT kind cents/cents")
BIRTH = Own("DMG birth_on/birth sex")

PARTY = form(Party, NAME, REFERENCES, STREET, CITY, CONTACTS, REFUSALS, SPECIALTY)
MEMBER_PARTS: tuple[Part, ...] = (
    NAME,
    REFERENCES,
    STREET,
    CITY,
    REFUSALS,
    SPECIALTY,
    BIRTH,
    Maybe(
        "relation",
        Relation,
        "INS is_subscriber relation maintenance maintenance_reason - - - employment student_status"
        " is_handicapped - - - - - - birth_sequence",
    ),
    Own("HI diagnoses/diagnosis..."),
    DATES,
    Maybe("military", Military, "MPI status employment affiliation description rank period/period"),
)
MEMBER = form(Member, *MEMBER_PARTS)
