"""Freezes the parties of a claim: each provider, person and payer as the payer will see it, copied out of its
record.

Promises to name a party only where it says something of its own (837P 2310B, 2310C): a rendering provider
other than the billing one, a place of service at another address.
"""

from dataclasses import replace
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.chart import Visit
from almoner.core.claim.folder import Folder, House
from almoner.core.claim.on_file import policies
from almoner.core.claim.revision import ClaimLine, OtherPayer, Party, PayerParty, Person
from almoner.core.coverage import Coverage, order
from almoner.core.party import Patient, PayerKind, Provider

AT_HOME = frozenset({"10", "12"})
"""Places of service in the patient's home: no facility is named."""


def billing(folder: Folder, *, on: date) -> Party:
    """The billing provider (2010AA), with the payer's own number where a solo provider has one and with the
    laboratory certificate of the place of service (REF*X4).
    """
    practice = folder.house.practice
    visit = folder.visits[0]
    solo = folder.house.providers[visit.provider_id].npi == practice.npi
    number = _payer_number(folder.house, visit.provider_id, folder.coverage.payer_id, on=on) if solo else ""
    return Party(
        last=practice.name,
        npi=practice.npi,
        taxonomy=practice.taxonomy,
        tax_id=practice.tax_id,
        tax_id_kind=practice.tax_id_kind,
        address=practice.address,
        phone=practice.phone,
        contact=practice.contact,
        clia=folder.house.locations[visit.location_id].clia,
        payer_number=number,
    )


def rendering(folder: Folder, *, on: date) -> Party | None:
    """The provider who gave the service (2310B), or None for a solo provider who bills under the same NPI."""
    provider = folder.house.providers[folder.visits[0].provider_id]
    if provider.npi == folder.house.practice.npi:
        return None
    number = _payer_number(folder.house, provider.id, folder.coverage.payer_id, on=on)
    return individual(provider, payer_number=number)


def individual(provider: Provider, *, payer_number: str = "") -> Party:
    """A provider as a person on the claim."""
    return Party(
        last=provider.name.last,
        first=provider.name.first,
        middle=provider.name.middle,
        suffix=provider.name.suffix,
        npi=provider.npi,
        taxonomy=provider.taxonomy,
        payer_number=payer_number,
    )


def other_provider(house: House, provider_id: int) -> Party | None:
    """The referring or supervising provider, where the visit names one."""
    return individual(house.providers[provider_id]) if provider_id else None


def facility(folder: Folder) -> Party | None:
    """The place of service (2310C), only where it isn't the billing address or the patient's home."""
    visit = folder.visits[0]
    location = folder.house.locations[visit.location_id]
    if location.address == folder.house.practice.address or visit.pos in AT_HOME:
        return None
    npi = "" if location.npi == folder.house.practice.npi else location.npi
    return Party(last=location.name, npi=npi, address=location.address)


def patient(record: Patient) -> Person:
    """The patient."""
    return Person(name=record.name, birth_on=record.birth_on, sex=record.sex, address=record.address)


def subscriber(record: Patient, coverage: Coverage) -> Person:
    """The policy holder: the patient where no one else is named."""
    holder = coverage.subscriber
    if holder is None:
        return patient(record)
    return Person(name=holder.name, birth_on=holder.birth_on, sex=holder.sex, address=holder.address)


def payer(folder: Folder, place: int) -> PayerParty:
    """The payer at a place of the order, from 0, with the policy that it is asked under."""
    house, coverage = folder.house, folder.coverages[place]
    record = house.payers[coverage.payer_id]
    plan = house.plans.get(coverage.plan_id)
    return PayerParty(
        payer_id=record.id,
        name=record.name,
        payer_kind=record.payer_kind.value,
        claim_payer_id=_number(folder, place),
        claim_filing=record.claim_filing,
        address=record.address,
        member_id=coverage.member_id,
        rank=coverage.rank,
        coverage_id=coverage.id,
        group_number=coverage.group_number,
        plan_name=plan.name if plan else "",
        relation=coverage.relation,
        msp_type=_msp_type(folder, place),
    )


def _number(folder: Folder, place: int) -> str:
    """The payer's number for claims. An insurer of supplements that Medicare knows for single claims is told
    to it by that number, so that it passes the claim on; the patient has to assign the benefits for it.
    """
    coverage = folder.coverages[place]
    record, consents = folder.house.payers[coverage.payer_id], folder.patient.consents
    asked = folder.house.payers[folder.coverage.payer_id]
    is_passed_on = (
        asked.payer_kind is PayerKind.MEDICARE
        and place > folder.turn
        and coverage.standing.is_supplement
        and consents.assigns_benefits
        and consents.accepts_assignment
    )
    return record.medigap_id if is_passed_on and record.medigap_id else record.claim_payer_id


def _msp_type(folder: Folder, place: int) -> str:
    """Why Medicare pays later (SBR05): Medicare alone, and only where it isn't first, says so. What a person
    has set stands; else it follows from what is known of the policies.
    """
    coverage = folder.coverages[place]
    if place == 0 or folder.house.payers[coverage.payer_id].payer_kind is not PayerKind.MEDICARE:
        return ""
    on = folder.visits[0].service_on
    return coverage.msp_type or order.msp_type(policies(folder), place, on=on)


def others(folder: Folder) -> tuple[OtherPayer, ...]:
    """Every other payer of the patient (2320), in paying order, with its decision where it has made one."""
    return tuple(
        OtherPayer(
            payer=_as_billed(folder, payer(folder, place)),
            subscriber=subscriber(folder.patient, coverage),
            prior=folder.prior.get(coverage.payer_id) if place < folder.turn else None,
            is_passed_over=place < folder.turn and coverage.payer_id in folder.passed_over,
        )
        for place, coverage in enumerate(folder.coverages)
        if place != folder.turn
    )


def _as_billed(folder: Folder, party: PayerParty) -> PayerParty:
    """A payer by the numbers under which it takes institutional claims of the place, if it does."""
    visit = folder.visits[0]
    by = folder.house.place_enrollment(visit.location_id, party.payer_id, on=visit.service_on)
    if by is None:
        return party
    return replace(
        party,
        claim_payer_id=by.claim_payer_id or party.claim_payer_id,
        claim_filing=by.claim_filing or party.claim_filing,
    )


def line(record: ChargeLine, diagnoses: dict[str, int]) -> ClaimLine:
    """A charge line with its pointers into the claim's diagnoses (code -> position from 1)."""
    return ClaimLine(
        line_id=record.id,
        control=record.control,
        code=record.code,
        modifiers=record.modifiers,
        units=record.units,
        charge_cents=record.charge_cents,
        pointers=tuple([diagnoses[code] for code in record.diagnoses]),
        service_on=record.service_on,
        pos=record.pos,
        ndc=record.ndc,
        description=record.description,
    )


def admitted_on(visits: tuple[Visit, ...]) -> date | None:
    """The admission day (DTP*435) of the first visit that has one."""
    return next((visit.admitted_on for visit in visits if visit.admitted_on), None)


def handed_over_on(visits: tuple[Visit, ...]) -> date | None:
    """The day of the hand-over (DTP*090, DTP*091) of the first visit that has one."""
    return next((visit.handed_over_on for visit in visits if visit.handed_over_on), None)


def _payer_number(house: House, provider_id: int, payer_id: int, *, on: date) -> str:
    enrollment = house.enrollment(provider_id, payer_id, on=on)
    return enrollment.payer_number if enrollment else ""
