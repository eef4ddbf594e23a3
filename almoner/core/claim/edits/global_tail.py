"""Kind `global_tail`: a service in the days that the fee of an earlier surgery covers. Params: `codes`
(visits; without them every procedure that has a global period itself), `cleared_by` (modifiers that pay
it).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.global_period import DAYS, NO_TAIL, is_anything_near, surgeries
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import Entry, Fees, Sheet, shared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

NO_HISTORY = (Unjudged("history is not given"),)


def prepare(card: Card, tables: Tables) -> Prepared:
    """Judge by the group's own surgery, in the claim or sent before; without a history only by the claim."""
    codes, cleared_by = CodeRange(card.words("codes", ())), frozenset(card.words("cleared_by"))
    fees, is_of_codes = shared(tables, Fees), bool(codes)

    def is_asked(entry: Entry) -> bool:
        is_one = entry.line.code in codes if is_of_codes else entry.value("global_days") in DAYS
        return is_one and cleared_by.isdisjoint(entry.line.modifiers)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        sheet = fees.sheet(facts)
        if sheet.silence:
            return (Unjudged(sheet.silence),)
        is_untold = "history" in facts.unknown
        days = list(sheet.days)
        if len(days) == 1 and not is_untold and not is_anything_near(facts, days[0]):
            return NOTHING
        asked = [entry for entry in sheet.entries if is_asked(entry)]
        hits = [hit for entry in asked for hit in _hit(fees, sheet, entry)]
        return hits or (NO_HISTORY if asked and is_untold else NOTHING)

    return Prepared(judge, about=codes or None)


def _hit(fees: Fees, sheet: Sheet, entry: Entry) -> Iterable[Hit]:
    """The surgery whose days go furthest."""
    on = entry.line.service_on
    covering = [
        surgery
        for surgery in surgeries(fees, sheet, on)
        if surgery.on < on <= surgery.last_on and NO_TAIL.isdisjoint(surgery.modifiers)
    ]
    if covering:
        widest = max(covering, key=lambda surgery: surgery.last_on)
        yield Hit(entry.number, widest.row, *fees.cite(on))
