"""Kind `pointers`: each line points to one to four diagnoses of the claim, none twice. No params."""

from functools import lru_cache

from almoner.core.claim.edits.kind import Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

MOST = 4


def prepare(card: Card) -> Prepared:
    """Judge the pointers of every line (SV107)."""
    del card

    def judge(facts: Facts) -> list[Hit]:
        last = len(facts.revision.diagnoses)
        return [
            Hit(number, "diagnosis pointers")
            for number, line in enumerate(facts.revision.lines, 1)
            if not _fits(line.pointers, last)
        ]

    return Prepared(judge)


@lru_cache(maxsize=4096)
def _fits(pointers: tuple[int, ...], last: int) -> bool:
    count = len(pointers)
    return (
        1 <= count <= MOST
        and (count == 1 or len(set(pointers)) == count)
        and 1 <= min(pointers) <= max(pointers) <= last
    )
