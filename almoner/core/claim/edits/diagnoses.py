"""Kind `diagnoses`: so many different diagnoses, without dots. Params: `most`."""

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge the claim's list (HI)."""
    most = card.number("most")
    hits = (Hit(row="diagnoses"),)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        codes = facts.revision.diagnoses
        fits = 1 <= len(codes) <= most and len(set(codes)) == len(codes) and "." not in "".join(codes)
        return NOTHING if fits else hits

    return Prepared(judge)
