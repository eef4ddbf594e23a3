"""Kind `global_day`: a visit on the day of a surgery, or just before. Params: `codes` of visits; `periods`
(000, 010, 090) of the surgery; `days_before` the surgery; `cleared_by` (modifiers that pay the visit).
"""

from collections.abc import Iterable
from datetime import timedelta

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.global_period import NO_TAIL, surgeries
from almoner.core.claim.edits.global_tail import NO_HISTORY
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import Entry, Fees, shared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables


def prepare(card: Card, tables: Tables) -> Prepared:
    """Judge by the group's own surgery, in the claim or sent before; without a history only by the claim."""
    codes, cleared_by = CodeRange(card.words("codes")), frozenset(card.words("cleared_by"))
    periods, before = frozenset(card.words("periods")), timedelta(days=card.number("days_before", 0))
    fees = shared(tables, Fees)

    def is_asked(entry: Entry) -> bool:
        return entry.line.code in codes and cleared_by.isdisjoint(entry.line.modifiers)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        sheet = fees.sheet(facts)
        if sheet.silence:
            return (Unjudged(sheet.silence),)
        asked = [entry for entry in sheet.entries if is_asked(entry)]
        if not asked:
            return NOTHING
        hits = []
        is_near_surgery = facts.history or any(
            entry.value("global_days") in periods for entry in sheet.entries
        )
        for entry in asked if is_near_surgery else ():
            on = entry.line.service_on
            for surgery in surgeries(fees, sheet, on):
                is_near = on <= surgery.on <= on + before and NO_TAIL.isdisjoint(surgery.modifiers)
                if surgery.days in periods and is_near:
                    hits.append(Hit(entry.number, surgery.row, *fees.cite(on)))
                    break
        return hits or (NO_HISTORY if "history" in facts.unknown else NOTHING)

    return Prepared(judge, about=codes)
