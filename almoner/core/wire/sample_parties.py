"""Invented people and practices in the shape that the nouns of the answers and questions want them, and the
envelope of their sample files; the same seed gives the same ones."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Literal

from almoner.core.wire.form_parties import Address, Contact, Name
from almoner.core.wire.sample_values import (
    BEGAN_ON,
    PAYERS,
    PRACTICES,
    SamplePerson,
    SamplePlace,
    SampleValues,
)
from almoner.core.x12 import Envelope

SENT_ON = BEGAN_ON + timedelta(days=90)
SENT_AT = time(9, 30)
Side = Literal["practice", "payer"]


@dataclass(frozen=True, slots=True)
class SamplePayer:
    """A payer that doesn't exist."""

    name: str
    number: str
    filing: str


@dataclass(frozen=True, slots=True)
class SamplePractice:
    """A practice that doesn't exist."""

    name: str
    npi: str
    tax_id: str
    place: SamplePlace


@dataclass(frozen=True, slots=True)
class SampleMember:
    """A subscriber, and the patient where that is another."""

    subscriber: SamplePerson
    member_id: str
    dependent: SamplePerson | None

    @property
    def patient(self) -> SamplePerson:
        """Whom the service was for."""
        return self.dependent or self.subscriber


def payers() -> list[SamplePayer]:
    """The payers of the samples."""
    return [SamplePayer(name, number, filing) for name, number, filing in PAYERS]


def practice(values: SampleValues) -> SamplePractice:
    """One practice."""
    name = values.chance.choice(PRACTICES)
    return SamplePractice(name, values.npi(is_person=False), values.tax_id(), values.place())


def member(values: SampleValues, *, dependents: int = 30) -> SampleMember:
    """A member; so many of a hundred have a child that is the patient."""
    subscriber = values.person()
    child = values.person(youngest=1, oldest=17) if values.chance.randrange(100) < dependents else None
    return SampleMember(subscriber, values.member_id(), child)


def person_name(role: str, who: SamplePerson, id_kind: str = "", number: str = "") -> Name:
    """Somebody in a role."""
    return Name(role, "1", who.last, who.first, who.middle, id_kind=id_kind, id=number)


def firm_name(role: str, name: str, id_kind: str = "", number: str = "") -> Name:
    """An organization in a role."""
    return Name(role, "2", name, id_kind=id_kind, id=number)


def address(place: SamplePlace) -> Address:
    """A place without its street."""
    return Address(place.city, place.state, place.zip)


def phone(values: SampleValues, function: str = "IC", name: str = "") -> Contact:
    """Somebody to call."""
    return Contact(function, name, "TE", values.phone())


def envelope(seed: int, sender: Side) -> Envelope:
    """The envelope of a sample file of the practice or of the payer; functional id and guide are the
    writer's."""
    sides = ("SAMPLE1", "SAMPLEPAYER") if sender == "practice" else ("SAMPLEPAYER", "SAMPLE1")
    return Envelope(
        *("ZZ", sides[0], "ZZ", sides[1]),
        control=1 + seed % 999_999_999,
        usage="T",
        on=SENT_ON,
        at=SENT_AT,
    )


def dealt(count: int, hands: int) -> list[int]:
    """So many things dealt to at most so many hands, as evenly as it goes, none empty."""
    hands = max(1, min(count, hands))
    return [count // hands + (hand < count % hands) for hand in range(hands)]
