"""Kind `papers_wanted`: documents that the payer's policy wants for a code are missing. Params of a payer's
card: `codes`, `documents` (all of them); without them the lists are those that the claim brings of its payer.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.claim.told import PapersWanted
from almoner.core.rules import Card

UNKNOWN = (Unjudged("payer.papers is not given"),)
NO_DOCUMENTS = (Unjudged("documents is not given"),)


def prepare(card: Card) -> Prepared:
    """Only lines of the listed codes are judged."""
    codes = card.words("codes", ())
    fixed = (PapersWanted(codes, frozenset(card.words("documents"))),) if codes else None

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        wanted = fixed or facts.told.papers
        if wanted is None:
            return UNKNOWN
        found: tuple[Hit | Unjudged, ...] = NOTHING
        for one in wanted:
            found += _told(facts, CodeRange(one.codes), one.documents)
        return found

    return Prepared(judge, about=CodeRange(codes) if codes else None)


def _told(facts: Facts, codes: CodeRange, documents: frozenset[str]) -> tuple[Hit | Unjudged, ...]:
    asked = [number for number, line in enumerate(facts.revision.lines, 1) if line.code in codes]
    lacking = ", ".join(sorted(documents - facts.documents))
    if not asked or not lacking:
        return NOTHING
    if "documents" in facts.unknown:
        return NO_DOCUMENTS
    return tuple(Hit(number, f"not on file: {lacking}") for number in asked)
