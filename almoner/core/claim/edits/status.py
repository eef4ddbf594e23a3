"""Kind `status`: what the fee schedule says of the code itself. Params: `statuses` (letters that fire),
`except_codes`, `except_modifiers`.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import Fees, shared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables


def prepare(card: Card, tables: Tables) -> Prepared:
    """Judge each line that has a row."""
    statuses = frozenset(card.words("statuses"))
    apart, excused = CodeRange(card.words("except_codes", ())), frozenset(card.words("except_modifiers", ()))
    fees = shared(tables, Fees)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        sheet = fees.sheet(facts)
        if sheet.silence:
            return (Unjudged(sheet.silence),)
        return [
            Hit(
                entry.number,
                f"{entry.line.code}: status {entry.value('status')}",
                *fees.cite(entry.line.service_on),
            )
            for entry in sheet.entries
            if entry.value("status") in statuses and entry.line.code not in apart and not entry.has(excused)
        ]

    return Prepared(judge)
