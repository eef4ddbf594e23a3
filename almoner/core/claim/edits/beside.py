"""Kind `beside`: a code stands beside another of the same patient's day (or month) and lacks the modifier
that would pay it. Params: `codes`; `beside`; `cleared_by` (modifiers on the code); `within` (day or month);
`either` (the modifier may stand on the other one).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.edits.sheet import sent_before
from almoner.core.claim.facts import Facts, SentLine
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card, CardError


def prepare(card: Card) -> Prepared:
    """Judge by the other lines of the claim, and by what the same group and specialty sent before."""
    codes, others = CodeRange(card.words("codes")), CodeRange(card.words("beside"))
    cleared_by, within = frozenset(card.words("cleared_by", ())), card.text("within", "day")
    is_either = card.flag("either")
    if within not in _NEAR:
        raise CardError(f"card {card.id}: params.within is day or month")
    is_near = _NEAR[within]

    def is_other(one: ClaimLine | SentLine) -> bool:
        return one.code in others and not (is_either and not cleared_by.isdisjoint(one.modifiers))

    def other_of(facts: Facts, number: int, line: ClaimLine) -> str:
        """The other code; empty where there is none."""
        for place, own in enumerate(facts.revision.lines, 1):
            if place != number and is_other(own) and is_near(line.service_on, own.service_on):
                return own.code
        sent = (one for one in sent_before(facts) if is_other(one))
        return next((one.code for one in sent if is_near(line.service_on, one.service_on)), "")

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in codes and cleared_by.isdisjoint(line.modifiers):
                other = other_of(facts, number, line)
                found += (Hit(number, f"{line.code} beside {other}"),) if other else NOTHING
        return found

    return Prepared(judge, about=codes)


def _same_day(on: date, other_on: date) -> bool:
    return on == other_on


def _same_month(on: date, other_on: date) -> bool:
    return (on.year, on.month) == (other_on.year, other_on.month)


_NEAR = {"day": _same_day, "month": _same_month}
