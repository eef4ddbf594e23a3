"""Kind `repeat`: one code stands twice on a day without a modifier that says why. Params: `reasons`
(modifiers).
"""

from datetime import date

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge the lines of the claim, and the lines sent before for the same day."""
    reasons = frozenset(card.words("reasons"))

    def judge(facts: Facts) -> tuple[Hit, ...] | list[Hit]:
        lines = facts.revision.lines
        if not facts.history and len({line.code for line in lines}) == len(lines):
            return NOTHING
        return _repeats(facts, reasons)

    return Prepared(judge)


def _repeats(facts: Facts, reasons: frozenset[str]) -> list[Hit]:
    own = {line.line_id for line in facts.revision.lines}
    seen = {
        (sent.code, sent.service_on, frozenset(sent.modifiers) & reasons)
        for sent in facts.history
        if sent.is_same_group and not (sent.line_id and sent.line_id in own)
    }
    found = []
    for number, line in enumerate(facts.revision.lines, 1):
        key = _key(line, reasons)
        if key in seen:
            found.append(Hit(number, "same code on the day"))
        seen.add(key)
    return found


def _key(line: ClaimLine, reasons: frozenset[str]) -> tuple[str, date, frozenset[str]]:
    return line.code, line.service_on, reasons.intersection(line.modifiers)
