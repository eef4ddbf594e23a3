"""Kind `diagnosis_age`: the age group of a diagnosis doesn't hold the patient. Params: `ages`, each
`flag=from-to` in whole years on the day of the service, both included.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.diagnosis_book import book_of
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.procedure_age import years
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card, CardError
from almoner.core.rules.releases import Tables

ALWAYS = (-999, 999)
"""The ages of a code without an age flag; a service before birth is told elsewhere."""


def prepare(card: Card, tables: Tables) -> Prepared:
    """A code without an age flag fits every age."""
    spans = dict(_span(card, word) for word in card.words("ages"))
    book = book_of(tables)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        if silence := book.flag_silence(facts):
            return (Unjudged(silence),)
        found = NOTHING
        for use in book.uses(facts):
            flag = next((flag for flag in book.flags(use.code, use.on) if flag in spans), "")
            lowest, highest = spans.get(flag, ALWAYS)
            if not lowest <= years(facts.revision.patient.birth_on, use.on) <= highest:
                row = f"{use.code}: {flag}, age {lowest} to {highest}"
                found += (Hit(use.line, row, *book.cite(use.on)),)
        return found

    return Prepared(judge)


def _span(card: Card, word: str) -> tuple[str, tuple[int, int]]:
    flag, _, ages = word.partition("=")
    lowest, _, highest = ages.partition("-")
    if not (lowest.isdigit() and highest.isdigit()):
        raise CardError(f"card {card.id}: params.ages are written as newborn=0-0")
    return flag, (int(lowest), int(highest))
