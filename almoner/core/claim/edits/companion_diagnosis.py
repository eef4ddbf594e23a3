"""Kind `companion_diagnosis`: a diagnosis that only adds to another stands without it. Params: `pairs`, each
`Z68=E66 E43` (the beginning of the detail, and those of the conditions that it belongs to).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import Beginnings
from almoner.core.claim.edits.diagnosis_book import bare
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge the diagnoses of the claim."""
    words = (word.partition("=") for word in card.words("pairs"))
    pairs = [(detail, tuple(conditions.split())) for detail, _, conditions in words]
    details = tuple(detail for detail, _ in pairs)

    def judge(facts: Facts) -> Iterable[Hit]:
        codes = [bare(code) for code in facts.revision.diagnoses]
        asked = [code for code in codes if code.startswith(details)]
        if not asked:
            return NOTHING
        return [
            Hit(0, f"{code}: none of {' '.join(conditions)}")
            for code in asked
            for detail, conditions in pairs
            if code.startswith(detail) and not any(one.startswith(conditions) for one in codes)
        ]

    return Prepared(judge, about=Beginnings(details))
