"""Kind `symptom_of_cause`: a symptom stands beside the confirmed cause that includes it. Params: `causes`,
each `R05=J18 J20` (a symptom, and the beginnings of its causes).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import Beginnings
from almoner.core.claim.edits.diagnosis_book import bare
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge the diagnoses of the claim."""
    causes = [
        (symptom, tuple(found.split()))
        for symptom, _, found in (word.partition("=") for word in card.words("causes"))
    ]
    symptoms = tuple(symptom for symptom, _ in causes)

    def judge(facts: Facts) -> Iterable[Hit]:
        codes = [bare(code) for code in facts.revision.diagnoses]
        if not any(code.startswith(symptoms) for code in codes):
            return NOTHING
        return [
            Hit(0, f"{code} is part of {cause}")
            for code in codes
            for symptom, begins in causes
            if code.startswith(symptom)
            for cause in [next((one for one in codes if one.startswith(begins)), "")]
            if cause
        ]

    return Prepared(judge, about=Beginnings(symptoms))
