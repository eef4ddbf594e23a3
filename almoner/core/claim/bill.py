"""What makes a claim an institutional one (837I): the place's standing with the payer that is asked, the
terms of the place, and what the visit tells beside them.

Promises that a claim is institutional exactly where the payer takes it so from the place on the day of
service, that a claim which goes again goes as it went, and that what nobody said is empty.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from almoner.core.chart import Visit
from almoner.core.claim.folder import Folder
from almoner.core.claim.freeze import individual
from almoner.core.claim.revision import ClaimLine, ClaimRevision, InstitutionalBill, Party
from almoner.core.party import Location, PlaceEnrollment


def standing(folder: Folder, *, on: date) -> PlaceEnrollment | None:
    """Return by what the payer whose turn it is takes institutional claims of the visit's place on a day, or
    None where it takes professional ones.
    """
    visit = folder.visits[0]
    return folder.house.place_enrollment(visit.location_id, folder.coverage.payer_id, on=on)


def bill_of(
    visit: Visit, place: Location, attending: Party, operating: Party | None, lines: Sequence[ClaimLine]
) -> InstitutionalBill:
    """Return what an institutional claim of a visit says, as its place and the visit tell it."""
    told = visit.institutional
    terms = told.over(place.institutional)
    days = [line.service_on for line in lines]
    return InstitutionalBill(
        bill_type=terms.bill_type if all(map(terms.holds, days)) else "",
        attending=attending,
        since_on=min(days),
        until_on=max(days),
        priority=terms.priority,
        origin=terms.origin,
        status=terms.status,
        operating=operating,
        reasons=told.reasons,
        conditions=told.conditions,
        occurrences=told.occurrences,
        values=told.values,
    )


def bill(folder: Folder, lines: Sequence[ClaimLine]) -> InstitutionalBill:
    """Return what the claim of a folder says as an institutional one."""
    visit, house = folder.visits[0], folder.house
    provider = house.providers[visit.provider_id]
    operating = visit.institutional.operating_id
    return bill_of(
        visit,
        house.locations[visit.location_id],
        individual(provider),
        individual(house.providers[operating]) if operating else None,
        lines,
    )


def with_revenue(lines: Sequence[ClaimLine], place: Location) -> tuple[ClaimLine, ...]:
    """Return lines with the revenue codes that the place has for their services."""
    terms = place.institutional
    return tuple([replace(line, revenue_code=terms.revenue_code(line.code)) for line in lines])


def as_institutional(folder: Folder, revision: ClaimRevision) -> ClaimRevision:
    """Return a claim as the institutional one that its payer takes: with its bill, a revenue code a line, and
    the numbers that the payer has for such claims.
    """
    place = folder.house.locations[folder.visits[0].location_id]
    revision = replace(revision, lines=with_revenue(revision.lines, place), bill=bill(folder, revision.lines))
    by = _numbers(folder, on=min(line.service_on for line in revision.lines))
    if by is None:
        return revision
    billing = biller(revision.billing, place, by)
    payer = replace(
        revision.payer,
        claim_payer_id=by.claim_payer_id or revision.payer.claim_payer_id,
        claim_filing=by.claim_filing or revision.payer.claim_filing,
    )
    facility = None if billing.npi == place.npi else revision.facility
    return replace(revision, billing=billing, payer=payer, facility=facility)


def _numbers(folder: Folder, *, on: date) -> PlaceEnrollment | None:
    """The enrollment of the day, or for a claim that goes again as it went the last that there was."""
    key = (folder.visits[0].location_id, folder.coverage.payer_id)
    held = folder.house.place_enrollments.get(key, ())
    return standing(folder, on=on) or (held[-1] if held else None)


def biller(party: Party, place: Location, by: PlaceEnrollment) -> Party:
    """Return who bills: the place under its own NPI where the payer knows it so, else the practice."""
    number = by.payer_number or party.payer_number
    if not by.is_own_biller or not place.npi:
        return replace(party, payer_number=number)
    taxonomy = by.taxonomy or party.taxonomy
    return replace(
        party, last=place.name, npi=place.npi, address=place.address, taxonomy=taxonomy, payer_number=number
    )
