"""Kind `worsening`: the note tells that a chronic illness got worse, and the claim has its code for a stable
one. Params: `pairs`, each `J449=J441` (stable, worse).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.diagnosis_book import bare
from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card, CardError

UNKNOWN = (Unjudged("note is not given"),)


def prepare(card: Card) -> Prepared:
    """Both codes together say nothing: the worse one is there."""
    words = [word.partition("=") for word in card.words("pairs")]
    pairs = {stable: worse for stable, _, worse in words if worse}
    if len(pairs) < len(words):
        raise CardError(f"card {card.id}: params.pairs are written as J449=J441, each once")

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        note = facts.told.note
        if note is None:
            return UNKNOWN
        codes = {bare(code) for code in facts.revision.diagnoses}
        stable = sorted(code for code in codes & note.worse if code in pairs)
        return [
            Hit(0, f"{code}: {pairs[code]} is for its worsening")
            for code in stable
            if pairs[code] not in codes
        ]

    return Prepared(judge, about=pairs)
