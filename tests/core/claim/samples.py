"""A small made-up practice for the tests of charge, claim and wire: every party is fictitious, every NPI only
adds up.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from almoner.core.charge import Superbill, SuperbillLine, capture
from almoner.core.charge.line import ChargeLine
from almoner.core.chart import Accident, Referral, Visit, VisitState
from almoner.core.claim.build import build
from almoner.core.claim.claim import Claim
from almoner.core.claim.folder import Folder, House, by_provider_and_payer
from almoner.core.claim.prior_payer import PriorAdjustment, PriorLine, PriorPayer
from almoner.core.claim.revision import ClaimRevision
from almoner.core.coverage import Coverage, Subscriber
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

DOS = date(2026, 3, 2)
TODAY = date(2026, 3, 5)
STREET = Address(line1="12 Harbor Road", city="Syracuse", state="NY", zip="132021234")
HOSPITAL = Address(line1="400 Hill Avenue", city="Syracuse", state="NY", zip="132101001")
HOME = Address(line1="7 Elm Court", line2="Apt 2", city="Syracuse", state="NY", zip="13202")
GROUP_NPI = npi("155555555")
DOCTOR_NPI = npi("144444444")
REFERRER_NPI = npi("133333333")
HOSPITAL_NPI = npi("122222222")

PRACTICE = Practice(
    id=1,
    name="Harbor Family Medicine",
    npi=GROUP_NPI,
    taxonomy="261QP2300X",
    tax_id="161234567",
    tax_id_kind="EI",
    address=STREET,
    phone="3155550100",
    contact="Billing Office",
    submitter_id="ALMONER1",
)
OFFICE = Location(id=1, name="Harbor Family Medicine", pos="11", address=STREET, clia="33D0123456")
WARD = Location(id=2, name="Hill Hospital", pos="21", address=HOSPITAL, npi=HOSPITAL_NPI)
DOCTOR = Provider(
    id=1,
    name=PersonName(last="Okafor", first="Helen", middle="M"),
    npi=DOCTOR_NPI,
    taxonomy="207Q00000X",
    license="123456",
    license_state="NY",
)
REFERRER = Provider(
    id=2,
    name=PersonName(last="Lindqvist", first="Per"),
    npi=REFERRER_NPI,
    taxonomy="207R00000X",
    license="",
    license_state="NY",
)


def payer(payer_id: int, kind: PayerKind, number: str, filing: str, name: str) -> Payer:
    return Payer(
        id=payer_id,
        name=name,
        payer_kind=kind,
        claim_filing=filing,
        claim_payer_id=number,
        eligibility_payer_id=number,
        remittance_payer_id=number,
        address=Address(line1="PO Box 10", city="Albany", state="NY", zip="12201"),
        filing_days=365,
        answer_days=30,
    )


MEDICARE = payer(1, PayerKind.MEDICARE, "MCR01", "MB", "Federal Medical Plan")
COMMERCIAL = payer(2, PayerKind.COMMERCIAL, "CMA01", "CI", "Anchor Mutual")
COMP = payer(3, PayerKind.WORKERS_COMP, "WCP01", "WC", "State Injury Fund")
PAYERS = {one.id: one for one in (MEDICARE, COMMERCIAL, COMP)}
PLANS = {
    1: PayerPlan(id=1, payer_id=1, name="Part B"),
    2: PayerPlan(id=2, payer_id=2, name="Anchor PPO"),
    3: PayerPlan(id=3, payer_id=3, name="Injury"),
}
HOUSE = House(
    practice=PRACTICE,
    locations={1: OFFICE, 2: WARD},
    providers={1: DOCTOR, 2: REFERRER},
    payers=PAYERS,
    plans=PLANS,
    enrollments=by_provider_and_payer(
        Enrollment(id=one, provider_id=1, payer_id=one, since_on=date(2020, 1, 1), is_participating=True)
        for one in PAYERS
    ),
)
PATIENT = Patient(
    id=10,
    number="P-10",
    name=PersonName(last="Marsh", first="Iris", middle="K"),
    birth_on=date(1950, 5, 17),
    sex="F",
    address=HOME,
    phone="3155550199",
)
PARENT = Subscriber(
    name=PersonName(last="Marsh", first="Owen"), birth_on=date(1948, 1, 2), sex="M", address=HOME
)


def coverage(payer_id: int, *, rank: int = 1, **changes: Any) -> Coverage:
    member = "1EG4TE5MK73" if payer_id == 1 else f"W{payer_id}234567"
    policy = Coverage(
        id=payer_id,
        patient_id=10,
        payer_id=payer_id,
        plan_id=payer_id,
        rank=rank,
        member_id=member,
        since_on=date(2025, 1, 1),
    )
    return replace(policy, **changes)


def visit(**changes: Any) -> Visit:
    seen = Visit(
        id=100,
        patient_id=10,
        provider_id=1,
        location_id=1,
        service_on=DOS,
        pos="11",
        state=VisitState.CODED,
        note_id=5,
    )
    return replace(seen, **changes)


OFFICE_LINES = (
    SuperbillLine(code="99213", units=1, charge_cents=14550, pointers=(1, 2), modifiers=("25",)),
    SuperbillLine(code="85025", units=1, charge_cents=2500, pointers=(2,)),
)


def superbill(
    lines: Sequence[SuperbillLine] = OFFICE_LINES, diagnoses: Sequence[str] = ("E119", "I10")
) -> Superbill:
    return Superbill(
        id=200,
        visit_id=100,
        patient_id=10,
        diagnoses=tuple(diagnoses),
        lines=tuple(lines),
        decided_by="coder",
        decided_on=DOS,
    )


def charged(seen: Visit, codes: Superbill, coverages: Sequence[Coverage] = ()) -> tuple[ChargeLine, ...]:
    plan = capture(seen, codes, coverages, ids=count(1000), on=TODAY)
    return tuple(record for record in plan.records if isinstance(record, ChargeLine))


def folder(
    *coverages: Coverage, seen: Visit | None = None, codes: Superbill | None = None, **changes: Any
) -> Folder:
    """A folder of one charged visit; without policies the commercial plan covers."""
    seen = seen or visit()
    codes = codes or superbill()
    policies = coverages or (coverage(2),)
    whole = Folder(
        house=HOUSE,
        patient=PATIENT,
        visits=(seen,),
        diagnoses=codes.diagnoses,
        lines=charged(seen, codes, policies),
        coverages=policies,
        note_sha256="ab" * 32,
    )
    return replace(whole, **changes)


def built(whole: Folder | None = None) -> tuple[Claim, ClaimRevision]:
    """The first claim of a folder, with its revision."""
    return build(whole or folder(), ids=count(5000), on=TODAY)[0]


def revision(whole: Folder | None = None) -> ClaimRevision:
    return built(whole)[1]


def medicare_decided(lines: Sequence[ChargeLine]) -> PriorPayer:
    """Medicare paid 80 % of what it allowed of each line (60 %), and left the rest to the patient."""
    decided = []
    for line in lines:
        allowed = line.charge_cents * 60 // 100
        share = allowed * 20 // 100
        decided.append(
            PriorLine(
                line_id=line.id,
                code=line.code,
                modifiers=line.modifiers,
                paid_cents=allowed - share,
                units=line.units,
                adjustments=(
                    PriorAdjustment(group="CO", carc="45", cents=line.charge_cents - allowed),
                    PriorAdjustment(group="PR", carc="2", cents=share),
                ),
            )
        )
    return PriorPayer(
        payer_id=1,
        payer_control="2026061000123",
        decided_on=date(2026, 3, 20),
        paid_cents=sum(line.paid_cents for line in decided),
        lines=tuple(decided),
        remarks=("MA01",),
    )


def secondary() -> Folder:
    """Medicare has decided; the commercial plan is next."""
    whole = folder(coverage(1), coverage(2, rank=2))
    return replace(whole, turn=1, prior={1: medicare_decided(whole.lines)})


def dependent() -> Folder:
    """The commercial plan of a parent covers the patient."""
    return folder(coverage(2, relation="19", subscriber=PARENT, group_number="G77"))


def injured() -> Folder:
    """A work injury: the injury insurer alone pays."""
    hurt = Accident(cause="EM", happened_on=date(2026, 3, 1), claim_number="INJ-4711")
    return folder(coverage(3), seen=visit(accident=hurt))


def crashed() -> Folder:
    """An auto accident, billed to the health plan."""
    return folder(
        coverage(2), seen=visit(accident=Accident(cause="AA", happened_on=date(2026, 3, 1), state="NY"))
    )


def admitted() -> Folder:
    """A visit in a hospital ward, referred by a colleague."""
    return folder(
        coverage(1),
        seen=visit(
            location_id=2,
            pos="21",
            admitted_on=date(2026, 2, 28),
            referral=Referral(provider_id=2, referral_number="R778", authorization_number="AUTH9"),
        ),
        codes=superbill(
            (SuperbillLine(code="99232", units=1, charge_cents=12000, pointers=(1,)),), ("J189",)
        ),
    )


def solo() -> Folder:
    """A provider who bills under her own NPI and social security number."""
    practice = replace(PRACTICE, npi=DOCTOR_NPI, tax_id="123456789", tax_id_kind="SY", taxonomy="207Q00000X")
    return folder(coverage(2), house=replace(HOUSE, practice=practice))
