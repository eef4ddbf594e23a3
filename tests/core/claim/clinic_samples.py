"""A rural health clinic of the made-up practice of `tests.core.claim.samples`, and its claims."""

from dataclasses import replace
from datetime import date
from typing import Any

from almoner.core.charge import SuperbillLine
from almoner.core.chart import Accident, Referral
from almoner.core.chart.institutional import InstitutionalVisit, Occurrence, ValueCode
from almoner.core.claim.folder import Folder, by_place_and_payer
from almoner.core.claim.revision import ClaimRevision
from almoner.core.party import Address, Location, PlaceEnrollment
from almoner.core.party.identifiers import npi
from almoner.core.party.institutional import Institutional
from tests.core.claim.samples import HOUSE, coverage, folder, medicare_decided, revision, superbill, visit

CLINIC_NPI = npi("177777777")
TERMS = Institutional(bill_type="71", revenue_codes=("0521", "0300=80047-89398"), origin="1", status="01")
CLINIC = Location(
    id=3,
    name="Harbor Rural Health",
    pos="72",
    address=Address(line1="9 Mill Lane", city="Pulaski", state="NY", zip="131421020"),
    npi=CLINIC_NPI,
    clia="33D0123457",
    institutional=TERMS,
)
BY_MEDICARE = PlaceEnrollment(
    id=1,
    location_id=3,
    payer_id=1,
    since_on=date(2026, 1, 1),
    claim_payer_id="MCA01",
    remittance_payer_id="MCA01",
    claim_filing="MA",
    is_own_biller=True,
    taxonomy="261QR1300X",
)
BY_COMMERCIAL = PlaceEnrollment(id=2, location_id=3, payer_id=2, since_on=date(2026, 1, 1))
SEEN = visit(location_id=3, pos="72")
VISIT_LINES = (
    SuperbillLine(code="99213", units=1, charge_cents=14550, pointers=(1, 2), modifiers=("CG",)),
    SuperbillLine(code="85025", units=1, charge_cents=2500, pointers=(2,)),
)


def house(*enrollments: PlaceEnrollment, place: Location = CLINIC) -> Any:
    """The practice with its clinic, and who takes institutional claims from it."""
    return replace(
        HOUSE,
        locations={**HOUSE.locations, place.id: place},
        place_enrollments=by_place_and_payer(enrollments),
    )


def rural(*payers: int, terms: Institutional = TERMS, **changes: Any) -> Folder:
    """A visit at the clinic, for Medicare unless said, which takes institutional claims from it."""
    policies = [coverage(one, rank=rank) for rank, one in enumerate(payers or (1,), 1)]
    clinic = replace(CLINIC, institutional=terms)
    whole = {"house": house(BY_MEDICARE, BY_COMMERCIAL, place=clinic), "seen": SEEN}
    return folder(*policies, **{"codes": superbill(VISIT_LINES), **whole, **changes})


def told(**changes: Any) -> Folder:
    """A visit of which more is told."""
    return rural(seen=replace(SEEN, institutional=InstitutionalVisit(**changes)))


def urgent() -> Folder:
    """An unscheduled visit at the clinic after a fall, with an operating provider and a referral."""
    seen = replace(
        SEEN,
        accident=Accident(cause="OA", happened_on=date(2026, 3, 1)),
        referral=Referral(provider_id=2, referral_number="R778", authorization_number="AUTH9"),
        institutional=InstitutionalVisit(
            reasons=("R109", "M545"),
            conditions=("D9",),
            occurrences=(Occurrence("05", date(2026, 3, 1)),),
            values=(ValueCode("A2", 2500),),
            operating_id=2,
            priority="1",
        ),
    )
    return rural(seen=seen)


def behind() -> Folder:
    """Medicare has decided; the commercial plan is next, and takes it from the clinic so too."""
    whole = rural(1, 2)
    return replace(whole, turn=1, prior={1: medicare_decided(whole.lines)})


def replaced() -> ClaimRevision:
    """A replacement of the clinic's claim."""
    return replace(revision(rural()), frequency="7", original_ref="2026061000123")


def withdrawn() -> ClaimRevision:
    """A void of it."""
    return replace(revision(rural()), frequency="8", original_ref="2026061000123")


def hurt() -> Folder:
    """A work injury, billed to the health plan."""
    accident = Accident(cause="EM", happened_on=date(2026, 3, 1))
    return rural(2, seen=replace(SEEN, accident=accident))


SHAPES = {"clinic": rural, "urgent": urgent, "behind Medicare": behind, "hurt at work": hurt}
