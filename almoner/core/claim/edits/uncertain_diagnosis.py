"""Kind `uncertain_diagnosis`: a diagnosis stands on the claim that the note calls probable, suspected or
ruled out. No params.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.diagnosis_book import bare
from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

UNKNOWN = (Unjudged("note is not given"),)


def prepare(card: Card) -> Prepared:
    """Judge the diagnoses of the claim."""
    del card

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        note = facts.told.note
        if note is None:
            return UNKNOWN
        if not note.uncertain:
            return ()
        codes = map(bare, facts.revision.diagnoses)
        return [Hit(0, f"{code}: uncertain in the note") for code in codes if code in note.uncertain]

    return Prepared(judge)
