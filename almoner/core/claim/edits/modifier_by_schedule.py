"""Kind `modifier_by_schedule`: a modifier that the fee schedule doesn't allow on the code. Params:
`modifiers`, `column` (of the fee schedule), and by its value `allowed` (every other is refused), or
`refused` and `proof` (wants one of `documents` on file).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import Entry, Fees, Sheet, shared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables


def prepare(card: Card, tables: Tables) -> Prepared:
    """A code without a row is not judged here."""
    modifiers, column = frozenset(card.words("modifiers")), card.text("column")
    allowed, refused = frozenset(card.words("allowed", ())), frozenset(card.words("refused", ()))
    proof, documents = frozenset(card.words("proof", ())), frozenset(card.words("documents", ()))
    fees = shared(tables, Fees)

    def asks(value: str) -> str:
        """What is asked of a value: nothing, `never` or `proof`."""
        if not value or value in allowed:
            return ""
        return "never" if allowed or value in refused else "proof" if value in proof else ""

    def faults(sheet: Sheet, entry: Entry) -> Iterable[Hit | Unjudged]:
        value = entry.value(column)
        asked = asks(value)
        if asked == "proof" and "documents" in sheet.facts.unknown:
            yield Unjudged("documents is not given")
        elif asked == "never" or (asked and documents.isdisjoint(sheet.facts.documents)):
            carried = next(one for one in entry.line.modifiers if one in modifiers)
            row = f"{entry.line.code}: {column} {value}, modifier {carried}"
            yield Hit(entry.number, row, *fees.cite(entry.line.service_on))

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        sheet = fees.sheet(facts)
        if modifiers.isdisjoint(sheet.modifiers):
            return NOTHING
        if sheet.silence:
            return (Unjudged(sheet.silence),)
        carrying = [entry for entry in sheet.entries if entry.has(modifiers)]
        return [fault for entry in carrying for fault in faults(sheet, entry)]

    return Prepared(judge, about=modifiers)
