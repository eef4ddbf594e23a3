"""Kind `side_missing`: a code of paired organs has neither side, digit nor 50. No params."""

from collections.abc import Iterable

from almoner.core.claim.edits.bypass import SIDES
from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import Fees, shared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

TOLD = SIDES | {"50"}
PAIRED = "1"


def prepare(card: Card, tables: Tables) -> Prepared:
    """The fee schedule marks paired organs: its bilateral indicator is 1."""
    del card
    fees = shared(tables, Fees)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        sheet = fees.sheet(facts)
        if sheet.silence:
            return (Unjudged(sheet.silence),)
        return [
            Hit(entry.number, f"{entry.line.code}: bilateral indicator 1", *fees.cite(entry.line.service_on))
            for entry in sheet.entries
            if entry.value("bilat") == PAIRED and not entry.has(TOLD)
        ]

    return Prepared(judge)
