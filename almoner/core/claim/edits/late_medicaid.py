"""Kind `late_medicaid`: a patient pays alone, and nobody asked lately whether Medicaid covers the day after
all. Params: `days` between two looks.
"""

from collections.abc import Iterable
from datetime import timedelta

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

UNKNOWN = (Unjudged("self_pay is not given"),)


def prepare(card: Card) -> Prepared:
    """A look before the service tells nothing of what was granted afterwards."""
    days = timedelta(days=card.number("days"))

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        if facts.told.self_pay is None:
            return UNKNOWN
        looked_on = facts.told.self_pay.medicaid_checked_on
        served_on = max((line.service_on for line in facts.revision.lines), default=facts.on)
        if looked_on is None or looked_on < served_on:
            return (Hit(0, "no look since the service"),)
        return (Hit(0, f"the last look is of {looked_on}"),) if facts.on > looked_on + days else NOTHING

    return Prepared(judge)
