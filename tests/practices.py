"""Small practices for tests, made through the flows alone, and visits that go as far as a test wants."""

import itertools
from dataclasses import dataclass, replace
from datetime import date, datetime

from almoner.core.charge import Superbill, SuperbillLine
from almoner.core.chart import Problem, Visit
from almoner.core.coverage import Coverage
from almoner.core.party import (
    Address,
    Enrollment,
    Location,
    Patient,
    Payer,
    PayerKind,
    PayerPlan,
    PersonName,
    Practice,
    Provider,
)
from almoner.core.party.identifiers import npi
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor, office
from almoner.flow.code import code
from almoner.flow.patient import register
from almoner.flow.visit import document

DAY = date(2026, 3, 2)
OFFICE = Address("1450 River Road", "Albany", "NY", "122071234")
HOME = Address("12 Elm Street", "Albany", "NY", "12208")
_STEMS = itertools.count(123456001)

PAYERS = (
    ("Medicare", PayerKind.MEDICARE, "MB", "MCR01", 365, 30),
    ("State Medicaid", PayerKind.MEDICAID, "MC", "MCD01", 90, 30),
    ("Commonwealth PPO", PayerKind.COMMERCIAL, "CI", "CMA01", 180, 30),
    ("Beacon HMO", PayerKind.COMMERCIAL, "HM", "CMB01", 180, 45),
    ("Workers Fund", PayerKind.WORKERS_COMP, "WC", "WCP01", 365, 45),
)


@dataclass(frozen=True, slots=True)
class House:
    """A practice that is ready to work: who acts in it and what its first visit needs."""

    actor: Actor
    practice: Practice
    location: Location
    provider: Provider
    payers: dict[str, Payer]
    plans: dict[str, PayerPlan]


def new_house(*, name: str = "Riverbend Family Medicine", on: date = date(2026, 1, 2)) -> House:
    """Open a practice with one place, one provider and the five payers of the box."""
    practice = register.new_practice(
        Practice(
            id=0,
            name=name,
            npi=npi(str(next(_STEMS))),
            taxonomy="261QP2300X",
            tax_id="141234567",
            tax_id_kind="EI",
            address=OFFICE,
            phone="5185550100",
            contact="Billing Office",
            submitter_id=f"ALMONER{next(_STEMS)}"[-15:],
        ),
        by="tester",
        on=on,
    )
    actor = office(practice.id)
    location, provider, *payers = register.set_up(actor, _drafts(), on=on)
    assert isinstance(location, Location)
    assert isinstance(provider, Provider)
    insurers = [payer for payer in payers if isinstance(payer, Payer)]
    plans = register.set_up(
        actor, [PayerPlan(0, payer.id, f"{payer.name} plan") for payer in insurers], on=on
    )
    register.set_up(actor, [Enrollment(0, provider.id, payer.id, on, True) for payer in insurers], on=on)
    return House(
        actor,
        practice,
        location,
        provider,
        {payer.claim_payer_id: payer for payer in insurers},
        {
            payer.claim_payer_id: plan
            for payer, plan in zip(insurers, plans, strict=True)
            if isinstance(plan, PayerPlan)
        },
    )


def _drafts() -> list[Location | Provider | Payer | PayerPlan | Enrollment]:
    drafts: list[Location | Provider | Payer | PayerPlan | Enrollment] = [
        Location(0, "Main office", "11", OFFICE),
        Provider(
            0,
            PersonName("Adeyemi", "Folake"),
            npi(str(next(_STEMS))),
            "207Q00000X",
            "NY123456",
            "NY",
            credential="MD",
        ),
    ]
    for name, kind, filing, payer_id, filing_days, answer_days in PAYERS:
        drafts.append(
            Payer(0, name, kind, filing, payer_id, payer_id, payer_id, OFFICE, filing_days, answer_days)
        )
    return drafts


def add_patient(
    house: House, *covered_by: tuple[str, str], last: str = "Okafor", first: str = "Helen", on: date = DAY
) -> Patient:
    """Register a patient with policies (payer id, member id) in the order in which they pay."""
    coverages = [
        Coverage(0, 0, house.payers[payer].id, house.plans[payer].id, rank, member, date(2026, 1, 1))
        for rank, (payer, member) in enumerate(covered_by, 1)
    ]
    draft = Patient(0, "", PersonName(last, first), date(1958, 4, 11), "F", HOME, phone="5185550199")
    return register.register_patient(house.actor, draft, coverages, on=on)


def visit_of(
    house: House,
    patient: Patient,
    *lines: SuperbillLine,
    on: date = DAY,
    diagnoses: tuple[str, ...] = ("E119", "I10"),
) -> Visit:
    """Take a visit from the booking to the decided codes, each step by its flow."""
    visit = signed_visit(house, patient, on=on, diagnoses=diagnoses)
    services = lines or (SuperbillLine("99213", 1, 15000, (1, 2)),)
    code.decide_codes(house.actor, [Superbill(0, visit.id, 0, diagnoses, services, "", on)], on=on)
    return visit


def signed_visit(
    house: House, patient: Patient, *, on: date = DAY, diagnoses: tuple[str, ...] = ("E119", "I10")
) -> Visit:
    """Take a visit from the booking to the signed note, each step by its flow."""
    visit = opened_visit(house, patient, on=on, diagnoses=diagnoses)
    document.sign_notes(house.actor, {visit.id: "Seen for follow-up. Stable. Continue."}, on=on)
    return visit


def opened_visit(
    house: House, patient: Patient, *, on: date = DAY, diagnoses: tuple[str, ...] = ("E119", "I10")
) -> Visit:
    """Take a visit from the booking to what was found, each step by its flow; its note is not signed yet."""
    start = datetime.combine(on, datetime.min.time()).replace(hour=9)
    booked = register.book(
        house.actor,
        [Appointment(0, patient.id, house.provider.id, house.location.id, start, 20, "Follow-up")],
        on=on,
    )
    register.check_in(house.actor, booked[0].id, on=on)
    visit = document.begin(house.actor, booked[0].id, on=on)
    found = tuple(Problem("A condition", one) for one in diagnoses)
    return document.describe(house.actor, replace(visit, problems=found), on=on)
