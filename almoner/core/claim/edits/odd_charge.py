"""Kind `odd_charge`: a line is charged at nothing, or at more times Medicare's amount than `factor`. Params:
`factor`; `free` (shapes of codes that only report and may cost nothing).
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.shape import pattern
from almoner.core.claim.edits.sheet import Entry, Fees, shared
from almoner.core.claim.facts import Facts
from almoner.core.money import dollars
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

CENTS = 100
MOST_KEPT = 50_000


def prepare(card: Card, tables: Tables) -> Prepared:
    """The amount is that which is told of the line, else the national one of the fee schedule; a line without
    either has none to be measured by.
    """
    factor, is_free = card.number("factor"), pattern(card.words("free")).fullmatch
    fees, national = shared(tables, Fees), _National()

    def told(facts: Facts, entry: Entry) -> tuple[Hit, ...]:
        line, known = entry.line, facts.of_line(entry.number).medicare_cents
        if line.charge_cents == 0:
            return NOTHING if is_free(line.code) else (Hit(entry.number, f"{line.code}: charged at nothing"),)
        usual = national.cents(entry) if known is None else known
        if not usual or line.charge_cents <= factor * usual:
            return NOTHING
        source, most = fees.cite(line.service_on) if known is None else ("", None)
        return (Hit(entry.number, f"{line.code}: more than {factor} times {dollars(usual)}", source, most),)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        sheet = fees.sheet(facts)
        found = NOTHING
        for entry in sheet.entries:
            found += told(facts, entry)
        return found or ((Unjudged(sheet.silence),) if sheet.silence else NOTHING)

    return Prepared(judge, ("lines.charge_cents",))


class _National:
    """National amounts of lines, each reckoned once for a code, its modifiers and a day."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, tuple[str, ...], date], int] = {}

    def cents(self, entry: Entry) -> int:
        """What Medicare pays for the line's units without a place's indices, in the dearer of the settings; 0
        where there is no price.
        """
        line = entry.line
        key = (line.code, line.modifiers, line.service_on)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = _of_a_unit(entry)
        return self._kept[key] * max(line.units, 1)


def _of_a_unit(entry: Entry) -> int:
    try:
        values = [Decimal(entry.value(name) or 0) for name in ("total_nonfac", "total_fac", "conv_factor")]
    except InvalidOperation:
        return 0
    return int(max(values[:2]) * values[2] * CENTS)
