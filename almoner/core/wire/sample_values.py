"""Invented people, places and numbers for sample files: names, addresses, NPIs with their check digit, codes.

Promises the same values for the same seed, each well formed and none of a real person; places have a state
and a ZIP code that fit each other.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.party.identifiers import npi

FIRST_NAMES = (
    *("ADA", "BRUNO", "CARLA", "DMITRI", "ELENA", "FAROUK", "GRETA", "HUGO", "IRIS", "JONAS", "KEZIA"),
    *("LINUS", "MAREN", "NADIA", "OSCAR", "PRIYA", "QUENTIN", "ROSA", "SELIM", "TESSA", "UMA", "VIKTOR"),
)
LAST_NAMES = (
    *("ABBOTT", "BERGSTROM", "CASTELLANO", "DUBOIS", "ESPOSITO", "FAIRWEATHER", "GREENE", "HALVORSEN"),
    *("IBARRA", "JANSSEN", "KOWALSKI", "LINDGREN", "MORETTI", "NAKAMURA", "OYELARAN", "PEREIRA", "QUIST"),
    *("ROMERO", "SANDOVAL", "TREMBLAY", "UNDERHILL", "VALDEZ", "WHITFIELD", "YAMADA", "ZELENKO"),
)
STREETS = ("ELM STREET", "HARBOR ROAD", "MILL LANE", "OAK AVENUE", "RIVER DRIVE", "SPRING COURT")
PLACES = (
    ("ALBANY", "NY", "12207"),
    ("AUSTIN", "TX", "78701"),
    ("BOISE", "ID", "83702"),
    ("COLUMBUS", "OH", "43215"),
    ("DENVER", "CO", "80202"),
    ("MADISON", "WI", "53703"),
    ("PORTLAND", "OR", "97204"),
    ("RALEIGH", "NC", "27601"),
)
PRACTICES = ("CEDAR HILL CLINIC", "HARBOR MEDICAL GROUP", "NORTHSIDE CARE", "PRAIRIE HEALTH PARTNERS")
PAYERS = (
    ("SAMPLE COMMERCIAL PLAN", "SCP01", "CI"),
    ("SAMPLE BLUE PLAN", "SBP02", "BL"),
    ("SAMPLE STATE PLAN", "SSP03", "MC"),
    ("SAMPLE HMO", "SHM04", "HM"),
)
"""Name, number and claim filing indicator."""

DIAGNOSES = ("I10", "E119", "J069", "M5450", "R5383", "Z0000", "J45909", "K219", "N390", "F411")
OFFICE_CODES = ("99202", "99203", "99204", "99212", "99213", "99214", "36415", "81002")
TAXONOMIES = ("207Q00000X", "207R00000X", "208D00000X", "363LF0000X")
BEGAN_ON = date(2026, 1, 5)
"""The first day on which something happens in a sample."""


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody invented."""

    last: str
    first: str
    middle: str
    birth_on: date
    sex: str


@dataclass(frozen=True, slots=True)
class SamplePlace:
    """An address; `zip` has nine digits."""

    line1: str
    city: str
    state: str
    zip: str


class SampleValues:
    """Values in the order in which they are asked for; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def person(self, *, youngest: int = 20, oldest: int = 88) -> SamplePerson:
        """Somebody of an age in years at the first day of samples."""
        age_days = self.chance.randint(youngest * 366, oldest * 365)
        return SamplePerson(
            last=self.chance.choice(LAST_NAMES),
            first=self.chance.choice(FIRST_NAMES),
            middle=self.chance.choice("ABCDEFGHJKLMNPRSTW"),
            birth_on=BEGAN_ON - timedelta(days=age_days),
            sex=self.chance.choice("FM"),
        )

    def place(self) -> SamplePlace:
        """A street address."""
        city, state, zip5 = self.chance.choice(PLACES)
        number, street = self.chance.randint(1, 1999), self.chance.choice(STREETS)
        return SamplePlace(f"{number} {street}", city, state, f"{zip5}{self.chance.randint(1, 9999):04d}")

    def npi(self, *, is_person: bool = True) -> str:
        """Ten digits with the right check digit."""
        return npi(f"1{4 if is_person else 7}{self.chance.randint(0, 9_999_999):07d}")

    def tax_id(self) -> str:
        """Nine digits, as of an employer."""
        return f"{self.chance.randint(10, 95)}{self.chance.randint(0, 9_999_999):07d}"

    def phone(self) -> str:
        """Ten digits of the range that is kept for invented numbers."""
        return f"{self.chance.randint(201, 989)}55501{self.chance.randint(0, 99):02d}"

    def member_id(self) -> str:
        """A letter and nine digits."""
        return f"{self.chance.choice('GHJKQRWY')}{self.chance.randint(0, 999_999_999):09d}"

    def day(self, *, within: int = 60) -> date:
        """A day of the weeks that samples tell of."""
        return BEGAN_ON + timedelta(days=self.chance.randrange(within))

    def cents(self, least: int, most: int) -> int:
        """An amount in whole dollars or half ones."""
        return self.chance.randint(least // 50, most // 50) * 50

    def number(self, digits: int) -> str:
        """So many digits, the first not zero."""
        return str(self.chance.randint(10 ** (digits - 1), 10**digits - 1))

    def diagnoses(self, most: int) -> tuple[str, ...]:
        """One to so many different diagnoses, without dots."""
        return tuple(self.chance.sample(DIAGNOSES, self.chance.randint(1, most)))
