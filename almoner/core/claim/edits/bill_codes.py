"""Kind `bill_codes`: a type of bill wants a procedure or modifier on one of its lines. Params: `bill_types`,
`codes` (each may be a range), `modifiers`.
"""

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge whether a line of a claim of one of the types has it."""
    types, modifiers = card.words("bill_types"), frozenset(card.words("modifiers", ()))
    codes = CodeRange(card.words("codes", ()))
    hits = (Hit(row="the service that the visit is paid by"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        bill = facts.revision.bill
        if bill is None or bill.bill_type not in types:
            return NOTHING
        has_it = any(
            line.code in codes or not modifiers.isdisjoint(line.modifiers) for line in facts.revision.lines
        )
        return NOTHING if has_it else hits

    return Prepared(judge)
