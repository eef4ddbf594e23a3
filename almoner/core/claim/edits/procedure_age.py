"""Kind `procedure_age`: the code is for another age. Params: `ages`, each `codes=from-to` in whole years on
the day of the service, both included (`99381=0-0`, `99387=65-`).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

OLDEST = 200


def prepare(card: Card) -> Prepared:
    """Judge each line whose code has an age."""
    ages = []
    for word in card.words("ages"):
        codes, _, span = word.partition("=")
        lowest, _, highest = span.partition("-")
        ages.append((CodeRange(codes.split()), int(lowest or 0), int(highest or OLDEST)))
    all_codes = CodeRange(code for word in card.words("ages") for code in word.partition("=")[0].split())

    def judge(facts: Facts) -> Iterable[Hit]:
        found = []
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in all_codes:
                age = years(facts.revision.patient.birth_on, line.service_on)
                lowest, highest = next((low, high) for codes, low, high in ages if line.code in codes)
                if not lowest <= age <= highest:
                    found.append(Hit(number, f"{line.code}: age {lowest} to {highest}"))
        return found

    return Prepared(judge, about=all_codes)


def years(birth_on: date, on: date) -> int:
    """Whole years on a day."""
    return on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))
