"""Kind `whole_test`: a test with two parts is billed whole where the place owns one of them. Params:
`places`.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import Fees, shared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

PARTS = frozenset({"26", "TC"})
BOTH_PARTS = "1"


def prepare(card: Card, tables: Tables) -> Prepared:
    """Judge a practitioner's lines in the places."""
    places = frozenset(card.words("places"))
    fees = shared(tables, Fees)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        sheet = fees.sheet(facts)
        inside = [entry for entry in sheet.entries if entry.line.pos in places and not entry.has(PARTS)]
        if not inside or facts.setting != "practitioner":
            return NOTHING
        if sheet.silence:
            return (Unjudged(sheet.silence),)
        return [
            Hit(
                entry.number,
                f"{entry.line.code}: PC/TC 1, place {entry.line.pos}",
                *fees.cite(entry.line.service_on),
            )
            for entry in inside
            if entry.value("pctc") == BOTH_PARTS
        ]

    return Prepared(judge, about=places)
