"""Kind `diagnosis_sex`: the sex flag of a diagnosis contradicts the record. No params; the list's own flags
end on their day.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.diagnosis_book import book_of
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

CONTRARY = {"F": "male", "M": "female"}
"""The flag that contradicts a recorded sex; any other record contradicts none."""


def prepare(card: Card, tables: Tables) -> Prepared:
    """Judge each diagnosis on its day."""
    del card
    book = book_of(tables)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        flag = CONTRARY.get(facts.revision.patient.sex, "")
        if not flag:
            return NOTHING
        if silence := book.flag_silence(facts):
            return (Unjudged(silence),)
        return [
            Hit(use.line, f"{use.code}: {flag}", *book.cite(use.on))
            for use in book.uses(facts)
            if flag in book.flags(use.code, use.on)
        ]

    return Prepared(judge)
