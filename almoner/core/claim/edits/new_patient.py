"""Kind `new_patient`: the code says new, or known, and what was sent before says otherwise. Params: `codes`;
`meetings` (codes of which each is a meeting); `says` (new or known).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts, SentLine
from almoner.core.coding.em_known import is_known
from almoner.core.rules import Card, CardError

READING_ONLY = frozenset({"26", "TC"})
"""With these a test was read or made, and nobody met the patient."""


def prepare(card: Card) -> Prepared:
    """Known is whom the same group and specialty met less than three years before. A known code is doubted
    only where other meetings were sent before: an empty history tells nothing.
    """
    codes, meetings = CodeRange(card.words("codes")), CodeRange(card.words("meetings"))
    says = card.text("says")
    if says not in ("new", "known"):
        raise CardError(f"card {card.id}: params.says is new or known")

    def met(facts: Facts) -> list[SentLine]:
        own = {line.line_id for line in facts.revision.lines}
        return [
            sent
            for sent in facts.history
            if sent.code in meetings
            and READING_ONLY.isdisjoint(sent.modifiers)
            and not (sent.line_id and sent.line_id in own)
        ]

    def judge(facts: Facts) -> Iterable[Hit]:
        asked = [number for number, line in enumerate(facts.revision.lines, 1) if line.code in codes]
        all_met = met(facts) if asked else []
        if not all_met:
            return NOTHING
        by_us = [sent.service_on for sent in all_met if sent.is_same_group and sent.is_same_specialty]
        return [hit for number in asked for hit in _hits(facts, number, by_us, says)]

    return Prepared(judge, ("history",))


def _hits(facts: Facts, number: int, by_us: list[date], says: str) -> tuple[Hit, ...]:
    line = facts.revision.lines[number - 1]
    known = is_known(by_us, on=line.service_on)
    if says == "new" and known:
        last = max(day for day in by_us if day < line.service_on)
        return (Hit(number, f"{line.code}: met on {last}"),)
    if says == "known" and not known:
        return (Hit(number, f"{line.code}: no meeting of three years"),)
    return NOTHING
