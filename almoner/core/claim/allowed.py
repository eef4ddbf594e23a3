"""Authorizations at a claim: the number that it carries by itself, and what is left of each."""

from collections.abc import Iterable

from almoner.core.charge import ChargeLine
from almoner.core.claim.facts import Allowance
from almoner.core.claim.folder import Folder, House
from almoner.core.claim.revision import ClaimRevision
from almoner.core.coverage import Authorization, AuthorizationState
from almoner.core.coverage.authorization import Use, Wanted, fitting, left


def number_for(folder: Folder, lines: Iterable[ChargeLine]) -> str:
    """Return the number of the authorization that lines belong under (837P 2300 REF*G1), or an empty text."""
    if not folder.authorizations:
        return ""
    payer_id = folder.coverage.payer_id
    asked = tuple(Use(payer_id, "", line.id, line.code, line.units, line.service_on) for line in lines)
    wanted = Wanted(payer_id, folder.visits[0].provider_id, asked)
    found = fitting(folder.authorizations, folder.uses, wanted)
    return found.number if found else ""


def uses_of(revision: ClaimRevision) -> list[Use]:
    """Return what a revision bills under its number."""
    return [
        Use(
            revision.payer.payer_id,
            revision.authorization,
            line.line_id,
            line.code,
            line.units,
            line.service_on,
            revision.claim_id,
        )
        for line in revision.lines
    ]


def allowance(house: House, one: Authorization, uses: Iterable[Use], own: ClaimRevision) -> Allowance:
    """Return what is left of an authorization beside a claim's own lines; of one that was denied, nothing."""
    rest = left(one, uses, without={line.line_id for line in own.lines})
    provider = house.providers.get(one.provider_id)
    return Allowance(
        number=one.number,
        codes=one.codes,
        since_on=one.since_on,
        until_on=one.until_on,
        units_left=0 if one.state is AuthorizationState.DENIED else rest,
        provider_npi=provider.npi if provider else "",
        is_pending=one.state is AuthorizationState.PENDING,
        is_by_visit=one.measure == "visits",
    )
