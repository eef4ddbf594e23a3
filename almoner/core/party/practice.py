"""The practice, its places and the people who render care, with what each payer knows them by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from almoner.core.party.institutional import NO_TERMS, Institutional
from almoner.core.party.people import Address, PersonName

TIME_ZONES: Mapping[str, str] = MappingProxyType(
    {
        "America/New_York": "Eastern",
        "America/Chicago": "Central",
        "America/Denver": "Mountain",
        "America/Phoenix": "Arizona",
        "America/Los_Angeles": "Pacific",
        "America/Anchorage": "Alaska",
        "America/Adak": "Aleutian Islands",
        "Pacific/Honolulu": "Hawaii",
        "America/Puerto_Rico": "Puerto Rico and the Virgin Islands",
        "Pacific/Guam": "Guam and the Northern Marianas",
        "Pacific/Pago_Pago": "American Samoa",
    }
)
"""The clocks of the states and territories (15 USC 261, by their IANA names), and what people call them."""


@dataclass(frozen=True, slots=True)
class Practice:
    """The billing provider (837P 2010AA). `pay_to` only where money goes to another address than `address`.

    `submitter_id` and `clearinghouse_id` are the two sides of every interchange (ISA06, ISA08); `usage` is T
    until the clearinghouse has admitted the practice to production (ISA15). `pay_url` is the page on which
    patients pay a statement, where there is one. `holds_until_deposit`: no payer's payment is posted before
    its money is in the bank. `posts_clean`: payments of which everything is certain are posted unattended.
    `returned_fee_cents` is asked for a check that the bank returned; 0 is no fee. `outbox_seconds`: what a
    person lets go waits so long and can be called back; 0 lets it go at once. `absence_fee_cents` is asked of
    who misses a visit without a word, or cancels it less than `cancel_notice_hours` before (0: cancelling is
    free); 0 is no fee. `first_absence_is_free`: from the second on. `charges_everybody`: the fee is asked of
    patients without Medicare alike, and as much, so that Medicare lets its own be asked.
    `drawer_float_cents` is the change that the drawer begins each day with. `time_zone`, one of TIME_ZONES,
    says when its day turns and by whose clock its visits are booked; "" is the machine's.
    """

    kind: ClassVar[str] = "practice"
    id: int
    name: str
    npi: str
    taxonomy: str
    tax_id: str
    tax_id_kind: Literal["EI", "SY"]
    address: Address
    phone: str
    contact: str
    submitter_id: str
    version: int = 1
    pay_to: Address | None = None
    clearinghouse_id: str = "BOXCLEAR"
    clearinghouse_name: str = "BOXCLEAR"
    usage: Literal["T", "P"] = "T"
    pay_url: str = ""
    holds_until_deposit: bool = False
    posts_clean: bool = False
    returned_fee_cents: int = 0
    outbox_seconds: int = 60
    absence_fee_cents: int = 0
    first_absence_is_free: bool = True
    cancel_notice_hours: int = 0
    charges_everybody: bool = False
    drawer_float_cents: int = 0
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A place where care is given; `pos` is its usual place of service, an `npi` makes it a facility."""

    kind: ClassVar[str] = "location"
    id: int
    name: str
    pos: str
    address: Address
    version: int = 1
    npi: str = ""
    clia: str = ""
    is_program: bool = False
    """A substance use program, or a department that is one (42 CFR 2.11): its records are kept apart."""
    institutional: Institutional = NO_TERMS


@dataclass(frozen=True, slots=True)
class Provider:
    """A person who renders, refers, orders or supervises; `user` is the person's sign-in name, if any."""

    kind: ClassVar[str] = "provider"
    id: int
    name: PersonName
    npi: str
    taxonomy: str
    license: str
    license_state: str
    version: int = 1
    credential: str = ""
    user: str = ""


EnrollmentState = Literal["asked", "in_force", "refused"]


@dataclass(frozen=True, slots=True)
class Enrollment:
    """A provider's standing with a payer over [since_on, until_on). While it is only asked for, or was
    refused, it covers nothing; `since_on` is then the day from which it was asked for.
    """

    kind: ClassVar[str] = "enrollment"
    id: int
    provider_id: int
    payer_id: int
    since_on: date
    is_participating: bool
    version: int = 1
    until_on: date | None = None
    payer_number: str = ""
    state: EnrollmentState = "in_force"

    @property
    def is_in_force(self) -> bool:
        """True where the payer has agreed to it."""
        return self.state == "in_force"

    def covers(self, on: date) -> bool:
        """True on the days of an enrollment that the payer has agreed to."""
        return self.is_in_force and _is_within(self, on)


def _is_within(one: "Enrollment | PlaceEnrollment", on: date) -> bool:
    return one.since_on <= on and (one.until_on is None or on < one.until_on)


@dataclass(frozen=True, slots=True)
class PlaceEnrollment:
    """A place's standing with a payer that takes institutional claims (837I) from it, over
    [since_on, until_on). While it is only asked for, or was refused, claims of the place go as professional
    ones.

    Where the payer has other numbers for institutional claims than for professional ones, as Medicare has,
    they are here: its id for claims, its id in remittances, and its filing indicator (SBR09). `is_own_biller`
    where the payer knows the place by its own NPI, with `taxonomy`: the place is then the billing provider.
    """

    kind: ClassVar[str] = "place_enrollment"
    id: int
    location_id: int
    payer_id: int
    since_on: date
    version: int = 1
    until_on: date | None = None
    state: EnrollmentState = "in_force"
    claim_payer_id: str = ""
    remittance_payer_id: str = ""
    claim_filing: str = ""
    payer_number: str = ""
    is_own_biller: bool = False
    taxonomy: str = ""

    @property
    def is_in_force(self) -> bool:
        """True where the payer has agreed to it."""
        return self.state == "in_force"

    def covers(self, on: date) -> bool:
        """True on the days on which the payer takes institutional claims from the place."""
        return self.is_in_force and _is_within(self, on)
