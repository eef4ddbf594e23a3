"""Kind `code_setting`: the fee schedule says that the code hardly occurs in the setting of its place. Params:
`facility` (places that are paid as a facility), `except_codes`, `except_places`.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import Entry, Fees, shared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

RARE = "NA"


def prepare(card: Card, tables: Tables) -> Prepared:
    """Judge each line that has a row and a place."""
    facility, elsewhere = frozenset(card.words("facility")), frozenset(card.words("except_places", ()))
    apart = CodeRange(card.words("except_codes", ()))
    fees = shared(tables, Fees)

    def is_rare(entry: Entry) -> bool:
        place = entry.line.pos
        if not place or place in elsewhere or entry.line.code in apart:
            return False
        return entry.value("fac_na" if place in facility else "nonfac_na") == RARE

    def row(entry: Entry) -> str:
        setting = "a facility" if entry.line.pos in facility else "no facility"
        return f"{entry.line.code}: NA, place {entry.line.pos} is {setting}"

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        sheet = fees.sheet(facts)
        if sheet.silence:
            return (Unjudged(sheet.silence),)
        return [
            Hit(entry.number, row(entry), *fees.cite(entry.line.service_on))
            for entry in sheet.entries
            if is_rare(entry)
        ]

    return Prepared(judge)
