"""Kind `authorization`: what the payer wants to allow beforehand is not allowed for this claim. Params:
`fault`: missing (a code of the payer's list without a number), other (the number is for another code or
provider), dates, units, pending.
"""

from collections.abc import Callable, Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Authorization, Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card, CardError

Fault = Callable[[Authorization, ClaimLine, str], str]


def prepare(card: Card) -> Prepared:
    """A number that isn't on file says nothing about what it allows."""
    fault = card.text("fault")
    if fault == "missing":
        return Prepared(_missing, ("claim", "payer.authorize"))
    if fault not in _FAULTS:
        raise CardError(f"card {card.id}: params.fault is missing, {', '.join(_FAULTS)}")
    tell = _FAULTS[fault]

    def judge(facts: Facts) -> Iterable[Hit]:
        revision = facts.revision
        kept = next((one for one in facts.authorizations if one.number == revision.authorization), None)
        if not revision.authorization or kept is None:
            return NOTHING
        npi = (revision.rendering or revision.billing).npi
        told = ((number, tell(kept, line, npi)) for number, line in enumerate(revision.lines, 1))
        return [Hit(number, row) for number, row in told if row and _is_meant(facts, kept, number)]

    return Prepared(judge, ("claim", "authorizations"))


def _missing(facts: Facts) -> Iterable[Hit]:
    if facts.revision.authorization or not facts.authorized_codes:
        return NOTHING
    lines = enumerate(facts.revision.lines, 1)
    return [
        Hit(number, f"{line.code}: on the payer's list")
        for number, line in lines
        if line.code in facts.authorized_codes
    ]


def _is_meant(facts: Facts, kept: Authorization, number: int) -> bool:
    """The line needs to be allowed: its code is on the payer's list, or on the authorization; where the list
    isn't known, or holds none of the claim's codes, every line."""
    wanted = facts.authorized_codes.union(kept.codes)
    codes = [line.code for line in facts.revision.lines]
    return codes[number - 1] in wanted or wanted.isdisjoint(codes)


def _other(kept: Authorization, line: ClaimLine, npi: str) -> str:
    if kept.codes and line.code not in kept.codes:
        return f"{line.code}: the number is for other codes"
    return "the number is for another provider" if kept.provider_npi not in ("", npi) else ""


def _dates(kept: Authorization, line: ClaimLine, npi: str) -> str:
    del npi
    is_early = kept.since_on is not None and line.service_on < kept.since_on
    is_late = kept.until_on is not None and line.service_on >= kept.until_on
    return f"{line.code}: outside the allowed days" if is_early or is_late else ""


def _units(kept: Authorization, line: ClaimLine, npi: str) -> str:
    del npi
    is_over = kept.units_left is not None and line.units > kept.units_left
    return f"{line.code}: {line.units} units, {kept.units_left} left" if is_over else ""


def _pending(kept: Authorization, line: ClaimLine, npi: str) -> str:
    del npi
    return f"{line.code}: not decided" if kept.is_pending else ""


_FAULTS: dict[str, Fault] = {"other": _other, "dates": _dates, "units": _units, "pending": _pending}
