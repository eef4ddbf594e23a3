"""Kind `estimate`: a visit of a patient who pays alone was booked without the good-faith estimate, or it came
late. Params: `booked_ahead` (business days from which it is owed), `within` (business days after booking),
`far_ahead` and `far_within` (the same for what is booked long before).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.workdays import workday_after, workdays_between
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

UNKNOWN = (Unjudged("self_pay.booked_on is not given"),)


def prepare(card: Card) -> Prepared:
    """Judge by the first day of the claim."""
    ahead, within = card.number("booked_ahead"), card.number("within")
    far_ahead, far_within = card.number("far_ahead"), card.number("far_within")

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        done = facts.told.self_pay
        if done is None or done.booked_on is None:
            return UNKNOWN
        served_on = min((line.service_on for line in facts.revision.lines), default=facts.on)
        booked = workdays_between(done.booked_on, served_on, most=far_ahead)
        if booked < ahead:
            return NOTHING
        owed_on = workday_after(done.booked_on, far_within if booked >= far_ahead else within)
        if done.estimate_on is None:
            return (Hit(0, f"no estimate; owed by {owed_on}"),)
        return (Hit(0, f"the estimate was owed by {owed_on}"),) if done.estimate_on > owed_on else NOTHING

    return Prepared(judge)
