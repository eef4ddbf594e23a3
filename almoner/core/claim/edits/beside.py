"""Kind `beside`: a code stands beside another of the same patient's day (or month) and lacks the modifier
that would pay it. Params: `codes`; `beside`; `cleared_by` (modifiers on the code); `within` (day or month).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.edits.sheet import sent_before
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card, CardError

PERIODS = ("day", "month")


def prepare(card: Card) -> Prepared:
    """Judge by the other lines of the claim, and by what the same group and specialty sent before."""
    codes, others = CodeRange(card.words("codes")), CodeRange(card.words("beside"))
    cleared_by, within = frozenset(card.words("cleared_by", ())), card.text("within", PERIODS[0])
    if within not in PERIODS:
        raise CardError(f"card {card.id}: params.within is day or month")

    def is_near(on: date, other_on: date) -> bool:
        if within == "month":
            return (on.year, on.month) == (other_on.year, other_on.month)
        return on == other_on

    def other_of(facts: Facts, number: int, line: ClaimLine) -> str:
        """The other code; empty where there is none."""
        for place, own in enumerate(facts.revision.lines, 1):
            if place != number and own.code in others and is_near(line.service_on, own.service_on):
                return own.code
        sent = (one for one in sent_before(facts) if one.code in others)
        return next((one.code for one in sent if is_near(line.service_on, one.service_on)), "")

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in codes and cleared_by.isdisjoint(line.modifiers):
                other = other_of(facts, number, line)
                found += (Hit(number, f"{line.code} beside {other}"),) if other else NOTHING
        return found

    return Prepared(judge)
