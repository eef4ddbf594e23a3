"""Kind `odd_charge`: a line is charged at nothing, or at more times Medicare's amount than `factor`. Params:
`factor`; `free` (shapes of codes that only report and may cost nothing).
"""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.shape import pattern
from almoner.core.claim.edits.sheet import Entry, Fees, shared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

CENTS = 100


def prepare(card: Card, tables: Tables) -> Prepared:
    """The amount is that which is told of the line, else the national one of the fee schedule; a line without
    either has none to be measured by.
    """
    factor, is_free = card.number("factor"), pattern(card.words("free")).fullmatch
    fees = shared(tables, Fees)

    def fault(facts: Facts, entry: Entry) -> str:
        line = entry.line
        if line.charge_cents == 0:
            return "" if is_free(line.code) else f"{line.code}: charged at nothing"
        told = facts.of_line(entry.number).medicare_cents
        usual = _national_cents(entry) if told is None else told
        if not usual or line.charge_cents <= factor * usual:
            return ""
        return f"{line.code}: more than {factor} times {usual} cents"

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        sheet = fees.sheet(facts)
        found: tuple[Hit | Unjudged, ...] = NOTHING
        for entry in sheet.entries:
            if row := fault(facts, entry):
                found += (Hit(entry.number, row),)
        return found or ((Unjudged(sheet.silence),) if sheet.silence else NOTHING)

    return Prepared(judge, ("lines.charge_cents",))


def _national_cents(entry: Entry) -> int:
    """The higher of the two settings without a place's indices, for all units; 0 where there is no price."""
    try:
        values = [Decimal(entry.value(name) or 0) for name in ("total_nonfac", "total_fac", "conv_factor")]
    except InvalidOperation:
        return 0
    return int(max(values[:2]) * values[2] * CENTS) * max(entry.line.units, 1)
