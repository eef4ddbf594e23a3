"""Who is in the demonstration: a practice, its people, payers and patients; all invented, from a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from almoner.core.coverage import Coverage
from almoner.core.party import (
    Address,
    Consents,
    Enrollment,
    Location,
    Patient,
    Payer,
    PayerKind,
    PayerPlan,
    PersonName,
    PlaceEnrollment,
    Practice,
    Provider,
)
from almoner.core.party.identifiers import npi
from almoner.core.party.institutional import Institutional

OPENED_ON = date(2026, 1, 2)
COVERED_SINCE_ON = date(2026, 1, 1)
OFFICE = Address("1450 River Road", "Albany", "NY", "122071234")

PRACTICE = Practice(
    id=0,
    name="Riverbend Family Medicine",
    npi=npi("144512370"),
    taxonomy="261QP2300X",
    tax_id="141987654",
    tax_id_kind="EI",
    address=OFFICE,
    phone="5185550100",
    contact="Dana Reyes",
    submitter_id="ALMONER1",
    pay_to=Address("PO Box 1450", "Albany", "NY", "122011450"),
    outbox_seconds=0,
)
LOCATIONS = (
    Location(0, "Riverbend Main", "11", OFFICE, clia="33D0987654"),
    Location(
        0,
        "Riverbend East",
        "11",
        Address("88 Mill Street", "Troy", "NY", "121802210"),
        npi=npi("144512371"),
        clia="33D0987655",
    ),
    Location(
        0,
        "Riverbend Rural Health",
        "72",
        Address("6 County Route 9", "Berne", "NY", "120231106"),
        npi=npi("144512372"),
        clia="33D0987656",
        institutional=Institutional(
            "71",
            revenue_codes=(
                "0521",
                "0300=36415",
                "0300=80047-89398",
                "0636=J0120-J9999",
                "0900=90832-90853",
            ),
            origin="1",
            status="01",
        ),
    ),
)
CLINIC_PAYERS = {"MCR01": "MA", "MCD01": ""}
"""Who takes institutional claims from the clinic, with the filing indicator where it is another."""
PROVIDERS = (
    Provider(
        0,
        PersonName("Adeyemi", "Folake"),
        npi("154823001"),
        "207Q00000X",
        "281744",
        "NY",
        credential="MD",
        user="adeyemi",
    ),
    Provider(
        0,
        PersonName("Lindqvist", "Per"),
        npi("154823002"),
        "207R00000X",
        "290112",
        "NY",
        credential="MD",
        user="lindqvist",
    ),
    Provider(
        0,
        PersonName("Marsh", "Ivy"),
        npi("154823003"),
        "103T00000X",
        "019877",
        "NY",
        credential="PhD",
        user="marsh",
    ),
)


@dataclass(frozen=True, slots=True)
class Insurer:
    """A payer of the box as the practice knows it."""

    name: str
    payer_kind: PayerKind
    filing: str
    payer_id: str
    filing_days: int
    answer_days: int
    address: Address

    def record(self) -> Payer:
        """Return the payer's draft."""
        return Payer(
            id=0,
            name=self.name,
            payer_kind=self.payer_kind,
            claim_filing=self.filing,
            claim_payer_id=self.payer_id,
            eligibility_payer_id=self.payer_id,
            remittance_payer_id=self.payer_id,
            address=self.address,
            filing_days=self.filing_days,
            answer_days=self.answer_days,
        )


INSURERS = (
    Insurer(
        "Old Harbor Medicare",
        PayerKind.MEDICARE,
        "MB",
        "MCR01",
        365,
        21,
        Address("1 Lighthouse Way", "Baltimore", "MD", "212440001"),
    ),
    Insurer(
        "State Care Medicaid",
        PayerKind.MEDICAID,
        "MC",
        "MCD01",
        180,
        21,
        Address("200 Capitol Square", "Columbus", "OH", "432150002"),
    ),
    Insurer(
        "Cedar Mutual PPO",
        PayerKind.COMMERCIAL,
        "12",
        "CMA01",
        180,
        21,
        Address("77 Cedar Plaza", "Hartford", "CT", "061030003"),
    ),
    Insurer(
        "Bramble Health HMO",
        PayerKind.COMMERCIAL,
        "HM",
        "CMB01",
        90,
        30,
        Address("Pier 9 Bramble Yard", "Tampa", "FL", "336020004"),
    ),
    Insurer(
        "Anvil Workers Compensation",
        PayerKind.WORKERS_COMP,
        "WC",
        "WCP01",
        365,
        30,
        Address("5 Foundry Road", "Pittsburgh", "PA", "152220005"),
    ),
)
USERS = (
    ("frances", "front_desk"),
    ("adeyemi", "provider"),
    ("lindqvist", "provider"),
    ("marsh", "provider"),
    ("kim", "coder"),
    ("dana", "biller"),
    ("moira", "manager"),
    ("ada", "admin"),
)

