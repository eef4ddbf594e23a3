"""Kind `pregnancy_weeks`: a diagnosis of pregnancy stands without the code of its weeks, which are known.
Params: `of` and `but_of` (beginnings of the diagnoses that want it, and of those that don't), `weeks` (its
beginning), `first` and `last` (the weeks with a number of their own; less is 01, more is 49).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import Beginnings
from almoner.core.claim.edits.diagnosis_book import bare
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

UNKNOWN = (Unjudged("note.weeks_pregnant is not given"),)
LESS, MORE = "01", "49"


def prepare(card: Card) -> Prepared:
    """Judge the claim; the code of the weeks is named."""
    of, but_of, begins = card.words("of"), card.words("but_of"), card.text("weeks")
    first, last = card.number("first"), card.number("last")

    def code_of(weeks: int) -> str:
        return begins + (LESS if weeks < first else MORE if weeks > last else f"{weeks:02}")

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        codes = [bare(code) for code in facts.revision.diagnoses]
        asked = [code for code in codes if code.startswith(of) and not code.startswith(but_of)]
        if not asked or any(code.startswith(begins) for code in codes):
            return NOTHING
        weeks = facts.told.note.weeks_pregnant if facts.told.note else None
        return UNKNOWN if weeks is None else (Hit(0, f"{asked[0]} without {code_of(weeks)}"),)

    return Prepared(judge, about=Beginnings(of))
