"""Kind `authorization`: what the payer wants to allow beforehand is not allowed for this claim. Params:
`fault`: missing (a code of the payer's list without a number), other (the number is for another code or
provider), dates, units (or visits), pending.
"""

from collections.abc import Callable, Iterable
from datetime import date

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Allowance, Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card, CardError

Fault = Callable[[Facts, Allowance], Iterable[Hit]]


def prepare(card: Card) -> Prepared:
    """A number that isn't on file says nothing about what it allows."""
    fault = card.text("fault")
    if fault == "missing":
        return Prepared(_missing, ("claim", "payer.authorize"))
    if fault not in _FAULTS:
        raise CardError(f"card {card.id}: params.fault is missing, {', '.join(_FAULTS)}")
    tell, is_pending = _FAULTS[fault], fault == "pending"

    def judge(facts: Facts) -> Iterable[Hit]:
        if not facts.authorizations:
            return NOTHING
        number = facts.revision.authorization
        if not number and not is_pending:
            return NOTHING
        named = [one for one in facts.authorizations if not number or one.number == number]
        codes = {line.code for line in facts.revision.lines}
        meant = [one for one in named if not codes.isdisjoint(one.codes)] or named
        return [hit for one in meant for hit in tell(facts, one)]

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


def _meant(facts: Facts, kept: Allowance) -> list[tuple[int, ClaimLine]]:
    """The lines that need to be allowed: their code is on the payer's list, or on the authorization; where
    the list isn't known, or holds none of the claim's codes, every line."""
    wanted = facts.authorized_codes.union(kept.codes)
    lines = list(enumerate(facts.revision.lines, 1))
    return [one for one in lines if one[1].code in wanted] or lines


def _other(facts: Facts, kept: Allowance) -> Iterable[Hit]:
    npi = (facts.revision.rendering or facts.revision.billing).npi
    for number, line in _meant(facts, kept):
        if kept.codes and line.code not in kept.codes:
            yield Hit(number, f"{line.code}: the number is for other codes")
        elif kept.provider_npi not in ("", npi):
            yield Hit(number, "the number is for another provider")


def _dates(facts: Facts, kept: Allowance) -> Iterable[Hit]:
    for number, line in _meant(facts, kept):
        if not _covers(kept, line):
            yield Hit(number, f"{line.code}: outside the allowed days")


def _covers(kept: Allowance, line: ClaimLine) -> bool:
    is_early = kept.since_on is not None and line.service_on < kept.since_on
    is_late = kept.until_on is not None and line.service_on >= kept.until_on
    return not (is_early or is_late)


def _units(facts: Facts, kept: Allowance) -> Iterable[Hit]:
    """The lines share what is left, in their order."""
    if kept.units_left is None:
        return
    rest, days = kept.units_left, set[date]()
    for number, line in _meant(facts, kept):
        if kept.codes and line.code not in kept.codes:
            continue
        asked = line.units
        if kept.is_by_visit:
            asked = int(line.service_on not in days)
            days.add(line.service_on)
        if asked > max(rest, 0):
            what = "visit" if kept.is_by_visit else "units"
            yield Hit(number, f"{line.code}: {asked} {what}, {max(rest, 0)} left")
        rest -= asked


def _pending(facts: Facts, kept: Allowance) -> Iterable[Hit]:
    """A claim without a number is told of a request for its own codes and days."""
    if not kept.is_pending:
        return
    is_named = bool(facts.revision.authorization)
    for number, line in _meant(facts, kept):
        if is_named or (line.code in kept.codes and _covers(kept, line)):
            yield Hit(number, f"{line.code}: not decided")


_FAULTS: dict[str, Fault] = {"other": _other, "dates": _dates, "units": _units, "pending": _pending}
