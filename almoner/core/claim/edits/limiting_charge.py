"""Kind `limiting_charge`: a provider who takes neither part in Medicare nor assignment of this claim charges
more than the limit. Params: `percent` of the amount that Medicare allows such a provider.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.money import dollars
from almoner.core.rules import Card

NONPARTICIPATING = "nonparticipating"
UNKNOWN = (Unjudged("claim.assigned is not given"),)
NO_AMOUNT = (Unjudged("lines.allowed_cents is not given"),)


def prepare(card: Card) -> Prepared:
    """Judge the lines whose allowed amount is known; the limit falls to whole cents."""
    percent = card.number("percent")

    def told(facts: Facts, number: int, charge_cents: int) -> tuple[Hit | Unjudged, ...]:
        allowed = facts.of_line(number).allowed_cents
        if allowed is None:
            return NO_AMOUNT
        limit = allowed * percent // 100
        return (Hit(number, f"limit {dollars(limit)}"),) if charge_cents > limit else NOTHING

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        if facts.provider_kind != NONPARTICIPATING or facts.told.is_assigned:
            return NOTHING
        if facts.told.is_assigned is None:
            return UNKNOWN
        lines = enumerate(facts.revision.lines, 1)
        return [one for number, line in lines for one in told(facts, number, line.charge_cents)]

    return Prepared(judge, ("provider_kind", "lines.charge_cents"))
