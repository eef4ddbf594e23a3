"""Kind `endoscopy`: a looking endoscopy stands beside a surgical one of its family. No params."""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import Fees, shared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables


def prepare(card: Card, tables: Tables) -> Prepared:
    """The fee schedule names the looking code of each surgical one (its endoscopic base)."""
    del card
    fees = shared(tables, Fees)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        sheet = fees.sheet(facts)
        if sheet.silence:
            return (Unjudged(sheet.silence),)
        if len(sheet.entries) == 1:
            return NOTHING
        found = []
        for on, entries in sheet.days.items():
            bases = {entry.value("endo_base"): entry.line.code for entry in entries}
            for entry in entries:
                if entry.line.code in bases:
                    row = f"{bases[entry.line.code]}: endoscopic base {entry.line.code}"
                    found.append(Hit(entry.number, row, *fees.cite(on)))
        return found

    return Prepared(judge)
