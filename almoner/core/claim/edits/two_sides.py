"""Kind `two_sides`: both sides are sent as the payer wants. Params: `style`: `one_line` (50 and one unit), or
`two_lines` (RT and LT, no 50).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import Entry, Fees, shared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card, CardError
from almoner.core.rules.releases import Tables

BOTH, RIGHT, LEFT = "50", "RT", "LT"
PAIRED = "1"


def prepare(card: Card, tables: Tables) -> Prepared:
    """Judge codes of paired organs (bilateral indicator 1)."""
    style = card.text("style")
    if style not in ("one_line", "two_lines"):
        raise CardError(f"card {card.id}: params.style is one_line or two_lines")
    fees = shared(tables, Fees)
    sides = frozenset({BOTH, RIGHT, LEFT})

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        sheet = fees.sheet(facts)
        if sides.isdisjoint(sheet.modifiers):
            return NOTHING
        if sheet.silence:
            return (Unjudged(sheet.silence),)
        paired = [entry for entry in sheet.entries if entry.value("bilat") == PAIRED and entry.has(sides)]
        return [
            Hit(entry.number, f"{entry.line.code}: bilateral indicator 1", *fees.cite(entry.line.service_on))
            for entry in paired
            if _is_wrong(entry, paired, style)
        ]

    return Prepared(judge, about=sides)


def _is_wrong(entry: Entry, paired: list[Entry], style: str) -> bool:
    line = entry.line
    if BOTH in line.modifiers:
        return style == "two_lines" or line.units > 1
    return (
        style == "one_line"
        and LEFT in line.modifiers
        and any(
            RIGHT in other.line.modifiers
            and other.line.code == line.code
            and other.line.service_on == line.service_on
            for other in paired
        )
    )
