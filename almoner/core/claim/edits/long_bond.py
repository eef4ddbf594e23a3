"""Kind `long_bond`: the code of a lasting bond stands beside a visit that carries a modifier. Params:
`codes`, `visits`, `modifiers`; `allowed`: other services of the day that permit it, where every procedure of
the day is one of them; `procedures`.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge by the lines of the claim on that day."""
    codes, visits = CodeRange(card.words("codes")), CodeRange(card.words("visits"))
    modifiers = frozenset(card.words("modifiers"))
    allowed, procedures = CodeRange(card.words("allowed", ())), CodeRange(card.words("procedures", ()))

    def is_barred(day: list[ClaimLine]) -> bool:
        carrying = [one for one in day if one.code in visits and not modifiers.isdisjoint(one.modifiers)]
        if not carrying:
            return False
        permits = any(one.code in allowed for one in day)
        return not permits or any(one.code in procedures and one.code not in allowed for one in day)

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in codes:
                day = [one for one in facts.revision.lines if one.service_on == line.service_on]
                found += (Hit(number, f"{line.code} beside a visit with 25"),) if is_barred(day) else NOTHING
        return found

    return Prepared(judge, about=codes)
