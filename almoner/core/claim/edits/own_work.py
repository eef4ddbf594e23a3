"""Kind `own_work`: a visit carries the modifier of work of its own, and its note shows none. Params: `codes`,
`modifiers`.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

UNKNOWN = (Unjudged("lines.own_work is not given"),)


def prepare(card: Card) -> Prepared:
    """A visit whose elements are told without any problem shows no work, too."""
    codes, modifiers = CodeRange(card.words("codes")), frozenset(card.words("modifiers"))

    def told(facts: Facts, number: int) -> tuple[Hit | Unjudged, ...]:
        around = facts.of_line(number)
        has_work = around.has_own_work
        if has_work is None and around.visit is not None and around.visit.decision is not None:
            has_work = bool(around.visit.decision.problems)
        if has_work is None:
            return UNKNOWN
        return NOTHING if has_work else (Hit(number, "no work of its own in the note"),)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found: tuple[Hit | Unjudged, ...] = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in codes and not modifiers.isdisjoint(line.modifiers):
                found += told(facts, number)
        return found

    return Prepared(judge, about=modifiers)
