"""Kind `bill_revenue`: revenue codes that fit the type of bill.

Params: `bill_types`, and one of `without` (a code or its beginning, or a range of beginnings `067-072`, that
no line may have), `one_of` (beginnings, one of which a line has to have) or `most_units` with `of`
(beginnings of the lines that count so many units at most).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimRevision
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge the revenue codes of a claim of one of the types."""
    types, without = card.words("bill_types"), card.words("without", ())
    one_of, most, of = card.words("one_of", ()), card.number("most_units", 0), card.words("of", ())

    def judge(facts: Facts) -> tuple[Hit, ...]:
        bill = facts.revision.bill
        if bill is None or bill.bill_type not in types:
            return NOTHING
        return tuple(_hits(facts.revision))

    def _hits(revision: ClaimRevision) -> Iterable[Hit]:
        for number, line in enumerate(revision.lines, 1):
            if any(_lies_in(line.revenue_code, one) for one in without):
                yield Hit(number, f"revenue code {line.revenue_code}")
            if most and line.units > most and line.revenue_code.startswith(of):
                yield Hit(number, f"units of revenue code {line.revenue_code}")
        codes = [line.revenue_code for line in revision.lines]
        if one_of and all(codes) and not any(code.startswith(one_of) for code in codes):
            yield Hit(row="revenue code of a visit")

    return Prepared(judge)


def _lies_in(code: str, span: str) -> bool:
    """True where a code begins as a span says: `029`, or from `067` to `072`."""
    first, _, last = span.partition("-")
    return bool(code) and first <= code[: len(first)] <= (last or first)