_LAST = (
    "Okafor Brandt Castillo Nguyen Whitfield Larsen Osei Petrov Hale Marchetti Dubois Abara Kowalski "
    "Ferreira Quinn Sato Bauer Novak Ellison Haddad Ivers Jansen Keller Lund Mbeki Nadeau Ortega Pike Rahman "
    "Silva Tanaka Ueda Vance Weiss Yilmaz Zeller"
).split()
_FIRST = {
    "F": "Helen Grace Ines Maren Lucia Ama Vera Joan Chiara Elise Ngozi Zofia Beatriz Nora Yuki Greta",
    "M": "Victor Paul Mateo Bao Edwin Nils Kwame Igor Martin Luca Andre Emeka Marek Rui Sean Kenji",
}
_STREETS = (
    "Elm Street",
    "Lark Avenue",
    "Canal Road",
    "Hill Street",
    "Orchard Lane",
    "Depot Road",
    "Mill Street",
)
_MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY"
ENDINGS = ("T7", "N4", "S8", "Q3", "V5", "D9", "D0")
"""Member ids that end so behave in a known way at the box (docs/concepts/payer-in-a-box.md)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The practice as its staff find it: ids by what they are known by."""

    locations: tuple[Location, ...]
    providers: tuple[Provider, ...]
    payers: dict[str, Payer]
    plans: dict[str, PayerPlan]


def plans(payers: list[Payer]) -> list[PayerPlan]:
    """Return a plan's draft for each payer."""
    return [PayerPlan(0, payer.id, f"{payer.name} standard") for payer in payers]


def enrollments(providers: list[Provider], payers: list[Payer]) -> list[Enrollment]:
    """Enroll every provider with every payer."""
    return [
        Enrollment(0, provider.id, payer.id, OPENED_ON, True) for provider in providers for payer in payers
    ]


def place_enrollments(locations: list[Location], payers: list[Payer]) -> list[PlaceEnrollment]:
    """Let the payers of the rural health clinic take its claims as institutional ones."""
    return [
        PlaceEnrollment(
            0,
            place.id,
            payer.id,
            OPENED_ON,
            claim_filing=CLINIC_PAYERS[payer.claim_payer_id],
            is_own_biller=True,
            taxonomy="261QR1300X",
        )
        for place in locations
        if place.institutional.bill_type
        for payer in payers
        if payer.claim_payer_id in CLINIC_PAYERS
    ]


def patients(setting: Setting, *, count: int, seed: int) -> Iterator[tuple[Patient, tuple[Coverage, ...]]]:
    """Make patients with their policies; the same seed makes the same people."""
    chance = random.Random(seed)
    for number in range(count):
        yield _patient(chance, number), tuple(_coverages(chance, setting, number))


def _patient(chance: random.Random, number: int) -> Patient:
    sex = chance.choice(("F", "M"))
    born = date(chance.randint(1938, 2006), chance.randint(1, 12), chance.randint(1, 28))
    home = Address(
        f"{chance.randint(2, 980)} {chance.choice(_STREETS)}",
        "Albany",
        "NY",
        f"122{chance.randint(1, 10):02d}",
    )
    return Patient(
        id=0,
        number=f"R{number + 1:06d}",
        name=PersonName(
            chance.choice(_LAST), chance.choice(_FIRST[sex].split()), chance.choice(("", "A", "J", "M"))
        ),
        birth_on=born,
        sex="F" if sex == "F" else "M",
        address=home,
        phone=f"518555{chance.randint(1000, 9999)}",
        consents=Consents(signed_on=OPENED_ON),
    )


def _coverages(chance: random.Random, setting: Setting, number: int) -> Iterator[Coverage]:
    ending = ENDINGS[number // 12 % len(ENDINGS)] if number % 12 == 5 else ""
    mix = chance.choices(("MCR01", "MCD01", "CMA01", "CMB01", ""), weights=(36, 14, 28, 17, 5))[0]
    if not mix:
        return
    yield _coverage(chance, setting, mix, 1, ending)
    if mix == "MCR01" and chance.random() < 0.5:
        yield _coverage(chance, setting, chance.choice(("CMA01", "MCD01")), 2, "")


def _coverage(chance: random.Random, setting: Setting, payer_id: str, rank: int, ending: str) -> Coverage:
    return Coverage(
        id=0,
        patient_id=0,
        payer_id=setting.payers[payer_id].id,
        plan_id=setting.plans[payer_id].id,
        rank=rank,
        member_id=member_id(chance, payer_id, ending),
        since_on=COVERED_SINCE_ON,
        group_number="" if payer_id in ("MCR01", "MCD01") else f"G{chance.randint(10000, 99999)}",
    )


def family_names() -> list[str]:
    """Return the family names that the patients have."""
    return list(_LAST)


def member_id(chance: random.Random, payer_id: str, ending: str) -> str:
    """Return a member id of the shape that a payer gives out."""

    def letter() -> str:
        return chance.choice(_MBI_LETTERS)

    def digit(least: int = 0) -> str:
        return str(chance.randint(least, 9))

    if payer_id == "MCR01":  # a Medicare number has a shape of its own, which no ending fits
        first = digit(1)
        return first + "".join(letter() if place == "A" else digit() for place in "A99A99AA99")
    prefix = {"MCD01": "SC", "CMA01": "CM", "CMB01": "BH", "WCP01": "AV"}[payer_id]
    number = f"{chance.randint(0, 10**7 - 1):07d}"
    return prefix + number + (ending or "K" + digit())
