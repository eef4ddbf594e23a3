"""Kind `coverage`: the policy that is billed is in force on every service date.

Params: `fault` (ended, not_begun, not_found): which way it fails.
"""

from almoner.core.claim.edits.kind import NOTHING, Hit, Kind, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.coverage import BenefitState
from almoner.core.rules import Card, CardError


def prepare(card: Card) -> Prepared:
    """Judge by the policy's dates and by the payer's own answer, where there is one for the day."""
    fault = card.text("fault")
    if fault not in _FAULTS:
        raise CardError(f"card {card.id}: params.fault is one of {', '.join(_FAULTS)}")
    return _FAULTS[fault](card)


def _ended(card: Card) -> Prepared:
    del card
    inactive = (Hit(row="payer's answer"),)

    def judge(facts: Facts) -> tuple[Hit, ...] | list[Hit]:
        until = facts.coverage.until_on if facts.coverage else None
        if until is not None:
            lines = enumerate(facts.revision.lines, 1)
            found = [Hit(number, "coverage end") for number, line in lines if line.service_on >= until]
            if found:
                return found
        return inactive if facts.benefits and facts.benefits.state is BenefitState.INACTIVE else NOTHING

    return Prepared(judge, ("coverage", "coverage.since_on"))


def _not_begun(card: Card) -> Prepared:
    del card

    def judge(facts: Facts) -> tuple[Hit, ...] | list[Hit]:
        if facts.coverage is None:
            return NOTHING
        since = facts.coverage.since_on
        return [
            Hit(number, "coverage start")
            for number, line in enumerate(facts.revision.lines, 1)
            if line.service_on < since
        ]

    return Prepared(judge, ("coverage", "coverage.since_on"))


def _not_found(card: Card) -> Prepared:
    del card
    hits = (Hit(row="payer's answer"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        return hits if facts.benefits and facts.benefits.state is BenefitState.NOT_FOUND else NOTHING

    return Prepared(judge, ("benefits",))


_FAULTS: dict[str, Kind] = {"ended": _ended, "not_begun": _not_begun, "not_found": _not_found}
