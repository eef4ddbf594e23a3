"""Kind `benefit_mark`: the payer's answer tells something that stands against this claim. Params: `mark`;
`codes` (only these; else every line's); `cleared_by` (modifiers on the line); `unless_prior` (not where an
earlier payer has decided).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.coverage.benefits import MARK_WORDS
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Without codes and modifiers the claim is told, not its lines."""
    mark, is_after = card.text("mark"), card.flag("unless_prior")
    codes, cleared_by = CodeRange(card.words("codes", ())), frozenset(card.words("cleared_by", ()))
    whole = (Hit(0, f"payer's answer: {MARK_WORDS.get(mark, mark)}"),)

    def judge(facts: Facts) -> Iterable[Hit]:
        if mark not in facts.benefit_marks:
            return NOTHING
        if is_after and any(other.prior for other in facts.revision.others):
            return NOTHING
        if not codes and not cleared_by:
            return whole
        return [
            Hit(number, f"{line.code}: {MARK_WORDS.get(mark, mark)}")
            for number, line in enumerate(facts.revision.lines, 1)
            if (not codes or line.code in codes) and cleared_by.isdisjoint(line.modifiers)
        ]

    return Prepared(judge, ("benefits.marks",))
